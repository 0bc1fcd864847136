using System.Collections.Immutable;

namespace Runproof.Circuits.Tensors;

/// <summary>Integers that belong to a tensor: one for all of it, one for every index along an axis, or one for every value.</summary>
/// <param name="Axis">The axis; <see cref="Single"/> or <see cref="Dense"/>.</param>
/// <param name="Values">The integers, in order.</param>
public sealed record AxisValues(int Axis, ImmutableArray<long> Values)
{
    /// <summary>In place of an axis: one integer for the whole tensor.</summary>
    public const int Single = -1;

    /// <summary>In place of an axis: one integer for every value, row-major.</summary>
    public const int Dense = -2;

    /// <summary>One integer for the whole tensor.</summary>
    public static AxisValues Of(long value) => new(Single, [value]);

    /// <summary>Nothing to add.</summary>
    public static AxisValues Zero { get; } = Of(0);

    /// <summary>How many integers belong to a tensor of a shape; −1 where the shape has no such axis.</summary>
    public int ExpectedCount(CircuitShape shape) => Axis switch
    {
        Single => 1,
        Dense => shape.Count,
        _ => Axis >= 0 && Axis < shape.Rank ? shape[Axis] : -1,
    };

    /// <summary>The integer that belongs to the value at a dense index.</summary>
    public long At(CircuitShape shape, int index) => Axis switch
    {
        Single => Values[0],
        Dense => Values[index],
        _ => Values[index / shape.CountOf(Axis + 1, shape.Rank) % shape[Axis]],
    };

    /// <inheritdoc/>
    public bool Equals(AxisValues? other) => other is not null && Axis == other.Axis && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Axis, Values.Length);
}
