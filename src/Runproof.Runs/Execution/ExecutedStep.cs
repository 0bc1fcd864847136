using System.Collections.Immutable;
using Runproof.Circuits.Execution;
using Runproof.Core.Traces;

namespace Runproof.Runs.Execution;

/// <summary>A step that ended.</summary>
/// <param name="Outputs">Its outputs; empty where it failed.</param>
/// <param name="Record">What is committed of it; null where nothing is.</param>
/// <param name="Time">Wall time of the execution alone; 0 where it was taken over from an interrupted run.</param>
/// <param name="Circuit">What a proof of it is made from; null where it did not run as a circuit.</param>
internal sealed record ExecutedStep(ImmutableArray<StepValue> Outputs, StepRecord? Record, TimeSpan Time, CircuitExecution? Circuit);
