namespace Runproof.Proofs.Tests.Toys;

/// <summary>One small statement of one protocol, with fixed inputs: its proof, and two verifiers that share nothing but the transcript.</summary>
internal interface IToy
{
    /// <summary>The protocol and the field; also the name of the golden file.</summary>
    string Name { get; }

    /// <summary>The bytes of the proof.</summary>
    byte[] Prove(Workers workers);

    /// <summary>Why the product refuses the bytes, or null; a value that a proof leaves open is compared with the true one.</summary>
    string? Refuse(ReadOnlySpan<byte> bytes);

    /// <summary>Whether the slow verifier accepts the bytes, values that remain included.</summary>
    bool AcceptSlowly(ReadOnlySpan<byte> bytes);
}
