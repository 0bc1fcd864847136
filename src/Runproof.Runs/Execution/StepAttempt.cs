using Runproof.Circuits.Execution;
using Runproof.Models.Tensors;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Execution;

/// <summary>What came of executing a step.</summary>
/// <param name="Outputs">Its outputs; empty where it was refused.</param>
/// <param name="Circuit">What a proof of it is made from; null where it did not run as a circuit.</param>
/// <param name="Refusal">Why its circuit cannot compute it on these inputs; null where it did.</param>
internal readonly record struct StepAttempt(IReadOnlyList<Tensor> Outputs, CircuitExecution? Circuit = null, FallbackReason? Refusal = null);
