using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;

namespace Runproof.Runs.Planning;

/// <summary>Chooses the backend of every slice from the policy and the circuits that are there. What only a run can show comes later, step by step.</summary>
public static class Planner
{
    /// <summary>Plans the slices of a model, in order.</summary>
    /// <param name="modelName">Name of the model, for errors.</param>
    /// <param name="slices">The slices in the order in which they run.</param>
    /// <param name="policy">Limits and wishes.</param>
    /// <exception cref="RunproofException">The policy allows circuits only, and a slice has none.</exception>
    public static ImmutableArray<StepPlan> Plan(string modelName, IReadOnlyList<SliceFacts> slices, RunPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var plans = slices.Select(slice => Of(slice.SliceId, ReasonToFallBack(slice, policy))).ToImmutableArray();
        if (policy.Mode == InferMode.CircuitsOnly && plans.FirstOrDefault(plan => plan.Fallback is not null) is { } missing)
            throw Refuse(modelName, missing);
        return plans;
    }

    /// <summary>The plan in which a step that was to run as a circuit falls back.</summary>
    /// <exception cref="RunproofException">The policy allows circuits only.</exception>
    internal static ImmutableArray<StepPlan> FallBack(string modelName, ImmutableArray<StepPlan> plans, int step, FallbackReason reason, RunPolicy policy)
    {
        var plan = Of(plans[step].SliceId, reason);
        return policy.Mode == InferMode.CircuitsOnly ? throw Refuse(modelName, plan) : plans.SetItem(step, plan);
    }

    private static StepPlan Of(string slice, FallbackReason? reason) => new(slice, reason is null ? Backend.Circuit : Backend.OnnxRuntime, reason);

    private static FallbackReason? ReasonToFallBack(SliceFacts slice, RunPolicy policy) =>
        !policy.Wants(slice.SliceId) ? FallbackReason.NotWanted
        : slice.WhyNoCircuit is { } reason ? reason
        : slice.CircuitSize > policy.SizeLimit ? FallbackReason.SizeLimit
        : policy.TimeLimit <= TimeSpan.Zero ? FallbackReason.TimeLimit
        : null;

    private static RunproofException Refuse(string modelName, StepPlan missing) => new(new Diagnostic(
        PlanningErrors.CircuitsOnly,
        Phase.Plan,
        $"{modelName}/{missing.SliceId}",
        $"circuits-only allows no fallback, and this slice has one: {missing.Fallback!.Value.Text()}",
        missing.Fallback == FallbackReason.CircuitNotCompiled ? "runproof compile MODEL, or --infer auto" : "--infer auto, which runs the slice on ONNX Runtime and lowers the security"));
}
