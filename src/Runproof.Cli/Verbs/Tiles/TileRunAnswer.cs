using Runproof.Core.Diagnostics;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Runs.Claims;
using Runproof.Runs.Diff;
using Runproof.Runs.Tiles;

namespace Runproof.Cli.Verbs.Tiles;

/// <summary>What a run of tiles came to.</summary>
/// <param name="Program">The program.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Run">The run.</param>
internal sealed record TileRunAnswer(Program Program, TileRunRequest Request, TileRun Run)
{
    /// <summary>The file of the signature; null where the claim is not signed.</summary>
    public string? Signature { get; init; }

    /// <summary>The claim that it was compared with; null where it was compared with none.</summary>
    public ClaimReference? Against { get; init; }

    /// <summary>How the runs compare; null where only the claim is at hand.</summary>
    public RunComparison? Comparison { get; init; }

    /// <summary>How the claims compare; null where it was compared with none. The mode is no difference.</summary>
    public ClaimComparison? Claims => Against is null ? null : ClaimComparison.Of(Against.Claim, Run.Claim!);

    /// <summary>Whether the claim that it was compared with says what this run shows.</summary>
    public bool IsSame => Claims is null or { SameProgram: true, SameInputs: true, SameOutputs: true, SameOutcome: true, SameSteps: true };

    /// <summary>The exit code of the command.</summary>
    public int ExitCode => !IsSame ? (int)ErrorClass.Divergence : Run.Outcome == StepOutcome.Succeeded ? 0 : (int)(Run.Error?.Code.Class ?? ErrorClass.UnitFailed);
}
