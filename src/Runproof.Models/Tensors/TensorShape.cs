using System.Collections.Immutable;

namespace Runproof.Models.Tensors;

/// <summary>A shape of known rank whose dimensions may be unknown. An unknown rank is a null <see cref="TensorShape"/>.</summary>
public sealed class TensorShape : IEquatable<TensorShape>
{
    /// <summary>Makes a shape from its dimensions.</summary>
    public TensorShape(ImmutableArray<Dimension> dimensions)
    {
        Dimensions = dimensions;
    }

    /// <summary>The shape of a scalar: rank 0, one element.</summary>
    public static TensorShape Scalar { get; } = new([]);

    /// <summary>The dimensions, outermost first.</summary>
    public ImmutableArray<Dimension> Dimensions { get; }

    /// <summary>Number of dimensions.</summary>
    public int Rank => Dimensions.Length;

    /// <summary>Whether every dimension is a number.</summary>
    public bool IsStatic => Dimensions.All(d => d.IsKnown);

    /// <summary>The dimension at an index.</summary>
    public Dimension this[int index] => Dimensions[index];

    /// <summary>A shape whose dimensions are all known.</summary>
    public static TensorShape Of(params ReadOnlySpan<long> dimensions)
    {
        var builder = ImmutableArray.CreateBuilder<Dimension>(dimensions.Length);
        foreach (var dimension in dimensions)
            builder.Add(Dimension.Of(dimension));
        return new TensorShape(builder.MoveToImmutable());
    }

    /// <summary>Whether dimensions fit: the same rank, and equal where this shape knows them.</summary>
    public bool Accepts(ReadOnlySpan<long> dimensions)
    {
        if (dimensions.Length != Rank)
            return false;
        for (var i = 0; i < Rank; i++)
        {
            if (Dimensions[i].IsKnown && Dimensions[i].Value != dimensions[i])
                return false;
        }

        return true;
    }

    /// <summary>The dimensions as numbers.</summary>
    /// <exception cref="InvalidOperationException">A dimension is not known.</exception>
    public long[] ToArray() => [.. Dimensions.Select(d => d.Value)];

    /// <summary>Number of elements, or null where a dimension is unknown.</summary>
    /// <exception cref="OverflowException">The product does not fit in 63 bits.</exception>
    public long? ElementCount
    {
        get
        {
            if (!IsStatic)
                return null;
            if (Dimensions.Any(d => d.Value == 0))
                return 0;
            long product = 1;
            foreach (var dimension in Dimensions)
                product = checked(product * dimension.Value);
            return product;
        }
    }

    /// <inheritdoc />
    public bool Equals(TensorShape? other) => other is not null && Dimensions.AsSpan().SequenceEqual(other.Dimensions.AsSpan());

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as TensorShape);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var dimension in Dimensions)
            hash.Add(dimension);
        return hash.ToHashCode();
    }

    /// <summary>For example <c>[1,3,32,32]</c> or <c>[batch,10]</c>.</summary>
    public override string ToString() => $"[{string.Join(',', Dimensions)}]";
}
