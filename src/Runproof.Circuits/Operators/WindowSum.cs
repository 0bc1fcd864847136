using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;
using Runproof.Circuits.Wiring;

namespace Runproof.Circuits.Operators;

/// <summary>The sum over every window, channel by channel: average pooling before its multiplier.</summary>
/// <remarks>Input (N, C, H, W), output (N, C, H', W'). Places outside of the tensor count as zero.</remarks>
/// <param name="Window">The window.</param>
public sealed record WindowSum(Window Window) : LinearMap
{
    /// <inheritdoc/>
    public override int Parameter => -1;

    /// <inheritdoc/>
    public override int ChannelAxis(CircuitShape output) => AxisValues.Single;

    /// <inheritdoc/>
    public override CircuitShape? InferShape(CircuitShape source, ParameterShape? parameters, out string problem) =>
        Window.Slide(source, source.Rank > 1 ? source[1] : 1, out problem);

    /// <inheritdoc/>
    public override long CountProducts(CircuitShape source, CircuitShape output) =>
        (long)output.Count * (Window.KernelHeight + ((long)Window.KernelWidth * source[2]));

    /// <inheritdoc/>
    public override (Int128 Min, Int128 Max)[] Bounds(CircuitTensor source, ParameterShape? parameters, LayerWeights? weights) =>
        [((Int128)source.Range.Min * Window.PlaceCount, (Int128)source.Range.Max * Window.PlaceCount)];

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<int> source, CircuitShape sourceShape, LayerWeights? weights, Span<long> output)
    {
        SlidingAxis rows = Window.Rows(sourceShape), columns = Window.Columns(sourceShape);
        var sums = new long[rows.Length * columns.Outputs];
        output.Clear();
        for (int plane = 0; plane < sourceShape[0] * sourceShape[1]; plane++)
        {
            SumAlongRows(source.Slice(plane * rows.Length * columns.Length, rows.Length * columns.Length), columns, sums);
            var target = output.Slice(plane * rows.Outputs * columns.Outputs, rows.Outputs * columns.Outputs);
            for (int kh = 0; kh < rows.Kernel; kh++)
            {
                (int from, int to) = rows.Inside(kh);
                for (int y = from; y < to; y++)
                {
                    var line = sums.AsSpan((int)rows.Place(y, kh) * columns.Outputs, columns.Outputs);
                    for (int x = 0; x < line.Length; x++)
                        target[(y * columns.Outputs) + x] += line[x];
                }
            }
        }
    }

    /// <inheritdoc/>
    public override E Pull<E>(ProductWeights<E> output, CircuitShape sourceShape, LayerWeights? weights, Span<E> source)
    {
        E[][] factors =
        [
            output[0].ToArray(),
            output[1].ToArray(),
            WindowAdjoint.SumOverKernel(Window.Rows(sourceShape), output[2]),
            WindowAdjoint.SumOverKernel(Window.Columns(sourceShape), output[3]),
        ];
        new ProductWeights<E>(sourceShape, factors).AddTo(source);
        return E.Zero;
    }

    /// <inheritdoc/>
    public override void PullToWeights<E>(
        ProductWeights<E> output, CircuitShape sourceShape, ReadOnlySpan<E> coefficients, Span<E> weights, Span<E> biases)
    {
    }

    private static void SumAlongRows(ReadOnlySpan<int> plane, SlidingAxis columns, Span<long> sums)
    {
        sums.Clear();
        for (int kw = 0; kw < columns.Kernel; kw++)
        {
            (int from, int to) = columns.Inside(kw);
            for (int line = 0; from < to && line < plane.Length / columns.Length; line++)
            {
                int place = (line * columns.Length) + (int)columns.Place(from, kw);
                for (int x = from; x < to; x++, place += columns.Stride)
                    sums[(line * columns.Outputs) + x] += plane[place];
            }
        }
    }
}
