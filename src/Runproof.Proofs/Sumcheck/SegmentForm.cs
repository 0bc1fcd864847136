using System.Buffers;
using System.Collections.Immutable;
using System.Numerics;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Sumcheck;

/// <summary>A form with given weights on runs of the values and zero elsewhere.</summary>
/// <remarks>
/// <para><b>Transcript</b>: u64 <c>segments</c>; for each u64 <c>start</c>, <c>length</c>. The weights themselves are not appended.</para>
/// <para>
/// <b>Soundness</b>: the weights must be a function of what the transcript has absorbed and drawn before; else a prover chooses them after the batching
/// factor, and the claim says nothing.
/// </para>
/// </remarks>
/// <typeparam name="E">The field of challenges.</typeparam>
public sealed class SegmentForm<E> : ILinearForm<E>
    where E : struct, IField<E>
{
    /// <summary>Variables of the largest block that is evaluated at once: its eq table stays in the nearest cache.</summary>
    private const int BlockVariables = 10;

    private const int MaxVariables = 30;

    /// <summary>A form on polynomials of a size.</summary>
    /// <param name="variables">The variables of the polynomials. Range: 0 to 30.</param>
    /// <param name="runs">Where each run begins and its weights, not copied. Runs that overlap add up.</param>
    public SegmentForm(int variables, ImmutableArray<(int Start, ReadOnlyMemory<E> Weights)> runs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(variables);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(variables, MaxVariables);
        foreach (var (start, weights) in runs)
        {
            if (start < 0 || (long)start + weights.Length > 1L << variables)
                throw new ArgumentException($"a run of {weights.Length} values from {start} does not lie in 2^{variables}", nameof(runs));
        }

        Variables = variables;
        Runs = runs;
    }

    /// <inheritdoc/>
    public int Variables { get; }

    /// <summary>Where each run begins, and its weights.</summary>
    public ImmutableArray<(int Start, ReadOnlyMemory<E> Weights)> Runs { get; }

    /// <inheritdoc/>
    public void AppendTo(Transcript transcript)
    {
        transcript.AppendUInt64("segments", (ulong)Runs.Length);
        foreach (var (start, weights) in Runs)
        {
            transcript.AppendUInt64("start", (ulong)start);
            transcript.AppendUInt64("length", (ulong)weights.Length);
        }
    }

    /// <inheritdoc/>
    public void AddTo(E scale, Memory<E> table, Workers workers)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(table.Length, 1 << Variables, nameof(table));
        foreach (var (first, weights) in Runs)
        {
            workers.ForEach(weights.Length, MultilinearGrain.Values, (_, start, count) =>
                AddScaled(weights.Span.Slice(start, count), scale, table.Span.Slice(first + start, count)));
        }
    }

    /// <inheritdoc/>
    /// <remarks>A run is cut into blocks that the leading variables select; the weights of all blocks of a size are one table. Cost: the length of all runs.</remarks>
    public E Evaluate(ReadOnlySpan<E> point)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(point.Length, Variables);
        var rented = ArrayPool<E>.Shared.Rent(2 << BlockVariables);
        int filled = 0;
        E sum = E.Zero;
        foreach (var (first, weights) in Runs)
        {
            var rest = weights.Span;
            for (int start = first; rest.Length > 0;)
            {
                int aligned = Math.Min(BlockVariables, BitOperations.TrailingZeroCount(start));
                int low = Math.Min(aligned, BitOperations.Log2((uint)rest.Length));
                int size = 1 << low;

                // The table of a size stands behind those of all smaller sizes.
                var eq = rented.AsSpan(size, size);
                if ((filled & size) == 0)
                    EqTable.Fill(point[^low..], E.One, eq);
                filled |= size;
                sum += Select(point[..^low], start >> low) * E.InnerProduct(rest[..size], eq);
                start += size;
                rest = rest[size..];
            }
        }

        ArrayPool<E>.Shared.Return(rented);
        return sum;
    }

    /// <summary>eq(point, x) for one x of the cube.</summary>
    private static E Select(ReadOnlySpan<E> point, int x)
    {
        E product = E.One;
        for (int j = point.Length - 1; j >= 0; j--, x >>= 1)
            product *= (x & 1) != 0 ? point[j] : E.One - point[j];
        return product;
    }

    private static void AddScaled(ReadOnlySpan<E> weights, E scale, Span<E> target)
    {
        var rented = ArrayPool<E>.Shared.Rent(MultilinearGrain.Block);
        for (int at = 0; at < weights.Length; at += MultilinearGrain.Block)
        {
            int count = Math.Min(MultilinearGrain.Block, weights.Length - at);
            var scaled = rented.AsSpan(0, count);
            var sum = target.Slice(at, count);
            E.Scale(weights.Slice(at, count), scale, scaled);
            E.Add(sum, scaled, sum);
        }

        ArrayPool<E>.Shared.Return(rented);
    }
}
