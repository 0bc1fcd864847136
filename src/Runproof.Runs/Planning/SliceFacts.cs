namespace Runproof.Runs.Planning;

/// <summary>What the planner knows of one slice and its circuit.</summary>
/// <param name="SliceId">The slice, such as <c>slice_0</c>.</param>
/// <param name="WhyNoCircuit">Why there is no circuit that may be used; null where there is one.</param>
/// <param name="CircuitSize">Size of the compiled circuit, in bytes; 0 where there is none.</param>
public sealed record SliceFacts(string SliceId, FallbackReason? WhyNoCircuit, long CircuitSize);
