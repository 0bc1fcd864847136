using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;

namespace Runproof.Verifier.Disputes;

/// <summary>
/// Shows that a claim is false: no execution of the program on the claimed inputs leaves it. It opens the few records that the program decides about, with the few values
/// that it takes for that, so that nothing has to be executed and the trace need not be at hand.
/// </summary>
/// <param name="Claim">The claim.</param>
/// <param name="Program">The program that it is about.</param>
/// <param name="Reason">In what the claim differs from an execution first.</param>
/// <param name="Step">The record in which it does; the number of records where it is the end of the run.</param>
/// <param name="Records">The records that are needed, in their order.</param>
/// <param name="Values">The values that are needed, in the order of their digests.</param>
public sealed record FraudProof(
    Claim Claim,
    Program Program,
    DivergenceReason Reason,
    ulong Step,
    ImmutableArray<OpenedRecord> Records,
    ImmutableArray<ReadOnlyMemory<byte>> Values)
{
    /// <summary>The proof's identity.</summary>
    public Digest Digest => TaggedHash.Compute(DigestTags.FraudProof, FraudProofFormat.Content(this));
}
