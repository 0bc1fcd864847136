using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;

namespace Runproof.Runs.Planning;

/// <summary>Chooses the backend of every slice from the policy and the circuits that are there.</summary>
/// <remarks>This version compiles no circuits, so that a slice whose circuit is wanted falls back with <see cref="FallbackReason.CircuitNotCompiled"/>.</remarks>
public static class Planner
{
    /// <summary>Plans the slices of a model, in order.</summary>
    /// <param name="modelName">Name of the model, for errors.</param>
    /// <param name="sliceIds">The slices in the order in which they run.</param>
    /// <param name="policy">Limits and wishes.</param>
    /// <exception cref="RunproofException">The policy allows circuits only, and a slice has none.</exception>
    public static ImmutableArray<StepPlan> Plan(string modelName, IReadOnlyList<string> sliceIds, RunPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var plans = sliceIds.Select(slice => new StepPlan(slice, Backend.OnnxRuntime, ReasonToFallBack(slice, policy))).ToImmutableArray();
        if (policy.Mode == InferMode.CircuitsOnly && plans.FirstOrDefault(plan => plan.Fallback is not null) is { } missing)
        {
            throw new RunproofException(new Diagnostic(
                PlanningErrors.CircuitsOnly,
                Phase.Plan,
                $"{modelName}/{missing.SliceId}",
                $"circuits-only allows no fallback, and this slice has one: {missing.Fallback!.Value.Text()}",
                "--infer auto, which runs the slices on ONNX Runtime and reports security 0"));
        }

        return plans;
    }

    private static FallbackReason ReasonToFallBack(string slice, RunPolicy policy) =>
        policy.Wants(slice) ? FallbackReason.CircuitNotCompiled : FallbackReason.NotWanted;
}
