using System.Collections.Immutable;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Operators;

/// <summary>The source with a constant around it.</summary>
/// <param name="Before">For every axis how many places are added before it. Range: at least 0.</param>
/// <param name="After">For every axis how many places are added behind it. Range: at least 0.</param>
/// <param name="Value">The constant, within the range of the result.</param>
public sealed record Pad(ImmutableArray<int> Before, ImmutableArray<int> After, int Value) : IndexMap
{
    /// <inheritdoc/>
    public override int Constant => Value;

    /// <inheritdoc/>
    public override CircuitShape? InferShape(ImmutableArray<CircuitShape> sources, out string problem)
    {
        problem = "a padding has two counts, at least 0, for every axis of its one source";
        if (sources.Length != 1 || Before.Length != sources[0].Rank || After.Length != sources[0].Rank || Before.Concat(After).Any(count => count < 0))
            return null;
        problem = "the result has too many values";
        var dimensions = ImmutableArray.CreateBuilder<int>(Before.Length);
        for (int axis = 0; axis < Before.Length; axis++)
            dimensions.Add((int)Math.Min(int.MaxValue, (long)sources[0][axis] + Before[axis] + After[axis]));
        return CircuitShape.TryCreate(dimensions.MoveToImmutable());
    }

    /// <inheritdoc/>
    public override int[] Places(ImmutableArray<CircuitShape> sources)
    {
        var source = sources[0];
        int[] padded = [.. source.Dimensions.Select((dimension, axis) => dimension + Before[axis] + After[axis])];
        var shape = CircuitShape.Of(padded);
        var places = new int[shape.Count];
        Array.Fill(places, -1);
        int[] steps = [.. Enumerable.Range(0, source.Rank).Select(axis => shape.CountOf(axis + 1, shape.Rank))];
        int[] inside = Strided.Places(source, Before.Select((before, axis) => before * steps[axis]).Sum(), steps);
        for (int i = 0; i < inside.Length; i++)
            places[inside[i]] = i;
        return places;
    }

    /// <inheritdoc/>
    public bool Equals(Pad? other) =>
        other is not null && Before.AsSpan().SequenceEqual(other.Before.AsSpan()) && After.AsSpan().SequenceEqual(other.After.AsSpan()) && Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Before.Length, Value);
}
