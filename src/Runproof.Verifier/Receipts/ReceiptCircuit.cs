using Runproof.Core.Hashing;

namespace Runproof.Verifier.Receipts;

/// <summary>A circuit with its weights, as a unit of a program.</summary>
/// <param name="Circuit">Digest of the circuit.</param>
/// <param name="Weights">Root of the weights.</param>
/// <param name="File">The compiled circuit's file; null where the verifier's caller has it. It is not trusted: its digests are computed again.</param>
public sealed record ReceiptCircuit(Digest Circuit, Digest Weights, ReadOnlyMemory<byte>? File)
{
    /// <summary>The artifact by which a program names the unit.</summary>
    public Digest Artifact => CircuitUnit.ArtifactOf(Circuit, Weights);
}
