using System.Collections.Immutable;
using Runproof.Runs.Results;
using Runproof.Verifier.Sampling;

namespace Runproof.Runs.Proving;

/// <summary>A receipt that was just made, and verified.</summary>
/// <param name="File">Its bytes, the circuits among them, so that nothing else is needed to verify it.</param>
/// <param name="Steps">The steps that it proves, by position in the program.</param>
/// <param name="StepCount">How many steps the run has.</param>
/// <param name="Proof">What its proofs come to.</param>
public sealed record ProvedReceipt(ReadOnlyMemory<byte> File, ImmutableArray<int> Steps, int StepCount, ProofSummary Proof)
{
    /// <summary>Size of the setup proof of bound weights, in bytes; null where all weights are public.</summary>
    public int? SetupSize { get; init; }

    /// <summary>The steps that the verifier's nonce chose; null where no sample was asked for.</summary>
    public SampledSteps? Sample { get; init; }
}
