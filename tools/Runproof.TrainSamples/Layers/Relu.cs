namespace Runproof.TrainSamples.Layers;

/// <summary>The positive part of every element.</summary>
internal sealed class Relu(string name, int size) : Layer(name, size, size)
{
    /// <inheritdoc />
    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int batch)
    {
        for (var i = 0; i < batch * InputSize; i++)
            output[i] = input[i] > 0f ? input[i] : 0f;
    }

    /// <inheritdoc />
    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int batch)
    {
        for (var i = 0; i < inputGradient.Length; i++)
            inputGradient[i] = output[i] > 0f ? outputGradient[i] : 0f;
    }
}
