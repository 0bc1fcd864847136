using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;
using Runproof.Circuits.Wiring;

namespace Runproof.Circuits.Operators;

/// <summary>A convolution of two dimensions: every output channel is a sum over the places of a window and the input channels of its group.</summary>
/// <remarks>
/// Input (N, C, H, W), output (N, O, H', W'). Parameters (O, C/groups · kernel height · kernel width), row-major; output channel o belongs to group
/// ⌊o / (O/groups)⌋. Places outside of the tensor count as zero.
/// </remarks>
/// <param name="Parameter">Index of the parameters.</param>
/// <param name="Window">The window.</param>
/// <param name="Groups">Into how many groups input and output channels are cut. Range: a divisor of both.</param>
public sealed record Convolution(int Parameter, Window Window, int Groups) : LinearMap
{
    /// <summary>Values of the patches that are multiplied at once, which stay in the nearest caches.</summary>
    private const int MaxPatchValues = 1 << 16;

    /// <inheritdoc/>
    public override int Parameter { get; } = Parameter;

    /// <inheritdoc/>
    public override int ChannelAxis(CircuitShape output) => 1;

    /// <inheritdoc/>
    public override CircuitShape? InferShape(CircuitShape source, ParameterShape? parameters, out string problem)
    {
        problem = "a convolution has parameters, and its groups divide the channels of its input and of its output";
        if (parameters is null || source.Rank != 4 || Groups < 1 || source[1] % Groups != 0 || parameters.Outputs < 1 || parameters.Outputs % Groups != 0)
            return null;
        var shape = Window.Slide(source, parameters.Outputs, out problem);
        if (shape is null || (long)(source[1] / Groups) * Window.PlaceCount == parameters.Inputs)
            return shape;
        problem = "a row of the parameters has (channels of a group) · (places of the window) weights";
        return null;
    }

    /// <inheritdoc/>
    public override long CountProducts(CircuitShape source, CircuitShape output) =>
        (long)output.Count * Window.PlaceCount * (source[1] / Groups);

    /// <inheritdoc/>
    public override (Int128 Min, Int128 Max)[] Bounds(CircuitTensor source, ParameterShape? parameters, LayerWeights? weights) =>
        LayerBounds.Of(source.Range, parameters!, weights);

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<int> source, CircuitShape sourceShape, LayerWeights? weights, Span<long> output)
    {
        var patches = new Patches(Window, sourceShape, Groups);
        int channels = ChannelsOf(weights!, patches.Length);
        int area = patches.Rows.Outputs * patches.Columns.Outputs;
        int group = channels / Groups;
        var narrow = new short[source.Length];
        if (!RowProducts.TryNarrow(source, narrow))
        {
            ApplyReference(source, sourceShape, weights!, output);
            return;
        }

        if (GroupedRows.Suit(group, patches.Length))
        {
            GroupedRows.Apply(patches, source, weights!.Weights.AsSpan(), sourceShape[0], Groups, output);
            AddBiases(weights, channels, area, output);
            return;
        }

        var rows = RowProducts.PadRows(weights!.Weights.AsSpan(), patches.Length);
        int length = RowProducts.Padded(patches.Length);
        int block = Math.Clamp(MaxPatchValues / length, 1, patches.Columns.Outputs);
        var values = new short[block * length];
        for (int image = 0; image < sourceShape[0] * Groups; image++)
        {
            int first = image % Groups * group;
            int plane = (image / Groups * channels) + first;
            for (int place = 0; place < area; place += block)
            {
                // Positions of one row at a time; the last block of a row may be shorter.
                (int y, int x) = Math.DivRem(place, patches.Columns.Outputs);
                int count = Math.Min(block, patches.Columns.Outputs - x);
                patches.Gather(narrow, image, y, x, count, length, values);
                RowProducts.Multiply(
                    rows.Slice(first * length, group * length), values.AsSpan(0, count * length), length, output[((plane * area) + place)..], area, 1);
                place -= block - count;
            }
        }

        AddBiases(weights, channels, area, output);
    }

    /// <summary>The same sums, one product after the other.</summary>
    internal void ApplyReference(ReadOnlySpan<int> source, CircuitShape sourceShape, LayerWeights weights, Span<long> output)
    {
        SlidingAxis rows = Window.Rows(sourceShape), columns = Window.Columns(sourceShape);
        int inputs = sourceShape[1] / Groups;
        int channels = ChannelsOf(weights, inputs * Window.PlaceCount);
        int next = 0;
        for (int plane = 0; plane < sourceShape[0] * channels; plane++)
        {
            int o = plane % channels;
            int first = (plane / channels * sourceShape[1]) + (o / (channels / Groups) * inputs);
            for (int place = 0; place < rows.Outputs * columns.Outputs; place++)
            {
                long sum = 0;
                for (int k = 0; k < inputs * Window.PlaceCount; k++)
                {
                    long h = rows.Place(place / columns.Outputs, k / Window.KernelWidth % Window.KernelHeight);
                    long w = columns.Place(place % columns.Outputs, k % Window.KernelWidth);
                    if (h < 0 || h >= rows.Length || w < 0 || w >= columns.Length)
                        continue;
                    long at = ((((long)first + (k / Window.PlaceCount)) * rows.Length) + h) * columns.Length;
                    sum += (long)weights.Weights[(o * inputs * Window.PlaceCount) + k] * source[(int)(at + w)];
                }

                output[next++] = sum;
            }
        }

        AddBiases(weights, channels, rows.Outputs * columns.Outputs, output);
    }

    /// <inheritdoc/>
    public override E Pull<E>(ProductWeights<E> output, CircuitShape sourceShape, LayerWeights? weights, Span<E> source)
    {
        int inputs = sourceShape[1] / Groups;
        int length = inputs * Window.PlaceCount;
        int group = ChannelsOf(weights!, length) / Groups;
        var kernel = new E[sourceShape[1] * Window.PlaceCount];
        for (int g = 0; g < Groups; g++)
            RowFold.Compute(output[1].Slice(g * group, group), weights!.Weights.AsSpan(g * group * length, group * length), kernel.AsSpan(g * length, length));
        WindowAdjoint.Pull(Window, sourceShape, output, kernel, source);
        return BiasAdjoint.Pull(output, 1, weights!.Biases.AsSpan());
    }

    /// <inheritdoc/>
    public override void PullToWeights<E>(
        ProductWeights<E> output, CircuitShape sourceShape, ReadOnlySpan<E> coefficients, Span<E> weights, Span<E> biases)
    {
        int length = sourceShape[1] / Groups * Window.PlaceCount;
        int group = output.Shape[1] / Groups;
        var kernel = WindowAdjoint.PullToKernel(Window, sourceShape, output, coefficients);
        for (int g = 0; g < Groups; g++)
        {
            MatrixProduct.AddOuterProduct(
                output[1].Slice(g * group, group), kernel.AsSpan(g * length, length), weights.Slice(g * group * length, group * length));
        }

        BiasAdjoint.AddTo(output, 1, biases);
    }

    private static int ChannelsOf(LayerWeights weights, int length) => weights.Weights.Length / length;

    private static void AddBiases(LayerWeights weights, int channels, int area, Span<long> output)
    {
        for (int plane = 0; !weights.Biases.IsEmpty && plane < output.Length / area; plane++)
        {
            long bias = weights.Biases[plane % channels];
            foreach (ref long value in output.Slice(plane * area, area))
                value += bias;
        }
    }
}
