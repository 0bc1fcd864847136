using Runproof.Core.Traces;

namespace Runproof.Runs.Tiles;

/// <summary>The first steps of a recorded run, which another run takes over in place of executing them.</summary>
/// <param name="Trace">The run.</param>
/// <param name="Count">How many of its steps. Range: 0 to their number.</param>
public sealed record RecordedSteps(Trace Trace, int Count);
