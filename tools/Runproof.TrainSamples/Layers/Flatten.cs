namespace Runproof.TrainSamples.Layers;

/// <summary>Turns an image into a vector; examples are flat here already, so only the exported graph notices.</summary>
internal sealed class Flatten(string name, int size) : Layer(name, size, size)
{
    /// <inheritdoc />
    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int batch) => input[..(batch * InputSize)].CopyTo(output);

    /// <inheritdoc />
    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int batch)
    {
        if (!inputGradient.IsEmpty)
            outputGradient[..(batch * InputSize)].CopyTo(inputGradient);
    }
}
