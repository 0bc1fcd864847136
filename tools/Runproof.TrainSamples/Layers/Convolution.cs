namespace Runproof.TrainSamples.Layers;

/// <summary>A two-dimensional convolution with bias over square images, as a matrix product with the unfolded input.</summary>
internal sealed class Convolution : Layer
{
    private readonly int _channels;
    private readonly int _size;
    private readonly int _outputChannels;
    private readonly int _positions;
    private readonly int _taps;
    private readonly float[] _columns;
    private readonly float[] _columnGradient;
    private readonly float[] _weightGradient;
    private readonly Parameter _weight;
    private readonly Parameter _bias;

    /// <summary>Makes a layer with zero weights.</summary>
    /// <param name="name">Name of the node.</param>
    /// <param name="channels">Channels in.</param>
    /// <param name="size">Height and width in.</param>
    /// <param name="outputChannels">Channels out.</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    /// <param name="stride">Step between positions.</param>
    /// <param name="padding">Zeros around the image.</param>
    public Convolution(string name, int channels, int size, int outputChannels, int kernel, int stride = 1, int padding = 0)
        : base(name, channels * size * size, outputChannels * OutputExtent(size, kernel, stride, padding) * OutputExtent(size, kernel, stride, padding))
    {
        (_channels, _size, _outputChannels) = (channels, size, outputChannels);
        (Kernel, Stride, Padding) = (kernel, stride, padding);
        Extent = OutputExtent(size, kernel, stride, padding);
        _positions = Extent * Extent;
        _taps = channels * kernel * kernel;
        _columns = new float[_taps * _positions];
        _columnGradient = new float[_taps * _positions];
        _weightGradient = new float[_taps * outputChannels];
        _weight = new Parameter(name + ".weight", outputChannels, channels, kernel, kernel);
        _bias = new Parameter(name + ".bias", outputChannels);
    }

    /// <summary>Height and width of the kernel.</summary>
    public int Kernel { get; }

    /// <summary>Step between positions.</summary>
    public int Stride { get; }

    /// <summary>Zeros around the image.</summary>
    public int Padding { get; }

    /// <summary>Height and width of the output.</summary>
    public int Extent { get; }

    /// <inheritdoc />
    public override IReadOnlyList<Parameter> Parameters => [_weight, _bias];

    /// <inheritdoc />
    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int batch)
    {
        for (var n = 0; n < batch; n++)
        {
            var y = output.Slice(n * OutputSize, OutputSize);
            Unfold(input.Slice(n * InputSize, InputSize));
            Gemm.Multiply(new Matrix(_weight.Values, _outputChannels, _taps), new Matrix(_columns, _taps, _positions), y, accumulate: false);
            for (var c = 0; c < _outputChannels; c++)
            {
                foreach (ref var value in y.Slice(c * _positions, _positions))
                    value += _bias.Values[c];
            }
        }
    }

    /// <inheritdoc />
    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int batch)
    {
        Array.Clear(_weightGradient);
        Array.Clear(_bias.Gradient);
        inputGradient.Clear();
        for (var n = 0; n < batch; n++)
        {
            var dy = new Matrix(outputGradient.Slice(n * OutputSize, OutputSize), _outputChannels, _positions);
            Unfold(input.Slice(n * InputSize, InputSize));
            Gemm.Multiply(new Matrix(_columns, _taps, _positions), dy.Transposed, _weightGradient, accumulate: true);
            for (var c = 0; c < _outputChannels; c++)
            {
                foreach (var value in dy.Values.Slice(c * _positions, _positions))
                    _bias.Gradient[c] += value;
            }

            if (inputGradient.IsEmpty)
                continue;
            Gemm.Multiply(new Matrix(_weight.Values, _outputChannels, _taps).Transposed, dy, _columnGradient, accumulate: false);
            Fold(inputGradient.Slice(n * InputSize, InputSize));
        }

        for (var c = 0; c < _outputChannels; c++)
        {
            for (var t = 0; t < _taps; t++)
                _weight.Gradient[c * _taps + t] = _weightGradient[t * _outputChannels + c];
        }
    }

    private static int OutputExtent(int size, int kernel, int stride, int padding) => (size + 2 * padding - kernel) / stride + 1;

    /// <summary>Lays the inputs of every kernel tap out as one row, with a column for each output position.</summary>
    private void Unfold(ReadOnlySpan<float> image)
    {
        var row = 0;
        for (var c = 0; c < _channels; c++)
        {
            for (var ky = 0; ky < Kernel; ky++)
            {
                for (var kx = 0; kx < Kernel; kx++, row++)
                {
                    for (var oy = 0; oy < Extent; oy++)
                    {
                        var target = _columns.AsSpan(row * _positions + oy * Extent, Extent);
                        var y = oy * Stride + ky - Padding;
                        if ((uint)y >= (uint)_size)
                        {
                            target.Clear();
                            continue;
                        }

                        var source = image.Slice((c * _size + y) * _size, _size);
                        if (Stride == 1 && Padding == 0)
                        {
                            source.Slice(kx, Extent).CopyTo(target);
                            continue;
                        }

                        for (var ox = 0; ox < target.Length; ox++)
                        {
                            var x = ox * Stride + kx - Padding;
                            target[ox] = (uint)x < (uint)source.Length ? source[x] : 0f;
                        }
                    }
                }
            }
        }
    }

    /// <summary>The adjoint of <see cref="Unfold"/>: adds every tap's gradient to the pixel that it read.</summary>
    private void Fold(Span<float> image)
    {
        var row = 0;
        for (var c = 0; c < _channels; c++)
        {
            for (var ky = 0; ky < Kernel; ky++)
            {
                for (var kx = 0; kx < Kernel; kx++, row++)
                {
                    for (var oy = 0; oy < Extent; oy++)
                    {
                        var y = oy * Stride + ky - Padding;
                        if ((uint)y >= (uint)_size)
                            continue;
                        var source = _columnGradient.AsSpan(row * _positions + oy * Extent, Extent);
                        var target = image.Slice((c * _size + y) * _size, _size);
                        for (var ox = 0; ox < source.Length; ox++)
                        {
                            var x = ox * Stride + kx - Padding;
                            if ((uint)x < (uint)target.Length)
                                target[x] += source[ox];
                        }
                    }
                }
            }
        }
    }
}
