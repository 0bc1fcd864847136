using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;

namespace Runproof.Proofs.Sumcheck;

/// <summary>The rounds of Σ Π f_i(x), or of Σ eq(z, x)·Π f_i(x), for one to three multilinear polynomials f_i.</summary>
/// <remarks>
/// The polynomials keep their own types through the first round, and only then become tables of half the size. The tables are rented: dispose of the
/// rounds when they are done.
/// </remarks>
/// <typeparam name="E">The field of challenges.</typeparam>
public sealed class ProductRounds<E> : ISumcheckRounds<E>, IDisposable
    where E : struct, IField<E>
{
    private readonly FactorTables<E> tables;
    private readonly ImmutableArray<E> point;
    private readonly SplitEqTable<E>? weights;
    private readonly Workers workers;
    private int round;

    /// <summary>Rounds of the plain sum, for <see cref="SumcheckProver"/>.</summary>
    /// <param name="factors">The polynomials, all in as many variables. Range: 1 to 3 of them.</param>
    /// <param name="workers">Who works.</param>
    public ProductRounds(ImmutableArray<MultilinearValues<E>> factors, Workers workers)
    {
        RoundPolynomial.RequireDegree(factors.Length);
        if (factors.Any(factor => factor.Length != factors[0].Length))
            throw new ArgumentException("the factors do not have the same number of variables", nameof(factors));
        tables = new FactorTables<E>(factors, workers);
        this.workers = workers;
    }

    /// <summary>Rounds of the sum weighted with eq(z, ·), for <see cref="EqSumcheckProver"/>.</summary>
    /// <param name="factors">The polynomials, all in as many variables. Range: 1 to 3 of them.</param>
    /// <param name="point">The point z.</param>
    /// <param name="workers">Who works.</param>
    public ProductRounds(ImmutableArray<MultilinearValues<E>> factors, ImmutableArray<E> point, Workers workers)
        : this(factors, workers)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(point.Length, factors[0].Variables);
        this.point = point;
        weights = new SplitEqTable<E>(point.AsSpan());
    }

    /// <summary>Rounds of Σ f(x)·w(x), for weights in a rented array that the rounds overwrite and give back.</summary>
    internal ProductRounds(MultilinearValues<E> polynomial, E[] weights, Workers workers)
    {
        tables = new FactorTables<E>([polynomial, Multilinear.Of<E>(weights.AsMemory(0, polynomial.Length))], workers, weights);
        this.workers = workers;
    }

    /// <inheritdoc/>
    public RoundPolynomial<E> Next(E sum)
    {
        weights?.DropLeadingVariable();
        var (c0, c2, c3) = Sum(reversed: false);
        if (weights is null)
            return new(c0, sum - c0 - c0 - c2 - c3, c2, c3);

        // (1 − z)·t(0) + z·t(1) = sum gives t(1) without a pass of its own, unless z hides it.
        E rise = E.TryInvert(point[round], out E inverse) ? (sum - c0) * inverse : Sum(reversed: true).C0 - c0;
        return new(c0, rise - c2 - c3, c2, c3);
    }

    /// <inheritdoc/>
    public void Bind(E challenge)
    {
        tables.Bind(challenge);
        round++;
    }

    /// <summary>The value of a polynomial at the point of all challenges, after the last round.</summary>
    /// <param name="factor">Which polynomial.</param>
    public E Value(int factor) => tables.Single(factor);

    /// <summary>The value of every polynomial there.</summary>
    internal ImmutableArray<E> Values()
    {
        var values = new E[tables.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = Value(i);
        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    /// <summary>Gives the tables back.</summary>
    public void Dispose() => tables.Dispose();

    /// <summary>The coefficients of 1, X² and X³ of the coming round's polynomial, or of the one with 0 and 1 exchanged.</summary>
    internal (E C0, E C2, E C3) Sum(bool reversed)
    {
        int half = tables.Length / 2;
        ArgumentOutOfRangeException.ThrowIfZero(half);
        var parts = new (E C0, E C2, E C3)[Workers.Pieces(half, MultilinearGrain.Values)];
        workers.ForEach(half, MultilinearGrain.Values, (piece, start, count) => parts[piece] = SumPiece(start, count, half, reversed));
        tables.CompletePass();
        var total = parts[0];
        foreach (var part in parts.AsSpan(1))
            total = (total.C0 + part.C0, total.C2 + part.C2, total.C3 + part.C3);
        return total;
    }

    private (E C0, E C2, E C3) SumPiece(int start, int count, int half, bool reversed)
    {
        using var block = new ProductBlock<E>();
        int row = weights?.Low.Length ?? int.MaxValue;
        int step = Math.Min(MultilinearGrain.Block, row);
        E c0 = E.Zero, c2 = E.Zero, c3 = E.Zero;
        for (int at = start; at < start + count; at += step)
        {
            int size = Math.Min(step, start + count - at);
            var sum = block.Sum(tables, at, half, size, weights is null ? default : weights.Low.Slice(at % row, size), reversed);
            if (weights is not null)
            {
                E scale = weights.High[at / row];
                sum = (sum.C0 * scale, sum.C2 * scale, sum.C3 * scale);
            }

            c0 += sum.C0;
            c2 += sum.C2;
            c3 += sum.C3;
        }

        return (c0, c2, c3);
    }
}
