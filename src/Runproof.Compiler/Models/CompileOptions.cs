using System.Collections.Immutable;
using Runproof.Circuits.Graph;
using Runproof.Compiler.Models.Quantization;
using Runproof.Core.Programs;

namespace Runproof.Compiler.Models;

/// <summary>How a slice is compiled.</summary>
public sealed record CompileOptions
{
    /// <summary>The bits of what the slice computes.</summary>
    public CircuitPrecision Precision { get; init; } = CircuitPrecision.A8W8;

    /// <summary>What others get of the weights. Where they are bound, no bound of a sum may rely on more than their range.</summary>
    public WeightsKind Weights { get; init; } = WeightsKind.Public;

    /// <summary>How much of what was observed a tensor's integers cover.</summary>
    public RangeChoice Ranges { get; init; } = RangeChoice.Max;

    /// <summary>
    /// The bits of tensors between slices that were compiled with another precision, by name: a tensor has the precision of the slice that makes it,
    /// and whoever reads it must say so.
    /// </summary>
    public ImmutableDictionary<string, CircuitPrecision> Boundaries { get; init; } = ImmutableDictionary<string, CircuitPrecision>.Empty;

    /// <summary>The outputs of the slice that end the model. No other slice reads them, and their integers are public.</summary>
    public ImmutableHashSet<string> PublicOutputs { get; init; } = [];

    /// <summary>The bits of a tensor between slices.</summary>
    internal CircuitPrecision PrecisionOf(string name) => Boundaries.GetValueOrDefault(name, Precision);
}
