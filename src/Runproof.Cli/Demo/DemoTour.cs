using Runproof.Core.Verdicts;
using Runproof.Runs.Claims;
using Runproof.Runs.Compiling;
using Runproof.Runs.Metadata;
using Runproof.Runs.Replay;
using Runproof.Runs.Results;
using Runproof.Runs.Validation;

namespace Runproof.Cli.Demo;

/// <summary>What the tour through one model showed.</summary>
/// <param name="Model">The model.</param>
/// <param name="Metadata">Its slices.</param>
/// <param name="Compiled">Their circuits.</param>
/// <param name="Validation">The slices against the whole model.</param>
/// <param name="Run">The recorded run.</param>
/// <param name="Verdict">The verdict on it.</param>
/// <param name="Replay">A step of it, executed again.</param>
/// <param name="Tampering">The run with one byte changed.</param>
/// <param name="Forgery">The run with another answer and everything recomputed.</param>
/// <param name="Proof">The receipt with one byte of its proof changed.</param>
/// <param name="Report">Path of the HTML report.</param>
internal sealed record DemoTour(
    DemoModel Model,
    RunnerMetadata Metadata,
    CompiledModel Compiled,
    ValidationReport Validation,
    RunResult Run,
    RunVerdict Verdict,
    ReplayResult Replay,
    Tampering Tampering,
    Forgery Forgery,
    ProofTampering Proof,
    string Report)
{
    /// <summary>What the demo shows, and what it does not.</summary>
    public const string HonestSentence = "Proved: that the circuits of the slices computed these outputs. Measured, not proved: that the circuits, which round to integers, agree with the model.";

    /// <summary>What did not go as the demo promises; null where everything did.</summary>
    public string? Problem =>
        Verdict.Verdict.Status != Verification.Passed ? $"the recorded run is not verified: {Verdict.Sentence}"
        : Replay.Status != Verification.Passed ? "the recorded run does not replay"
        : Tampering.Verdict.Verdict.Status != Verification.Failed ? "a run with a changed byte is not refused"
        : Forgery.Pinned.Verdict.Status != Verification.Failed ? "a forged run is not refused although the claim is pinned"
        : Forgery.Unpinned.Verdict.Status == Verification.Passed ? "a forged run passes although nothing is pinned"
        : Forgery.Replay.Status != Verification.Failed ? "a forged run replays"
        : Run.OverallSecurity != 100 || Verdict.SecurityPercent != 100 ? "not every slice is proved"
        : !Proof.IsRefused ? "a proof with a changed byte is not refused"
        : Validation.Status != Verification.Passed ? "the slices do not compute what the model computes"
        : null;
}
