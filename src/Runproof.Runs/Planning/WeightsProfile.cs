using Runproof.Circuits.Bound;
using Runproof.Core.Diagnostics;
using Runproof.Proofs.Security;

namespace Runproof.Runs.Planning;

/// <summary>Bound weights are committed to for proofs of one profile.</summary>
internal static class WeightsProfile
{
    /// <summary>Why proofs of a profile cannot open bound weights; null where they can.</summary>
    public static Diagnostic? Problem(BoundModel weights, SecurityProfile profile, string model) => weights.Profile == profile ? null : new(
        PlanningErrors.WeightsProfile, Phase.Plan, model, $"the weights are committed to for proofs of {weights.Profile.Text()}, and {profile.Text()} is asked for",
        $"--security {weights.Profile.Text()}, or runproof compile MODEL --weights bound --security {profile.Text()}, which commits to them anew");
}
