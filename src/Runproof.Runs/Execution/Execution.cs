using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Execution;

/// <summary>What came out of executing a program.</summary>
/// <param name="Outcome">How the last step ended.</param>
/// <param name="Outputs">The program's outputs; empty unless it succeeded.</param>
/// <param name="OutputDigests">Their digests; empty unless it was recorded and succeeded.</param>
/// <param name="StepTimes">Wall time of each step that ran, without recording.</param>
/// <param name="Total">Wall time from the first input to the last output, with recording.</param>
/// <param name="Error">Why the last step failed; null where it succeeded.</param>
internal sealed record Execution(
    StepOutcome Outcome,
    ImmutableArray<Tensor> Outputs,
    ImmutableArray<Digest> OutputDigests,
    ImmutableArray<TimeSpan> StepTimes,
    TimeSpan Total,
    Diagnostic? Error);
