using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;

namespace Runproof.Compiler.Models.Emission;

/// <summary>Bounds of a requantisation's sum over all inputs within their ranges.</summary>
public static class SumBounds
{
    /// <summary>The bounds of u, for all weights that bound ones may be where none are given; null where they reach 2^61, beyond which a proof could wrap around.</summary>
    internal static IntegerRange? Of(
        Requantize node, CircuitShape shape, IReadOnlyList<CircuitTensor> tensors, IReadOnlyList<ParameterShape> parameters, IReadOnlyList<LayerWeights>? weights)
    {
        Int128 least = node.Offsets.Values.Min();
        Int128 most = node.Offsets.Values.Max();
        foreach (var term in node.Terms)
        {
            int parameter = term.Map.Parameter;
            var bounds = term.Map.Bounds(tensors[term.Source], parameter < 0 ? null : parameters[parameter], parameter < 0 ? null : weights?[parameter]);
            bool paired = bounds.Length > 1 && term.Multipliers.Axis == term.Map.ChannelAxis(shape);
            Int128 low = Int128.MaxValue;
            Int128 high = Int128.MinValue;
            for (int i = 0; i < bounds.Length; i++)
            {
                foreach (long factor in paired ? term.Multipliers.Values.AsSpan(i, 1) : term.Multipliers.Values.AsSpan())
                {
                    low = Int128.Min(low, Int128.Min(bounds[i].Min * factor, bounds[i].Max * factor));
                    high = Int128.Max(high, Int128.Max(bounds[i].Min * factor, bounds[i].Max * factor));
                }
            }

            least += low;
            most += high;
        }

        Int128 limit = (Int128)1 << 61;
        return least > -limit && most < limit ? new IntegerRange((long)Int128.Min(least, 0), (long)Int128.Max(most, 0)) : null;
    }

    /// <summary>
    /// Whether no input makes a sum leave the domain of its table. Where it is false, an input far from what was seen on samples may have no
    /// execution, and hence no proof.
    /// </summary>
    public static bool AreWithinTables(Circuit circuit, CircuitWeights weights)
    {
        for (int i = 0; i < circuit.Nodes.Length; i++)
        {
            if (circuit.Nodes[i] is not Requantize { Table: >= 0 } node)
                continue;
            if (Of(node, circuit.OutputOf(i).Shape, circuit.Tensors, circuit.Parameters, weights.Layers) is not { } range)
                return false;
            var domain = circuit.Tables[node.Table].Domain;
            if (!domain.Contains((range.Min + Requantize.Half) >> Requantize.Shift) || !domain.Contains((range.Max + Requantize.Half) >> Requantize.Shift))
                return false;
        }

        return true;
    }
}
