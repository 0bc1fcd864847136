using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Metadata;

namespace Runproof.Runs.Reports;

/// <summary>One step of a run.</summary>
/// <param name="Name">Name in the program.</param>
/// <param name="Backend">What executed it; null where the run did not get there.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Assurance">What is known about it.</param>
/// <param name="FallbackReason">Why the preferred backend was not used, in a word; null where it was.</param>
/// <param name="Time">Wall time; null where the notes do not tell. It is beside the claim.</param>
/// <param name="Macs">Multiply-accumulate operations; null where they are not counted.</param>
/// <param name="Unit">Digest of the unit's revision.</param>
/// <param name="Artifact">Digest of the unit's content.</param>
/// <param name="Inputs">Its inputs.</param>
/// <param name="Outputs">Its outputs.</param>
public sealed record ReportStep(
    string Name,
    Backend? Backend,
    StepOutcome Outcome,
    Assurance Assurance,
    string? FallbackReason,
    TimeSpan? Time,
    ulong? Macs,
    Digest Unit,
    Digest Artifact,
    ImmutableArray<ReportValue> Inputs,
    ImmutableArray<ReportValue> Outputs)
{
    /// <summary>How close its circuit came to ONNX Runtime on sample inputs when it was compiled; null where it ran on another backend, or the notes do not tell.</summary>
    public CircuitFidelity? Fidelity { get; init; }
}
