namespace Runproof.TrainSamples.Layers;

/// <summary>A fully connected layer with bias.</summary>
internal sealed class Linear : Layer
{
    private readonly Parameter _weight;
    private readonly Parameter _bias;

    /// <summary>Makes a layer with zero weights.</summary>
    public Linear(string name, int inputs, int outputs)
        : base(name, inputs, outputs)
    {
        _weight = new Parameter(name + ".weight", outputs, inputs);
        _bias = new Parameter(name + ".bias", outputs);
    }

    /// <inheritdoc />
    public override IReadOnlyList<Parameter> Parameters => [_weight, _bias];

    /// <inheritdoc />
    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int batch)
    {
        Gemm.Multiply(new Matrix(input, batch, InputSize), new Matrix(_weight.Values, OutputSize, InputSize).Transposed, output, accumulate: false);
        for (var n = 0; n < batch; n++)
        {
            var y = output.Slice(n * OutputSize, OutputSize);
            for (var i = 0; i < y.Length; i++)
                y[i] += _bias.Values[i];
        }
    }

    /// <inheritdoc />
    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int batch)
    {
        var dy = new Matrix(outputGradient, batch, OutputSize);
        Gemm.Multiply(dy.Transposed, new Matrix(input, batch, InputSize), _weight.Gradient, accumulate: false);
        Array.Clear(_bias.Gradient);
        for (var n = 0; n < batch; n++)
        {
            for (var i = 0; i < OutputSize; i++)
                _bias.Gradient[i] += outputGradient[n * OutputSize + i];
        }

        if (!inputGradient.IsEmpty)
            Gemm.Multiply(dy, new Matrix(_weight.Values, OutputSize, InputSize), inputGradient, accumulate: false);
    }
}
