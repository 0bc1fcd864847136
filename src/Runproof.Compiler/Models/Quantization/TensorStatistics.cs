using System.Collections.Immutable;

namespace Runproof.Compiler.Models.Quantization;

/// <summary>Statistics of the tensors of a model, by name: all that the compiler knows of what a model computes.</summary>
/// <remarks>
/// Slices of one model are compiled with the same statistics, which alone decide the type of a tensor between two slices, so that slices that are
/// compiled by themselves agree on it.
/// </remarks>
/// <param name="Values">The statistics.</param>
public sealed record TensorStatistics(ImmutableSortedDictionary<string, ValueStatistics> Values)
{
    /// <summary>The statistics of a tensor; null where nobody has observed it.</summary>
    public ValueStatistics? this[string name] => Values.GetValueOrDefault(name);
}
