using Runproof.Core.Hashing;

namespace Runproof.Core.Traces;

/// <summary>The root of a trace's log after its first steps, so that a dispute about a long trace can start in the middle.</summary>
/// <param name="StepCount">How many steps the root covers.</param>
/// <param name="Root">The root.</param>
public readonly record struct Checkpoint(ulong StepCount, Digest Root);
