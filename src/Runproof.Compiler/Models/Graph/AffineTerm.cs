using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;

namespace Runproof.Compiler.Models.Graph;

/// <summary>One scaled linear map.</summary>
/// <param name="Source">What it reads.</param>
/// <param name="Map">Makes the map for the index of its parameters.</param>
/// <param name="Weights">The weights; null for a map without any.</param>
/// <param name="Multipliers">What the map's output is multiplied by; one where there are weights, which hold their factors themselves.</param>
internal sealed record AffineTerm(LayerValue Source, Func<int, LinearMap> Map, LayerParameters? Weights, RealValues Multipliers)
{
    /// <summary>The identity, scaled.</summary>
    public static AffineTerm Identity(LayerValue source, RealValues multipliers) => new(source, static _ => new Elementwise(), null, multipliers);

    /// <summary>The identity.</summary>
    public static AffineTerm Identity(LayerValue source) => Identity(source, RealValues.One);

    /// <summary>A map with weights.</summary>
    public static AffineTerm Weighted(LayerValue source, Func<int, LinearMap> map, LayerParameters weights) => new(source, map, weights, RealValues.One);

    /// <summary>Whether the map moves and sums nothing.</summary>
    public bool IsIdentity => Weights is null && Map(0) is Elementwise;

    /// <summary>The shape of the map's output; null where it does not fit, with the reason.</summary>
    public CircuitShape? Shape(out string problem) => Map(0).InferShape(Source.Shape, Weights?.Shape, out problem);

    /// <summary>The term with its output multiplied; null where a circuit has no such term.</summary>
    /// <param name="factors">Factors over the term's output.</param>
    /// <param name="shape">The shape of that output.</param>
    public AffineTerm? Scaled(RealValues factors, CircuitShape shape)
    {
        var map = Map(0);
        if (Weights is not null)
            return factors.IsSingle || factors.Axis == map.ChannelAxis(shape) ? this with { Weights = Weights.Scaled(factors) } : null;
        var multipliers = RealValues.Zip(Multipliers, factors, shape, static (a, b) => a * b);
        return multipliers.Axis == AxisValues.Dense && map is not Elementwise ? null : this with { Multipliers = multipliers };
    }
}
