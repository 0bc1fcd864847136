using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;

namespace Runproof.Runs.Tiles;

/// <summary>How one call ended.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Output">The result, or the error of a failure; empty for other outcomes.</param>
/// <param name="Error">Why it did not succeed.</param>
/// <param name="StackTrace">Where it threw.</param>
internal readonly record struct CallResult(StepOutcome Outcome, ReadOnlyMemory<byte> Output, Diagnostic? Error = null, string? StackTrace = null);
