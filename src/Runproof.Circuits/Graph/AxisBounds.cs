using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Graph;

/// <summary>Bounds of a tensor's values, for every index along an axis or for all of them together.</summary>
/// <param name="Axis">The axis, or <see cref="AxisValues.Single"/>.</param>
/// <param name="Values">The bounds. Shape: as long as the axis, or 1.</param>
internal readonly record struct AxisBounds(int Axis, (Int128 Min, Int128 Max)[] Values)
{
    /// <summary>The bounds of u for a node that requantises.</summary>
    /// <param name="circuit">A circuit whose shapes, multipliers and offsets fit.</param>
    /// <param name="layer">The node.</param>
    /// <param name="weights">The weights; null where only their bounds are known.</param>
    /// <param name="output">The shape of the sums.</param>
    public static (Int128 Min, Int128 Max) OfSum(Circuit circuit, Requantize layer, CircuitWeights? weights, CircuitShape output)
    {
        var sum = Of(layer.Offsets);
        foreach (var term in layer.Terms)
        {
            bool plain = term.Map.Parameter < 0;
            var bounds = term.Map.Bounds(
                circuit.Tensors[term.Source], plain ? null : circuit.Parameters[term.Map.Parameter], plain ? null : weights?.Layers[term.Map.Parameter]);
            sum = Combine(sum, Combine(new(term.Map.ChannelAxis(output), bounds), Of(term.Multipliers), Product), Sum);
        }

        return sum.Join();
    }

    private static AxisBounds Of(AxisValues values)
    {
        var bounds = new AxisBounds(values.Axis, [.. values.Values.Select(value => ((Int128)value, (Int128)value))]);
        return values.Axis == AxisValues.Dense ? new(AxisValues.Single, [bounds.Join()]) : bounds;
    }

    private static AxisBounds Combine(AxisBounds a, AxisBounds b, Func<(Int128 Min, Int128 Max), (Int128 Min, Int128 Max), (Int128 Min, Int128 Max)> combine)
    {
        // Along two different axes every pair may meet, so that only the bounds of all are known.
        if (a.Axis != b.Axis && a.Axis != AxisValues.Single && b.Axis != AxisValues.Single)
            return new(AxisValues.Single, [combine(a.Join(), b.Join())]);
        var values = new (Int128 Min, Int128 Max)[Math.Max(a.Values.Length, b.Values.Length)];
        for (int i = 0; i < values.Length; i++)
            values[i] = combine(a.Values[a.Values.Length == 1 ? 0 : i], b.Values[b.Values.Length == 1 ? 0 : i]);
        return new(a.Axis == AxisValues.Single ? b.Axis : a.Axis, values);
    }

    private static (Int128 Min, Int128 Max) Sum((Int128 Min, Int128 Max) a, (Int128 Min, Int128 Max) b) => (a.Min + b.Min, a.Max + b.Max);

    private static (Int128 Min, Int128 Max) Product((Int128 Min, Int128 Max) a, (Int128 Min, Int128 Max) b)
    {
        ReadOnlySpan<Int128> corners = [a.Min * b.Min, a.Min * b.Max, a.Max * b.Min, a.Max * b.Max];
        var (min, max) = (corners[0], corners[0]);
        foreach (var corner in corners)
            (min, max) = (Int128.Min(min, corner), Int128.Max(max, corner));
        return (min, max);
    }

    private (Int128 Min, Int128 Max) Join() => Values.Aggregate(LayerBounds.Join);
}
