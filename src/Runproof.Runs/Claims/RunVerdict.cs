using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Store;
using Runproof.Verifier.Receipts;

namespace Runproof.Runs.Claims;

/// <summary>What verifying a recorded run showed.</summary>
/// <param name="Location">Where the run lies.</param>
/// <param name="Trace">The run; null where its file is damaged.</param>
/// <param name="PinnedBy">Who said which run is to be expected.</param>
/// <param name="Expected">The digest of the claim or of the program that is expected; null where nobody said.</param>
/// <param name="Verdict">The checks.</param>
public sealed record RunVerdict(RunLocation Location, Trace? Trace, PinnedBy PinnedBy, Digest? Expected, Verdict Verdict)
{
    /// <summary>What verifying the receipt beside the trace showed; null where there is none.</summary>
    public ReceiptVerdict? Receipt { get; init; }

    /// <summary>What is known about all of the run's steps: the least of what is known about each.</summary>
    public Assurance Assurance => Trace is null || Trace.Program.Steps.IsEmpty ? AssuranceOf(0) : Enumerable.Range(0, Trace.Program.Steps.Length).Min(AssuranceOf);

    /// <summary>Share of the steps whose proof was verified, in percent, rounded down.</summary>
    public int SecurityPercent => Verdict.Status == Verification.Failed ? 0 : Receipt?.SecurityPercent ?? 0;

    /// <summary>What is known about a step: verifying executes nothing.</summary>
    /// <param name="step">Its position in the program.</param>
    public Assurance AssuranceOf(int step) =>
        Verdict.Status == Verification.Failed ? Assurance.None
        : Receipt is { } receipt && step < receipt.Steps.Length && receipt.Steps[step] == Assurance.Proved ? Assurance.Proved
        : Assurance.Executed;

    /// <summary>The answer in one sentence.</summary>
    public string Sentence => Verdict.Status switch
    {
        Verification.Passed when PinnedBy == PinnedBy.Store => $"verified: this is the run that the store saw being closed, and every digest in it holds{Proved}",
        Verification.Passed when PinnedBy == PinnedBy.Key => $"verified: this is the run whose claim was signed with the key, and every digest in it holds{Proved}",
        Verification.Passed => $"verified: this is the run that was expected, and every digest in it holds{Proved}",
        Verification.Failed => $"refused: {Verdict.Decisive!.Why!.Message}",
        _ => $"undecided: nothing in it is wrong, but {Verdict.Decisive!.Why?.Message ?? $"nobody checked that {Verdict.Decisive.Name}"}",
    };

    private string Proved => Receipt is { ProvedSteps: > 0 } receipt ? $"; {receipt.ProvedSteps} of {receipt.Steps.Length} steps are proved" : "";

    /// <summary>What nobody may conclude from the verdict, in words.</summary>
    public ImmutableArray<string> NotChecked =>
    [
        .. Receipt?.NotChecked ?? ["that the units compute what the records say: replay, or a proof, does that"],
        "wall times and other notes: they lie beside the claim, not under it",
        .. Verdict.Checks.Where(check => check.Status == Verification.NotAttempted).Select(check => $"that {check.Name}"),
    ];
}
