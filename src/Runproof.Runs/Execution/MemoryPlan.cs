using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;
using Runproof.Proofs.Security;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Execution;

/// <summary>Keeps proving below a limit of memory: the largest circuits fall back until the prediction fits.</summary>
internal static class MemoryPlan
{
    /// <summary>Falls back until proving fits; a proof that would be larger than the protocol allows never does.</summary>
    /// <exception cref="RunproofException">The policy allows circuits only, and their proof does not fit.</exception>
    public static ImmutableArray<StepPlan> Fit(string model, ImmutableArray<StepPlan> plans, CircuitShelf circuits, RunPolicy policy)
    {
        while (TooLarge(plans, circuits, policy) is { } step)
            plans = Planner.FallBack(model, plans, step, FallbackReason.MemoryLimit, policy);
        return plans;
    }

    /// <summary>The prediction for all circuits that there are: of their joint proof, or of the largest separate ones, as many as are made at once.</summary>
    public static long Predict(CircuitShelf circuits, ProofLayout layout, SecurityProfile profile)
    {
        int[] steps = [.. Enumerable.Range(0, circuits.Facts.Length).Where(step => circuits[step] is not null)];
        if (steps.Length == 0)
            return 0;
        return layout == ProofLayout.Joint ? circuits.MemoryOf(steps, profile) : steps.Select(step => circuits.MemoryOf([step], profile)).OrderDescending().Take(Environment.ProcessorCount).Sum();
    }

    private static int? TooLarge(ImmutableArray<StepPlan> plans, CircuitShelf circuits, RunPolicy policy)
    {
        var most = policy.MaxMemory ?? long.MaxValue - 1;
        int[] steps = [.. Enumerable.Range(0, plans.Length).Where(step => plans[step].Backend == Backend.Circuit)];
        if (steps.Length == 0)
            return null;
        if (policy.Layout == ProofLayout.Joint)
            return circuits.MemoryOf(steps, policy.Profile) <= most ? null : steps.MaxBy(step => circuits[step]!.Cells);
        foreach (var step in steps)
        {
            if (circuits.MemoryOf([step], policy.Profile) > most)
                return step;
        }

        return null;
    }
}
