using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Execution;

/// <summary>The sums u = Σ M·L(x) + offset of a node that requantises.</summary>
internal static class LayerSums
{
    /// <summary>Computes the sums in dense order.</summary>
    public static long[] Of(Circuit circuit, CircuitWeights weights, Requantize layer, CircuitShape shape, int[][] tensors)
    {
        var sums = new long[shape.Count];
        var products = new long[shape.Count];
        Fill(shape, layer.Offsets, sums);
        foreach (var term in layer.Terms)
        {
            var values = term.Map.Parameter < 0 ? null : weights.Layers[term.Map.Parameter];
            if (term.Map is not Elementwise)
            {
                term.Map.Apply(tensors[term.Source], circuit.Tensors[term.Source].Shape, values, products);
                Add(shape, term.Multipliers, products, sums);
            }
            else
            {
                Add(shape, term.Multipliers, tensors[term.Source], sums);
            }
        }

        return sums;
    }

    private static void Fill(CircuitShape shape, AxisValues offsets, Span<long> sums)
    {
        if (offsets.Axis == AxisValues.Dense)
        {
            offsets.Values.CopyTo(sums);
            return;
        }

        int run = RunOf(shape, offsets);
        for (int start = 0, i = 0; start < sums.Length; start += run, i++)
            sums.Slice(start, run).Fill(offsets.Values[i % offsets.Values.Length]);
    }

    private static void Add(CircuitShape shape, AxisValues multipliers, ReadOnlySpan<long> values, Span<long> sums)
    {
        int run = RunOf(shape, multipliers);
        for (int start = 0, i = 0; start < sums.Length; start += run, i++)
        {
            long multiplier = multipliers.Values[i % multipliers.Values.Length];
            for (int k = start; k < start + run; k++)
                sums[k] += multiplier * values[k];
        }
    }

    private static void Add(CircuitShape shape, AxisValues multipliers, ReadOnlySpan<int> values, Span<long> sums)
    {
        int run = RunOf(shape, multipliers);
        for (int start = 0, i = 0; start < sums.Length; start += run, i++)
        {
            long multiplier = multipliers.Values[i % multipliers.Values.Length];
            for (int k = start; k < start + run; k++)
                sums[k] += multiplier * values[k];
        }
    }

    /// <summary>How many neighbours share one integer.</summary>
    private static int RunOf(CircuitShape shape, AxisValues values) => values.Axis switch
    {
        AxisValues.Dense => 1,
        AxisValues.Single => shape.Count,
        _ => shape.CountOf(values.Axis + 1, shape.Rank),
    };
}
