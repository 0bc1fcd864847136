using System.Collections.Immutable;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes;

/// <summary>Sums and comparisons of dimensions and shapes of which parts may be unknown. Nothing here overflows or throws.</summary>
internal static class ShapeArithmetic
{
    /// <summary>Ranks above this are treated as unknown, so that the work per node is bounded.</summary>
    internal const int MaximumRank = 64;

    /// <summary>More elements than this are treated as an error: their size in bits would not fit in 63 bits.</summary>
    internal const long MaximumElements = 1L << 55;

    internal static bool Fits(Int128 value) => value >= 0 && value < long.MaxValue;

    internal static Dimension Known(Int128 value) => Fits(value) ? Dimension.Of((long)value) : Dimension.Unknown;

    internal static Dimension Add(Dimension a, Dimension b)
    {
        if (a.IsKnown && b.IsKnown)
            return Known((Int128)a.Value + b.Value);
        if (a.IsKnown && a.Value == 0)
            return b;
        return b.IsKnown && b.Value == 0 ? a : Dimension.Unknown;
    }

    internal static Dimension Multiply(Dimension a, Dimension b)
    {
        if (a.IsKnown && b.IsKnown)
            return Known((Int128)a.Value * b.Value);
        if (a.IsKnown && a.Value == 1)
            return b;
        return b.IsKnown && b.Value == 1 ? a : Dimension.Unknown;
    }

    internal static Dimension Product(IEnumerable<Dimension> dimensions) => dimensions.Aggregate(Dimension.Of(1), Multiply);

    internal static Dimension Sum(IEnumerable<Dimension> dimensions) => dimensions.Aggregate(Dimension.Of(0), Add);

    /// <summary>Whether the two can never be the same number.</summary>
    internal static bool Contradict(Dimension a, Dimension b) => a.IsKnown && b.IsKnown && a.Value != b.Value;

    /// <summary>The more informative of two statements about the same dimension.</summary>
    internal static Dimension Both(Dimension a, Dimension b) => a.IsKnown || (a.Name is not null && !b.IsKnown) ? a : b;

    /// <summary>What two shapes have in common when the value has one or the other.</summary>
    internal static TensorShape? Either(TensorShape? a, TensorShape? b)
    {
        if (a is null || b is null || a.Rank != b.Rank)
            return null;
        return a.Equals(b) ? a : new TensorShape([.. a.Dimensions.Zip(b.Dimensions, (x, y) => x == y ? x : Dimension.Unknown)]);
    }

    /// <summary>The dimension that two broadcast to; null when they cannot.</summary>
    internal static Dimension? Broadcast(Dimension a, Dimension b)
    {
        if (a == b && (a.IsKnown || a.Name is not null))
            return a;
        if (a.IsKnown && a.Value == 1)
            return b;
        if (b.IsKnown && b.Value == 1)
            return a;
        if (a.IsKnown && b.IsKnown)
            return null;
        if (a.IsKnown)
            return a;
        return b.IsKnown ? b : Dimension.Unknown;
    }

    /// <summary>The shape that two broadcast to, trailing dimensions aligned.</summary>
    /// <returns>False when they cannot; the shape is then null.</returns>
    internal static bool TryBroadcast(TensorShape a, TensorShape b, out TensorShape? shape)
    {
        shape = null;
        var rank = Math.Max(a.Rank, b.Rank);
        var dimensions = ImmutableArray.CreateBuilder<Dimension>(rank);
        for (var i = 0; i < rank; i++)
        {
            var left = i < rank - a.Rank ? Dimension.Of(1) : a[i - (rank - a.Rank)];
            var right = i < rank - b.Rank ? Dimension.Of(1) : b[i - (rank - b.Rank)];
            if (Broadcast(left, right) is not { } dimension)
                return false;
            dimensions.Add(dimension);
        }

        shape = new TensorShape(dimensions.MoveToImmutable());
        return true;
    }

    internal static TensorShape UnknownOfRank(int rank) => new([.. Enumerable.Repeat(Dimension.Unknown, rank)]);

    /// <summary>A shape from numbers; a number that is no dimension becomes unknown.</summary>
    internal static TensorShape FromNumbers(IEnumerable<long> numbers) => new([.. numbers.Select(n => Known(n))]);

    internal static TensorShape Of(params ReadOnlySpan<Dimension> dimensions) => new([.. dimensions]);

    internal static TensorShape With(this TensorShape shape, int index, Dimension dimension) => new(shape.Dimensions.SetItem(index, dimension));

    /// <summary>Number of elements; null where a dimension is unknown or the product exceeds <see cref="MaximumElements"/>.</summary>
    internal static long? Count(TensorShape? shape)
    {
        if (shape is not { IsStatic: true })
            return null;
        var product = (Int128)1;
        foreach (var dimension in shape.Dimensions)
        {
            if (dimension.Value == 0)
                return 0;
            if (product <= MaximumElements)
                product *= dimension.Value;
        }

        return product <= MaximumElements ? (long)product : null;
    }
}
