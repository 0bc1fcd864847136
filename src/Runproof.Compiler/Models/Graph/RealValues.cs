using System.Collections.Immutable;
using Runproof.Circuits.Tensors;

namespace Runproof.Compiler.Models.Graph;

/// <summary>Real numbers that belong to a tensor: one for all of it, one for every index along an axis, or one for every value; what becomes <see cref="AxisValues"/>.</summary>
/// <param name="Axis">The axis; <see cref="AxisValues.Single"/> or <see cref="AxisValues.Dense"/>.</param>
/// <param name="Values">The numbers, in order.</param>
internal sealed record RealValues(int Axis, ImmutableArray<double> Values)
{
    /// <summary>Changes nothing when multiplied.</summary>
    public static RealValues One { get; } = Of(1);

    /// <summary>Changes nothing when added.</summary>
    public static RealValues Zero { get; } = Of(0);

    /// <summary>Whether one number serves the whole tensor.</summary>
    public bool IsSingle => Axis == AxisValues.Single;

    /// <summary>One number for the whole tensor.</summary>
    public static RealValues Of(double value) => new(AxisValues.Single, [value]);

    /// <summary>A constant that is broadcast to a shape; null where it does not fit.</summary>
    public static RealValues? Broadcast(RealTensor constant, CircuitShape shape)
    {
        if (constant.Count == 1)
            return Of(constant.Values[0]);
        int lead = shape.Rank - constant.Shape.Length;
        if (!Fits(constant, shape))
            return null;
        int[] wide = [.. Enumerable.Range(0, constant.Shape.Length).Where(i => constant.Shape[i] != 1)];
        if (wide is [var only] && constant.Shape[only] == shape[lead + only])
            return new(lead + only, [.. constant.Values]);
        var values = new double[shape.Count];
        for (int i = 0; i < values.Length; i++)
        {
            int rest = i;
            int index = 0;
            int stride = 1;
            for (int axis = shape.Rank - 1; axis >= lead; axis--)
            {
                int at = rest % shape[axis];
                rest /= shape[axis];
                int length = (int)constant.Shape[axis - lead];
                index += length == 1 ? 0 : at * stride;
                stride *= length;
            }

            values[i] = constant.Values[index];
        }

        return new(AxisValues.Dense, [.. values]);
    }

    /// <summary>Whether a constant can be broadcast to a shape.</summary>
    public static bool Fits(RealTensor constant, CircuitShape shape)
    {
        int lead = shape.Rank - constant.Shape.Length;
        return constant.Count == 1 || (lead >= 0 && constant.Shape.Select((length, axis) => length == 1 || length == shape[lead + axis]).All(fits => fits));
    }

    /// <summary>The number that belongs to the value at a dense index.</summary>
    public double At(CircuitShape shape, int index) => Axis switch
    {
        AxisValues.Single => Values[0],
        AxisValues.Dense => Values[index],
        _ => Values[index / shape.CountOf(Axis + 1, shape.Rank) % shape[Axis]],
    };

    /// <summary>Every number by itself.</summary>
    public RealValues Select(Func<double, double> function) => new(Axis, [.. Values.Select(function)]);

    /// <summary>Two sets of numbers over one shape, pair by pair.</summary>
    public static RealValues Zip(RealValues a, RealValues b, CircuitShape shape, Func<double, double, double> function)
    {
        if (a.Axis == b.Axis)
            return new(a.Axis, [.. a.Values.Zip(b.Values, function)]);
        if (a.IsSingle)
            return b.Select(value => function(a.Values[0], value));
        if (b.IsSingle)
            return a.Select(value => function(value, b.Values[0]));
        return new(AxisValues.Dense, [.. Enumerable.Range(0, shape.Count).Select(i => function(a.At(shape, i), b.At(shape, i)))]);
    }

    /// <inheritdoc/>
    public bool Equals(RealValues? other) => other is not null && Axis == other.Axis && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Axis, Values.Length);
}
