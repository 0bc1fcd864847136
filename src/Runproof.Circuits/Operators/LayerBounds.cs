using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Operators;

/// <summary>Bounds of Σ w·x + bias over the rows of a layer.</summary>
internal static class LayerBounds
{
    /// <summary>The largest absolute value of a weight.</summary>
    public const int MaxWeight = 127;

    /// <summary>The least and the largest value of every row, each attained where a row reads values of its own; those of all rows together where the weights are not known.</summary>
    /// <param name="range">What every value may be; contains 0.</param>
    /// <param name="parameters">The shape of the layer.</param>
    /// <param name="weights">The weights; null where only their bounds are known.</param>
    public static (Int128 Min, Int128 Max)[] Of(IntegerRange range, ParameterShape parameters, LayerWeights? weights)
    {
        if (weights is null)
        {
            Int128 bias = parameters.HasBias ? (Int128)1 << 31 : 0;
            Int128 most = ((Int128)parameters.Inputs * MaxWeight * range.Magnitude) + bias;
            return [(-most, most)];
        }

        var bounds = new (Int128 Min, Int128 Max)[parameters.Outputs];

        for (int o = 0; o < bounds.Length; o++)
        {
            long positive = 0, negative = 0;
            foreach (sbyte weight in weights.Weights.AsSpan(o * parameters.Inputs, parameters.Inputs))
            {
                int below = weight & (weight >> 31);
                negative += below;
                positive += weight - below;
            }

            Int128 bias = parameters.HasBias ? weights.Biases[o] : 0;
            bounds[o] = (
                ((Int128)positive * range.Min) + ((Int128)negative * range.Max) + bias,
                ((Int128)positive * range.Max) + ((Int128)negative * range.Min) + bias);
        }

        return bounds;
    }

    /// <summary>Bounds of either of two.</summary>
    public static (Int128 Min, Int128 Max) Join((Int128 Min, Int128 Max) a, (Int128 Min, Int128 Max) b) =>
        (Int128.Min(a.Min, b.Min), Int128.Max(a.Max, b.Max));
}
