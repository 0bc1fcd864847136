using System.Buffers;
using System.Collections.Immutable;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Sumcheck;

namespace Runproof.Proofs.Lookups;

/// <summary>The prover's rounds of one layer: Σ eq(z, x)·(p0·q1 + p1·q0 + λ·q0·q1)(x).</summary>
/// <remarks>
/// The values of the layer above at (0, x) and (1, x) are what the summand gives there, and its own proof has ended in their extensions: they are t(0) and
/// t(1) of the first round. A challenge is bound together with the sums of the round that follows, one block at a time and in place, so that a table is
/// read from memory once per round; λ joins p0 when the first is bound. From there on the summand is (p0 + λ·q0)·q1 + p1·q0: two products.
/// Where both numerators are one, which is so for most leaves, they are neither read nor written: the summand is q0 + q1 + λ·q0·q1.
/// </remarks>
/// <typeparam name="E">The field of challenges.</typeparam>
internal sealed class FractionRounds<E> : ISumcheckRounds<E>
    where E : struct, IField<E>
{
    private const int Grain = 1024;
    private const int Block = 128;
    private const int Buffers = 3;

    private readonly Memory<E> left;
    private readonly Memory<E> right;
    private readonly Memory<E> leftDenominator;
    private readonly Memory<E> rightDenominator;
    private readonly ImmutableArray<E> point;
    private readonly SplitEqTable<E> weights;
    private readonly Fraction<E> atZero;
    private readonly Fraction<E> atOne;
    private readonly E lambda;
    private readonly Workers workers;
    private int length;
    private int ones;
    private int round;
    private E? pending;

    /// <summary>Starts the rounds of a layer.</summary>
    /// <param name="tree">The tree; the layer below is overwritten.</param>
    /// <param name="above">What the proof of the layer above ended in; nothing for the layer below the root, which has no rounds.</param>
    /// <param name="point">The point z of the layer's claim.</param>
    /// <param name="lambda">The challenge that joins numerator and denominator.</param>
    /// <param name="workers">Who works.</param>
    public FractionRounds(FractionTree<E> tree, LookupLayer<E>? above, ImmutableArray<E> point, E lambda, Workers workers)
    {
        var numerators = tree.Numerators(point.Length + 1);
        var denominators = tree.Denominators(point.Length + 1);
        length = 1 << point.Length;
        ones = tree.Ones(point.Length);
        left = numerators[..length];
        right = numerators[length..];
        leftDenominator = denominators[..length];
        rightDenominator = denominators[length..];
        atZero = above is null ? default : new(above.LeftNumerator, above.LeftDenominator);
        atOne = above is null ? default : new(above.RightNumerator, above.RightDenominator);
        this.point = point;
        this.lambda = lambda;
        this.workers = workers;
        weights = new(point.AsSpan());
    }

    /// <inheritdoc/>
    public RoundPolynomial<E> Next(E sum)
    {
        weights.DropLeadingVariable();
        E? challenge = pending;
        if (challenge is not null)
            Halve();
        int half = length / 2;
        var partial = new (E Constant, E Quadratic)[Workers.Pieces(half, Grain)];
        workers.ForEach(half, Grain, (piece, start, count) => partial[piece] = SumRange(challenge, half, start, count));

        E constant = E.Zero, quadratic = E.Zero;
        foreach (var part in partial)
        {
            constant += part.Constant;
            quadratic += part.Quadratic;
        }

        E rise = Rise(ref constant, sum, half);
        return new(constant, rise - quadratic, quadratic, E.Zero);
    }

    /// <inheritdoc/>
    public void Bind(E challenge)
    {
        pending = challenge;
        round++;
    }

    /// <summary>The four values at the point of all challenges, after the last round.</summary>
    public LookupLayer<E> Finish(ImmutableArray<E> messages)
    {
        if (pending is { } challenge)
        {
            Halve();
            Fold(challenge, 0, 1);
        }

        E leftEnd = leftDenominator.Span[0], rightEnd = rightDenominator.Span[0];
        if (ones > 0)
            return new(messages, E.One, E.One, leftEnd, rightEnd);
        E joined = round > 0 ? lambda * leftEnd : E.Zero;
        return new(messages, left.Span[0] - joined, right.Span[0], leftEnd, rightEnd);
    }

    /// <summary>t(1) − t(0).</summary>
    private E Rise(ref E constant, E sum, int half)
    {
        if (round == 0)
        {
            constant = atZero.Numerator + (lambda * atZero.Denominator);
            return atOne.Numerator + (lambda * atOne.Denominator) - constant;
        }

        // (1 − z)·t(0) + z·t(1) is the sum, which gives t(1) without a pass of its own, unless z hides it.
        return E.TryInvert(point[round], out E inverse) ? (sum - constant) * inverse : EvaluateAtOne(half) - constant;
    }

    /// <summary>Halves the tables; an entry keeps its numerators of one where both that it is made of have them.</summary>
    private void Halve()
    {
        length /= 2;
        ones = Math.Max(0, ones - length);
        pending = null;
    }

    private (E Constant, E Quadratic) SumRange(E? challenge, int half, int start, int count)
    {
        E constant = E.Zero, quadratic = E.Zero;
        var rented = ArrayPool<E>.Shared.Rent(Buffers * Block);
        var buffer = rented.AsSpan(0, Buffers * Block);
        int low = weights.Low.Length;
        int pairsOfOnes = ones - half;
        for (int at = start, block; at < start + count; at += block)
        {
            block = Math.Min(Block, Math.Min(low - (at % low), start + count - at));
            if (at < pairsOfOnes)
                block = Math.Min(block, pairsOfOnes - at);
            if (challenge is { } value)
            {
                Fold(value, at, block);
                Fold(value, at + half, block);
            }

            if (at >= pairsOfOnes)
                WriteOnes(at, Math.Clamp(ones - at, 0, block));
            var weight = weights.Low.Slice(at % low, block);
            E scale = weights.High[at / low];
            if (round > 0)
                constant += scale * SumConstant(at, weight, buffer, at < pairsOfOnes);
            quadratic += scale * (at < pairsOfOnes ? SumQuadraticOfOnes(at, half, weight, buffer) : SumQuadratic(at, half, weight, buffer));
        }

        ArrayPool<E>.Shared.Return(rented);
        return (constant, quadratic);
    }

    private E SumConstant(int at, ReadOnlySpan<E> weight, Span<E> buffer, bool areOnes)
    {
        int block = weight.Length;
        var product = buffer[..block];
        ReadOnlySpan<E> q0 = leftDenominator.Span.Slice(at, block), q1 = rightDenominator.Span.Slice(at, block);
        if (areOnes)
        {
            E.Multiply(q0, q1, product);
            E both = lambda * E.InnerProduct(product, weight);
            E.Add(q0, q1, product);
            return both + E.InnerProduct(product, weight);
        }

        E.Multiply(left.Span.Slice(at, block), q1, product);
        E.MultiplyAdd(right.Span.Slice(at, block), q0, product, product);
        return E.InnerProduct(product, weight);
    }

    private E SumQuadraticOfOnes(int at, int half, ReadOnlySpan<E> weight, Span<E> buffer)
    {
        int block = weight.Length;
        var first = buffer[..block];
        var second = buffer.Slice(Block, block);
        Subtract(leftDenominator.Span, at, half, first);
        Subtract(rightDenominator.Span, at, half, second);
        E.Multiply(first, second, first);
        return lambda * E.InnerProduct(first, weight);
    }

    private E SumQuadratic(int at, int half, ReadOnlySpan<E> weight, Span<E> buffer)
    {
        int block = weight.Length;
        var product = buffer[..block];
        var first = buffer.Slice(Block, block);
        var second = buffer.Slice(2 * Block, block);
        Subtract(left.Span, at, half, first);
        Subtract(leftDenominator.Span, at, half, second);
        if (round == 0)
        {
            E.Scale(second, lambda, product);
            E.Add(first, product, first);
        }

        Subtract(rightDenominator.Span, at, half, product);
        E.Multiply(first, product, product);
        Subtract(right.Span, at, half, first);
        E.MultiplyAdd(first, second, product, product);
        return E.InnerProduct(product, weight);
    }

    private static void Subtract(ReadOnlySpan<E> table, int at, int half, Span<E> difference) =>
        E.Subtract(table.Slice(at + half, difference.Length), table.Slice(at, difference.Length), difference);

    /// <summary>Writes numerators that have been one so far, because they meet others.</summary>
    private void WriteOnes(int at, int count)
    {
        if (count == 0)
            return;
        right.Span.Slice(at, count).Fill(E.One);
        var target = left.Span.Slice(at, count);
        target.Fill(E.One);
        if (round > 0)
            AddLambda(at, count);
    }

    private void AddLambda(int at, int count)
    {
        var target = left.Span.Slice(at, count);
        var rented = ArrayPool<E>.Shared.Rent(count);
        var scaled = rented.AsSpan(0, count);
        E.Scale(leftDenominator.Span.Slice(at, count), lambda, scaled);
        E.Add(target, scaled, target);
        ArrayPool<E>.Shared.Return(rented);
    }

    private E EvaluateAtOne(int half)
    {
        E sum = E.Zero;
        int low = weights.Low.Length;
        var buffer = new E[Buffers * Block];
        for (int at = 0, block; at < half; at += block)
        {
            block = Math.Min(Block, low - (at % low));
            bool areOnes = at + half < ones;
            if (areOnes)
                block = Math.Min(block, ones - at - half);
            sum += weights.High[at / low] * SumConstant(at + half, weights.Low.Slice(at % low, block), buffer, areOnes);
        }

        return sum;
    }

    /// <summary>Binds the pending variable in a range of the tables: entry x joins entry x + length.</summary>
    private void Fold(E challenge, int at, int count)
    {
        FoldTable(leftDenominator.Span, at, count);
        FoldTable(rightDenominator.Span, at, count);
        int skipped = Math.Clamp(ones - at, 0, count);
        if (skipped == count)
            return;
        FoldTable(left.Span, at + skipped, count - skipped);
        FoldTable(right.Span, at + skipped, count - skipped);
        if (round == 1)
            AddLambda(at + skipped, count - skipped);

        void FoldTable(Span<E> table, int start, int size)
        {
            var target = table.Slice(start, size);
            E.Fold(target, table.Slice(start + length, size), challenge, target);
        }
    }
}
