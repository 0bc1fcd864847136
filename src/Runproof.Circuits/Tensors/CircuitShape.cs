using System.Collections.Immutable;
using System.Numerics;

namespace Runproof.Circuits.Tensors;

/// <summary>The dimensions of a tensor, row-major, and how its values lie on a cube.</summary>
/// <remarks>
/// On the cube every dimension is padded to a power of two of its own, so that an index is the dimensions' bits one after the other, outermost first,
/// and eq(r, ·) is a product over the dimensions. What lies outside of the dimensions is padding; no operator reads it.
/// </remarks>
public sealed class CircuitShape : IEquatable<CircuitShape>
{
    /// <summary>Most dimensions.</summary>
    public const int MaxRank = 8;

    /// <summary>log2 of the most values, padding counted.</summary>
    public const int MaxLogSize = 24;

    private CircuitShape(ImmutableArray<int> dimensions)
    {
        Dimensions = dimensions;
        Logs = [.. dimensions.Select(LogOf)];
        LogSize = Logs.Sum();
        Count = dimensions.Aggregate(1, (product, dimension) => product * dimension);
    }

    /// <summary>The dimensions, each at least 1.</summary>
    public ImmutableArray<int> Dimensions { get; }

    /// <summary>For every dimension log2 of its padded length.</summary>
    public ImmutableArray<int> Logs { get; }

    /// <summary>Number of dimensions.</summary>
    public int Rank => Dimensions.Length;

    /// <summary>Number of values, without padding.</summary>
    public int Count { get; }

    /// <summary>log2 of the number of values with padding: the variables of the tensor's polynomial.</summary>
    public int LogSize { get; }

    /// <summary>Number of values with padding.</summary>
    public int PaddedCount => 1 << LogSize;

    /// <summary>Whether no dimension is padded.</summary>
    public bool IsFull => Count == PaddedCount;

    /// <summary>A dimension.</summary>
    /// <param name="axis">Which, from the outermost.</param>
    public int this[int axis] => Dimensions[axis];

    /// <summary>A shape that is known to be possible.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static CircuitShape Of(params ReadOnlySpan<int> dimensions) =>
        TryCreate([.. dimensions]) ?? throw new ArgumentException("the shape has too many dimensions, an empty one or too many values", nameof(dimensions));

    /// <summary>A shape, or null where it has more than <see cref="MaxRank"/> dimensions, an empty one or more than 2^<see cref="MaxLogSize"/> padded values.</summary>
    public static CircuitShape? TryCreate(ImmutableArray<int> dimensions)
    {
        if (dimensions.Length > MaxRank || dimensions.Any(dimension => dimension is < 1 or > 1 << MaxLogSize) || dimensions.Sum(LogOf) > MaxLogSize)
            return null;
        return new(dimensions);
    }

    /// <summary>The product of the dimensions from one axis up to, and without, another.</summary>
    public int CountOf(int fromAxis, int toAxis)
    {
        int product = 1;
        for (int axis = fromAxis; axis < toAxis; axis++)
            product *= Dimensions[axis];
        return product;
    }

    /// <summary>Spreads values from their dense order to the places of the cube; the padding is left alone.</summary>
    /// <param name="dense">Shape: <see cref="Count"/>.</param>
    /// <param name="padded">Shape: <see cref="PaddedCount"/>.</param>
    public void Spread<T>(ReadOnlySpan<T> dense, Span<T> padded)
    {
        int run = Rank == 0 ? 1 : Dimensions[^1];
        int paddedRun = Rank == 0 ? 1 : 1 << Logs[^1];
        for (int at = 0; at < dense.Length; at += run)
            dense.Slice(at, run).CopyTo(padded[(PlaceOfRow(at / run) * paddedRun)..]);
    }

    /// <summary>Collects values from their places on the cube into their dense order.</summary>
    /// <param name="padded">Shape: <see cref="PaddedCount"/>.</param>
    /// <param name="dense">Shape: <see cref="Count"/>.</param>
    public void Collect<T>(ReadOnlySpan<T> padded, Span<T> dense)
    {
        int run = Rank == 0 ? 1 : Dimensions[^1];
        int paddedRun = Rank == 0 ? 1 : 1 << Logs[^1];
        for (int at = 0; at < dense.Length; at += run)
            padded.Slice(PlaceOfRow(at / run) * paddedRun, run).CopyTo(dense[at..]);
    }

    /// <inheritdoc/>
    public bool Equals(CircuitShape? other) => other is not null && Dimensions.AsSpan().SequenceEqual(other.Dimensions.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CircuitShape);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rank, Count);

    /// <summary>For example <c>[1,3,32,32]</c>.</summary>
    public override string ToString() => $"[{string.Join(',', Dimensions)}]";

    // The number of a row, counted with padding, from its number without.
    private int PlaceOfRow(int row)
    {
        int place = 0;
        for (int axis = Rank - 2, shift = 0; axis >= 0; axis--)
        {
            place |= row % Dimensions[axis] << shift;
            row /= Dimensions[axis];
            shift += Logs[axis];
        }

        return place;
    }

    private static int LogOf(int dimension) => dimension <= 1 ? 0 : BitOperations.Log2((uint)dimension - 1) + 1;
}
