using System.Buffers;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;

namespace Runproof.Proofs.Sumcheck;

/// <summary>A block of pairs (f_i(0, x), f_i(1, x)) and what its products add to a round's polynomial, by whole-block steps in the nearest cache.</summary>
internal readonly ref struct ProductBlock<E>
    where E : struct, IField<E>
{
    private const int PairsRead = 2 * RoundPolynomial.MaxDegree;

    private readonly E[] rented = ArrayPool<E>.Shared.Rent(MultilinearGrain.Block * (PairsRead + (int)Part.Count));

    public ProductBlock()
    {
    }

    private enum Part
    {
        LastStep,
        LastWeighted,
        FirstStep,
        SecondStep,
        Low,
        Middle,
        Count,
    }

    /// <summary>The coefficients of 1, X² and X³ of the sum over one block.</summary>
    /// <param name="tables">The factors.</param>
    /// <param name="at">Where the block begins.</param>
    /// <param name="half">How far apart a pair is.</param>
    /// <param name="count">Pairs in the block.</param>
    /// <param name="weights">A weight for every pair, or none.</param>
    /// <param name="reversed">Whether 0 and 1 are exchanged.</param>
    public (E C0, E C2, E C3) Sum(FactorTables<E> tables, int at, int half, int count, ReadOnlySpan<E> weights, bool reversed)
    {
        int factors = tables.Count;
        Pair(tables, factors - 1, at, half, count, reversed, out var lastZero, out var lastOne);
        if (factors == 1)
            return (weights.IsEmpty ? Total(lastZero) : E.InnerProduct(weights, lastZero), E.Zero, E.Zero);

        var step = Take(Part.LastStep, count);
        E.Subtract(lastOne, lastZero, step);
        if (!weights.IsEmpty)
        {
            var weighted = Take(Part.LastWeighted, count);
            E.Multiply(lastZero, weights, weighted);
            E.Multiply(step, weights, step);
            lastZero = weighted;
        }

        Pair(tables, 0, at, half, count, reversed, out var firstZero, out var firstOne);
        var firstStep = Take(Part.FirstStep, count);
        E.Subtract(firstOne, firstZero, firstStep);
        if (factors == 2)
            return (E.InnerProduct(firstZero, lastZero), E.InnerProduct(firstStep, step), E.Zero);

        // (a0 + a'X)(b0 + b'X) = low + middle·X + high·X², and middle = a1·b1 − low − high.
        Pair(tables, 1, at, half, count, reversed, out var secondZero, out var secondOne);
        var secondStep = Take(Part.SecondStep, count);
        E.Subtract(secondOne, secondZero, secondStep);
        var low = Take(Part.Low, count);
        var middle = Take(Part.Middle, count);
        E.Multiply(firstZero, secondZero, low);
        E.Multiply(firstOne, secondOne, middle);
        E.Multiply(firstStep, secondStep, firstStep);
        E.Subtract(middle, low, middle);
        E.Subtract(middle, firstStep, middle);
        return (E.InnerProduct(low, lastZero), E.InnerProduct(firstStep, lastZero) + E.InnerProduct(middle, step), E.InnerProduct(firstStep, step));
    }

    public void Dispose() => ArrayPool<E>.Shared.Return(rented);

    private void Pair(FactorTables<E> tables, int factor, int at, int half, int count, bool reversed, out ReadOnlySpan<E> zero, out ReadOnlySpan<E> one)
    {
        zero = tables.Read(factor, at, Take(2 * factor, count));
        one = tables.Read(factor, at + half, Take((2 * factor) + 1, count));
        if (reversed)
        {
            var exchanged = zero;
            zero = one;
            one = exchanged;
        }
    }

    private Span<E> Take(Part part, int count) => Take(PairsRead + (int)part, count);

    private Span<E> Take(int index, int count) => rented.AsSpan(index * MultilinearGrain.Block, count);

    private static E Total(ReadOnlySpan<E> values)
    {
        E total = E.Zero;
        foreach (E value in values)
            total += value;
        return total;
    }
}
