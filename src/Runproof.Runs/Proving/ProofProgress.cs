using Runproof.Circuits.Proving;

namespace Runproof.Runs.Proving;

/// <summary>How far a proof has come.</summary>
internal static class ProofProgress
{
    /// <summary>What a proof takes at least that is stopped within a stage: the stage's end is not over yet.</summary>
    /// <param name="elapsed">What it took until it was stopped.</param>
    /// <param name="stage">The stage that it had begun.</param>
    public static TimeSpan LeastTotal(TimeSpan elapsed, ProofStage stage) => elapsed / EndOf(stage);

    // Which part of a proof's time is over when a stage ends: not less than what bench -- circuits measures of net and doom, so that the total is rather too small and
    // no slice falls back that might not have to.
    private static double EndOf(ProofStage stage) => stage switch
    {
        ProofStage.Witness => 0.10,
        ProofStage.Commitment => 0.40,
        ProofStage.Lookups => 0.75,
        ProofStage.Claims => 0.80,
        _ => 1,
    };
}
