using Runproof.Core.Hashing;
using Runproof.Proofs.Security;

namespace Runproof.Verifier.Receipts;

/// <summary>What the caller knows from elsewhere. A receipt that brings its own expectation proves nothing about where it came from.</summary>
public sealed record ReceiptExpectation
{
    /// <summary>Nothing is pinned: the best answer is inconclusive.</summary>
    public static ReceiptExpectation None { get; } = new();

    /// <summary>The program that should have run, circuits and weights included; null where the caller does not pin it.</summary>
    public Digest? Program { get; init; }

    /// <summary>The weights that should have been used; null where the caller does not pin them. They alone do not say what is computed with them.</summary>
    public Digest? ModelRoot { get; init; }

    /// <summary>The claim of the run, which names its program, inputs and outputs; null where the caller does not pin it.</summary>
    public Digest? Claim { get; init; }

    /// <summary>What every proof has to be bound to, where the caller asked for proofs of its own; null where it did not.</summary>
    public ReadOnlyMemory<byte>? Nonce { get; init; }

    /// <summary>How many circuit steps, chosen by <see cref="Nonce"/> after the claim, are to be proved at least; null where all are. A nonce is needed with it.</summary>
    public int? Sample { get; init; }

    /// <summary>The least security of every proof.</summary>
    public SecurityProfile Profile { get; init; } = SecurityProfile.P100;

    /// <summary>Whether it is pinned what should have run.</summary>
    public bool IsPinned => Program is not null || ModelRoot is not null || Claim is not null;
}
