using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Store;

namespace Runproof.Runs.Claims;

/// <summary>What verifying a recorded run showed.</summary>
/// <param name="Location">Where the run lies.</param>
/// <param name="Trace">The run; null where its file is damaged.</param>
/// <param name="PinnedBy">Who said which run is to be expected.</param>
/// <param name="Expected">The digest of the claim or of the program that is expected; null where nobody said.</param>
/// <param name="Verdict">The checks.</param>
public sealed record RunVerdict(RunLocation Location, Trace? Trace, PinnedBy PinnedBy, Digest? Expected, Verdict Verdict)
{
    /// <summary>What is known about the run's steps: verifying executes nothing.</summary>
    public Assurance Assurance => Verdict.Status == Verification.Failed ? Assurance.None : Assurance.Executed;

    /// <summary>The answer in one sentence.</summary>
    public string Sentence => Verdict.Status switch
    {
        Verification.Passed when PinnedBy == PinnedBy.Store => "verified: this is the run that the store saw being closed, and every digest in it holds",
        Verification.Passed => "verified: this is the run that was expected, and every digest in it holds",
        Verification.Failed => $"refused: {Verdict.Decisive!.Why!.Message}",
        _ => $"undecided: nothing in it is wrong, but {Verdict.Decisive!.Why?.Message ?? $"nobody checked that {Verdict.Decisive.Name}"}",
    };

    /// <summary>What nobody may conclude from the verdict, in words.</summary>
    public ImmutableArray<string> NotChecked =>
    [
        "that the units compute what the records say: replay, or a proof, does that",
        "wall times and other notes: they lie beside the claim, not under it",
        .. Verdict.Checks.Where(check => check.Status == Verification.NotAttempted).Select(check => $"that {check.Name}"),
    ];
}
