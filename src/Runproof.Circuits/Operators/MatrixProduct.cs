using Runproof.Circuits.Tensors;
using Runproof.Circuits.Wiring;
using Runproof.Proofs.Fields;

namespace Runproof.Circuits.Operators;

/// <summary>Products with a matrix of weights, and their adjoints.</summary>
internal static class MatrixProduct
{
    /// <summary>Sets <c>output[m, n] = Σ source[m, k]·weights[n, k] + biases[n]</c>.</summary>
    /// <param name="source">Shape: (M, <paramref name="length"/>).</param>
    /// <param name="length">K.</param>
    /// <param name="weights">Shape: (N, K).</param>
    /// <param name="biases">Shape: (N), or empty.</param>
    /// <param name="output">Shape: (M, N).</param>
    public static void Apply(ReadOnlySpan<int> source, int length, ReadOnlySpan<sbyte> weights, ReadOnlySpan<int> biases, Span<long> output)
    {
        int outputs = weights.Length / length;
        int count = source.Length / length;
        int padded = RowProducts.Padded(length);
        var narrow = new short[count * padded];
        for (int m = 0; m < count; m++)
        {
            if (RowProducts.TryNarrow(source.Slice(m * length, length), narrow.AsSpan(m * padded)))
                continue;
            ApplyReference(source, length, weights, biases, output);
            return;
        }

        RowProducts.Multiply(RowProducts.PadRows(weights, length), narrow, padded, output, 1, outputs);
        for (int i = 0; !biases.IsEmpty && i < output.Length; i++)
            output[i] += biases[i % outputs];
    }

    /// <summary>The same products, one after the other.</summary>
    public static void ApplyReference(ReadOnlySpan<int> source, int length, ReadOnlySpan<sbyte> weights, ReadOnlySpan<int> biases, Span<long> output)
    {
        int outputs = weights.Length / length;
        for (int i = 0; i < output.Length; i++)
        {
            var row = weights.Slice(i % outputs * length, length);
            var column = source.Slice(i / outputs * length, length);
            long sum = biases.IsEmpty ? 0 : biases[i % outputs];
            for (int k = 0; k < length; k++)
                sum += (long)row[k] * column[k];
            output[i] = sum;
        }
    }

    /// <summary>Weights on all axes but the last, which gets factors of its own.</summary>
    public static ProductWeights<E> WithLast<E>(ProductWeights<E> output, CircuitShape shape, E[] last)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var factors = new E[shape.Rank][];
        for (int axis = 0; axis < shape.Rank - 1; axis++)
            factors[axis] = output[axis].ToArray();
        factors[^1] = last;
        return new(shape, factors);
    }

    /// <summary>The weights on some of the axes, multiplied out.</summary>
    /// <param name="output">Weights on an output.</param>
    /// <param name="from">The first of the axes.</param>
    /// <param name="to">One past the last.</param>
    public static E[] Dense<E>(ProductWeights<E> output, int from, int to)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        E[] dense = [E.One];
        for (int axis = from; axis < to; axis++)
        {
            var next = new E[dense.Length * output[axis].Length];
            for (int i = 0; i < dense.Length; i++)
                E.Scale(output[axis], dense[i], next.AsSpan(i * output[axis].Length, output[axis].Length));
            dense = next;
        }

        return dense;
    }

    /// <summary>The sum of rows, each times a factor.</summary>
    /// <param name="factors">Shape: (M).</param>
    /// <param name="rows">Shape: (M, K).</param>
    /// <returns>Shape: (K).</returns>
    public static E[] SumRows<E>(ReadOnlySpan<E> factors, ReadOnlySpan<E> rows)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        int length = rows.Length / factors.Length;
        var sum = new E[length];
        var scaled = new E[length];
        for (int m = 0; m < factors.Length; m++)
        {
            E.Scale(rows.Slice(m * length, length), factors[m], scaled);
            E.Add(sum, scaled, sum);
        }

        return sum;
    }

    /// <summary>Adds <c>left[n]·right[k]</c> to every entry of a matrix.</summary>
    /// <param name="left">Shape: (N).</param>
    /// <param name="right">Shape: (K).</param>
    /// <param name="matrix">Shape: (N, K).</param>
    public static void AddOuterProduct<E>(ReadOnlySpan<E> left, ReadOnlySpan<E> right, Span<E> matrix)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var scaled = new E[right.Length];
        for (int n = 0; n < left.Length; n++)
        {
            var row = matrix.Slice(n * right.Length, right.Length);
            E.Scale(right, left[n], scaled);
            E.Add(row, scaled, row);
        }
    }
}
