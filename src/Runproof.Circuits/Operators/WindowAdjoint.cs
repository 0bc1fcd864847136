using System.Buffers;
using Runproof.Circuits.Tensors;
using Runproof.Circuits.Wiring;
using Runproof.Proofs.Fields;

namespace Runproof.Circuits.Operators;

/// <summary>What weights on the output of a sliding window mean for its input and for its kernel.</summary>
/// <remarks>The weights are products over the axes, so rows and columns of the kernel are placed one after the other and never together.</remarks>
internal static class WindowAdjoint
{
    /// <summary>Adds to the input's weights, for every channel, its kernel at every position that reads it.</summary>
    /// <param name="window">The window.</param>
    /// <param name="source">The shape of the input.</param>
    /// <param name="output">Weights on the output; the factors of the channels are in the kernel already.</param>
    /// <param name="kernel">Shape: (channels of the input, kernel height, kernel width).</param>
    /// <param name="weights">The weights of the input, added to.</param>
    public static void Pull<E>(Window window, CircuitShape source, ProductWeights<E> output, ReadOnlySpan<E> kernel, Span<E> weights)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        SlidingAxis rows = window.Rows(source), columns = window.Columns(source);
        int channels = source[1], width = columns.Length, line = channels * width;

        // One row of all channels lies together, so that the innermost loops run over channels and columns at once.
        var pooled = ArrayPool<E>.Shared.Rent(rows.Length * line);
        var lines = pooled.AsSpan(0, rows.Length * line);
        var spread = new E[line];
        var scaled = new E[Math.Max(line, columns.Outputs)];
        for (int image = 0; image < source[0]; image++)
        {
            lines.Clear();
            for (int kh = 0; kh < rows.Kernel; kh++)
            {
                (int from, int to) = rows.Inside(kh);
                for (int c = 0; from < to && c < channels; c++)
                {
                    var row = kernel.Slice(((c * rows.Kernel) + kh) * columns.Kernel, columns.Kernel);
                    SpreadRow(columns, output[3], row, spread.AsSpan(c * width, width), scaled);
                }

                for (int y = from; y < to; y++)
                {
                    var target = lines.Slice((int)rows.Place(y, kh) * line, line);
                    E.Scale(spread, output[0][image] * output[2][y], scaled.AsSpan(0, line));
                    E.Add(target, scaled.AsSpan(0, line), target);
                }
            }

            for (int i = 0; i < channels * rows.Length; i++)
            {
                var target = weights.Slice(((image * channels * rows.Length) + i) * width, width);
                E.Add(target, lines.Slice((i % rows.Length * line) + (i / rows.Length * width), width), target);
            }
        }

        ArrayPool<E>.Shared.Return(pooled);
    }

    /// <summary>The coefficient of every weight of a kernel per input channel, when the weights that are pulled meet coefficients on the input.</summary>
    /// <returns>Shape: (channels of the input, kernel height, kernel width); without the factors of the output's channels.</returns>
    public static E[] PullToKernel<E>(Window window, CircuitShape source, ProductWeights<E> output, ReadOnlySpan<E> coefficients)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        SlidingAxis rows = window.Rows(source), columns = window.Columns(source);
        var kernel = new E[source[1] * window.PlaceCount];
        var sum = new E[columns.Length];
        var scaled = new E[columns.Length];
        for (int plane = 0; plane < source[0] * source[1]; plane++)
        {
            E image = output[0][plane / source[1]];
            for (int kh = 0; kh < rows.Kernel; kh++)
            {
                Array.Clear(sum);
                (int from, int to) = rows.Inside(kh);
                for (int y = from; y < to; y++)
                {
                    var line = coefficients.Slice(((plane * rows.Length) + (int)rows.Place(y, kh)) * columns.Length, columns.Length);
                    E.Scale(line, image * output[2][y], scaled);
                    E.Add(sum, scaled, sum);
                }

                for (int kw = 0; kw < columns.Kernel; kw++)
                    kernel[((((plane % source[1]) * rows.Kernel) + kh) * columns.Kernel) + kw] += SumColumn(columns, output[3], sum, kw);
            }
        }

        return kernel;
    }

    /// <summary>For every place of an axis the sum of the factors of the outputs that read it.</summary>
    public static E[] SumOverKernel<E>(SlidingAxis axis, ReadOnlySpan<E> factors)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var sums = new E[axis.Length];
        for (int k = 0; k < axis.Kernel; k++)
        {
            (int from, int to) = axis.Inside(k);
            for (int o = from; o < to; o++)
                sums[(int)axis.Place(o, k)] += factors[o];
        }

        return sums;
    }

    private static void SpreadRow<E>(SlidingAxis columns, ReadOnlySpan<E> factors, ReadOnlySpan<E> kernel, Span<E> spread, Span<E> scaled)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        spread.Clear();
        for (int kw = 0; kw < kernel.Length; kw++)
        {
            (int from, int to) = columns.Inside(kw);
            if (from == to)
                continue;
            var part = scaled[..(to - from)];
            E.Scale(factors[from..to], kernel[kw], part);
            int place = (int)columns.Place(from, kw);
            if (columns.Stride == 1)
            {
                E.Add(spread.Slice(place, part.Length), part, spread.Slice(place, part.Length));
                continue;
            }

            for (int x = 0; x < part.Length; x++, place += columns.Stride)
                spread[place] += part[x];
        }
    }

    private static E SumColumn<E>(SlidingAxis columns, ReadOnlySpan<E> factors, ReadOnlySpan<E> values, int kw)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        (int from, int to) = columns.Inside(kw);
        if (from == to)
            return E.Zero;
        int place = (int)columns.Place(from, kw);
        if (columns.Stride == 1)
            return E.InnerProduct(factors[from..to], values.Slice(place, to - from));
        E sum = E.Zero;
        for (int x = from; x < to; x++, place += columns.Stride)
            sum += factors[x] * values[place];
        return sum;
    }
}
