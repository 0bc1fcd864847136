using System.Numerics;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Polynomials;

/// <summary>A multilinear polynomial by its values on the cube {0, 1}^n, kept in whatever type they came in.</summary>
/// <remarks>
/// The value at x stands at index Σ x_j·2^(n−1−j): variable 0 is the most significant bit. Variables are bound in this order, so that a
/// round of a sumcheck pairs index i with i + 2^(n−1), and challenge j of a sumcheck is coordinate j of the point that it ends at.
/// </remarks>
/// <typeparam name="E">The field of points and of values off the cube.</typeparam>
public abstract class MultilinearValues<E>
    where E : struct, IField<E>
{
    private protected MultilinearValues(int length)
    {
        if (!BitOperations.IsPow2(length))
            throw new ArgumentException($"a multilinear polynomial has a power of two of values, not {length}");
        Length = length;
    }

    /// <summary>How many values there are. Range: a power of two.</summary>
    public int Length { get; }

    /// <summary>How many variables there are.</summary>
    public int Variables => BitOperations.Log2((uint)Length);

    /// <summary>The value at a point.</summary>
    /// <param name="point">The point. Shape: <see cref="Variables"/>.</param>
    /// <param name="workers">Who works.</param>
    public E Evaluate(ReadOnlySpan<E> point, Workers workers)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(point.Length, Variables);
        var eq = new SplitEqTable<E>(point);
        int row = eq.Low.Length;
        var rows = new E[eq.High.Length];
        workers.ForEach(rows.Length, 1, (index, _, _) => rows[index] = Dot(index * row, eq.Low));
        return E.InnerProduct(rows, eq.High);
    }

    /// <summary>Binds the leading variable.</summary>
    /// <param name="challenge">What it is bound to.</param>
    /// <param name="target">Receives the values of the polynomial in the other variables. Shape: half of <see cref="Length"/>.</param>
    /// <param name="workers">Who works.</param>
    public void Bind(E challenge, Memory<E> target, Workers workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Length, 2);
        ArgumentOutOfRangeException.ThrowIfNotEqual(target.Length, Length / 2);
        workers.ForEach(target.Length, MultilinearGrain.Values, (_, start, count) => BindRange(start, challenge, target.Span.Slice(start, count)));
    }

    /// <summary>Σ weights[x]·values[x] over the cube.</summary>
    internal E InnerProduct(ReadOnlyMemory<E> weights, Workers workers)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, Length);
        var parts = new E[Workers.Pieces(Length, MultilinearGrain.Values)];
        workers.ForEach(Length, MultilinearGrain.Values, (piece, start, count) => parts[piece] = Dot(start, weights.Span.Slice(start, count)));
        E sum = E.Zero;
        foreach (E part in parts)
            sum += part;
        return sum;
    }

    /// <summary>A run of values: those kept, or a buffer filled with them.</summary>
    internal abstract ReadOnlySpan<E> Read(int start, Span<E> buffer);

    /// <summary>Binds the leading variable for a run of the indices that remain.</summary>
    internal abstract void BindRange(int start, E challenge, Span<E> target);

    /// <summary>Σ weights[i]·values[start + i].</summary>
    private protected abstract E Dot(int start, ReadOnlySpan<E> weights);
}
