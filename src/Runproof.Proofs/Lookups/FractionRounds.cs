using System.Buffers;
using System.Collections.Immutable;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;

namespace Runproof.Proofs.Lookups;

/// <summary>The prover's rounds of one layer: Σ eq(z, x)·(p0·q1 + p1·q0 + λ·q0·q1)(x).</summary>
/// <remarks>
/// λ is folded into p0 first, so that the summand is (p0 + λ·q0)·q1 + p1·q0: two products. A challenge is bound together with the sums of the round
/// that follows, one block at a time and in place, so that a table is read from memory once per round.
/// </remarks>
/// <typeparam name="E">The field of challenges.</typeparam>
internal sealed class FractionRounds<E>
    where E : struct, IField<E>
{
    private const int Grain = 4096;
    private const int Block = 256;
    private const int Buffers = 3;

    private readonly Memory<E> left;
    private readonly Memory<E> right;
    private readonly Memory<E> leftDenominator;
    private readonly Memory<E> rightDenominator;
    private readonly ImmutableArray<E> point;
    private readonly SplitEqTable<E> weights;
    private readonly E lambda;
    private readonly Workers workers;
    private int length;
    private int round;
    private E? pending;

    /// <summary>Starts the rounds of a layer.</summary>
    /// <param name="numerators">The numerators of the layer below, overwritten. Shape: 2^(variables + 1).</param>
    /// <param name="denominators">The denominators of the layer below, overwritten. Shape: 2^(variables + 1).</param>
    /// <param name="point">The point z of the layer's claim.</param>
    /// <param name="lambda">The challenge that joins numerator and denominator.</param>
    /// <param name="workers">Who works.</param>
    public FractionRounds(Memory<E> numerators, Memory<E> denominators, ImmutableArray<E> point, E lambda, Workers workers)
    {
        length = 1 << point.Length;
        left = numerators[..length];
        right = numerators[length..];
        leftDenominator = denominators[..length];
        rightDenominator = denominators[length..];
        this.point = point;
        this.lambda = lambda;
        this.workers = workers;
        weights = new(point.AsSpan());
        workers.ForEach(length, Grain, (_, start, count) => AddLambda(start, count));
    }

    /// <summary>The coefficients of X and X² of the coming round's polynomial t, where (1 − z)·t(0) + z·t(1) is the sum that remains.</summary>
    public (E Linear, E Quadratic) Next(E sum)
    {
        weights.DropLeadingVariable();
        E? challenge = pending;
        int half = (challenge is null ? length : length / 2) / 2;
        var partial = new (E Constant, E Quadratic)[Workers.Pieces(half, Grain)];
        workers.ForEach(half, Grain, (piece, start, count) => partial[piece] = SumRange(challenge, half, start, count));
        Halve();

        E constant = E.Zero, quadratic = E.Zero;
        foreach (var part in partial)
        {
            constant += part.Constant;
            quadratic += part.Quadratic;
        }

        // sum = t(0) + z·(c1 + c2) gives c1 without a pass of its own, unless z hides t(1).
        E both = E.TryInvert(point[round], out E inverse) ? (sum - constant) * inverse : EvaluateAtOne(half) - constant;
        return (both - quadratic, quadratic);
    }

    /// <summary>Binds the round's variable.</summary>
    public void Bind(E challenge)
    {
        pending = challenge;
        round++;
    }

    /// <summary>The four values at the point of all challenges, after the last round.</summary>
    public LookupLayer<E> Finish(ImmutableArray<E> rounds)
    {
        if (pending is { } challenge)
            Fold(challenge, 0, 1);
        Halve();
        E leftEnd = leftDenominator.Span[0];
        return new(rounds, left.Span[0] - (lambda * leftEnd), right.Span[0], leftEnd, rightDenominator.Span[0]);
    }

    private void AddLambda(int start, int count)
    {
        var target = left.Span.Slice(start, count);
        var buffer = ArrayPool<E>.Shared.Rent(count);
        var scaled = buffer.AsSpan(0, count);
        E.Scale(leftDenominator.Span.Slice(start, count), lambda, scaled);
        E.Add(target, scaled, target);
        ArrayPool<E>.Shared.Return(buffer);
    }

    private void Halve()
    {
        if (pending is not null)
            length /= 2;
        pending = null;
    }

    private (E Constant, E Quadratic) SumRange(E? challenge, int half, int start, int count)
    {
        E constant = E.Zero, quadratic = E.Zero;
        var buffer = ArrayPool<E>.Shared.Rent(Buffers * Block);
        int low = weights.Low.Length;
        int step = Math.Min(Block, low);
        for (int at = start; at < start + count; at += step)
        {
            int block = Math.Min(step, start + count - at);
            if (challenge is { } value)
            {
                Fold(value, at, block);
                Fold(value, at + half, block);
            }

            var weight = weights.Low.Slice(at % low, block);
            E scale = weights.High[at / low];
            constant += scale * SumConstant(at, weight, buffer.AsSpan(0, block));
            quadratic += scale * SumQuadratic(at, half, weight, buffer);
        }

        ArrayPool<E>.Shared.Return(buffer);
        return (constant, quadratic);
    }

    private E SumConstant(int at, ReadOnlySpan<E> weight, Span<E> product)
    {
        int block = product.Length;
        E.Multiply(left.Span.Slice(at, block), rightDenominator.Span.Slice(at, block), product);
        E.MultiplyAdd(right.Span.Slice(at, block), leftDenominator.Span.Slice(at, block), product, product);
        return E.InnerProduct(product, weight);
    }

    private E SumQuadratic(int at, int half, ReadOnlySpan<E> weight, Span<E> buffer)
    {
        int block = weight.Length;
        var product = buffer[..block];
        var first = buffer.Slice(block, block);
        var second = buffer.Slice(2 * block, block);
        Subtract(left.Span, first);
        Subtract(rightDenominator.Span, second);
        E.Multiply(first, second, product);
        Subtract(right.Span, first);
        Subtract(leftDenominator.Span, second);
        E.MultiplyAdd(first, second, product, product);
        return E.InnerProduct(product, weight);

        void Subtract(ReadOnlySpan<E> table, Span<E> difference) =>
            E.Subtract(table.Slice(at + half, block), table.Slice(at, block), difference);
    }

    private E EvaluateAtOne(int half)
    {
        E sum = E.Zero;
        int low = weights.Low.Length;
        var buffer = new E[low];
        for (int at = 0; at < half; at += low)
            sum += weights.High[at / low] * SumConstant(at + half, weights.Low, buffer);
        return sum;
    }

    /// <summary>Binds the pending variable in a range of all four tables: entry x joins entry x + length/2.</summary>
    private void Fold(E challenge, int at, int count)
    {
        int other = at + (length / 2);
        FoldTable(left.Span);
        FoldTable(right.Span);
        FoldTable(leftDenominator.Span);
        FoldTable(rightDenominator.Span);

        void FoldTable(Span<E> table)
        {
            var target = table.Slice(at, count);
            E.Fold(target, table.Slice(other, count), challenge, target);
        }
    }
}
