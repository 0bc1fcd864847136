using System.Collections.Immutable;
using Runproof.Runs.Metadata;

namespace Runproof.Runs.Compiling;

/// <summary>A model whose slices were just compiled.</summary>
/// <param name="Location">Where it lies.</param>
/// <param name="Metadata">What was written.</param>
/// <param name="Slices">Each slice, in order.</param>
/// <param name="Samples">Where the sample inputs come from, in words; null where nothing had to be compiled.</param>
/// <param name="Warnings">What the reader should know before trusting the circuits.</param>
/// <param name="Time">Wall time of everything.</param>
public sealed record CompiledModel(
    ModelLocation Location,
    RunnerMetadata Metadata,
    ImmutableArray<SliceCompilation> Slices,
    string? Samples,
    ImmutableArray<string> Warnings,
    TimeSpan Time)
{
    /// <summary>Where the time went.</summary>
    public required CompileTimes Times { get; init; }
}
