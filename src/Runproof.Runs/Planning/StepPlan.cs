using Runproof.Core.Traces;

namespace Runproof.Runs.Planning;

/// <summary>What is going to execute one slice.</summary>
/// <param name="SliceId">The slice, such as <c>slice_0</c>.</param>
/// <param name="Backend">What executes it.</param>
/// <param name="Fallback">Why the preferred backend is not used; null where it is.</param>
public sealed record StepPlan(string SliceId, Backend Backend, FallbackReason? Fallback);
