using Runproof.Runs.Planning;

namespace Runproof.Runs.Execution;

/// <summary>A circuit step that cannot stand.</summary>
/// <param name="Step">The step, by position in the program.</param>
/// <param name="Reason">Why it falls back.</param>
internal sealed record StepRefusal(int Step, FallbackReason Reason);
