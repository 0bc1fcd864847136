namespace Runproof.TrainSamples.Layers;

/// <summary>A differentiable function of a batch of flat examples; one layer becomes one node of the exported graph.</summary>
/// <param name="name">Name of the node.</param>
/// <param name="inputSize">Elements of one input.</param>
/// <param name="outputSize">Elements of one output.</param>
internal abstract class Layer(string name, int inputSize, int outputSize)
{
    /// <summary>Name of the node.</summary>
    public string Name { get; } = name;

    /// <summary>Elements of one input.</summary>
    public int InputSize { get; } = inputSize;

    /// <summary>Elements of one output.</summary>
    public int OutputSize { get; } = outputSize;

    /// <summary>What training changes; empty for most layers.</summary>
    public virtual IReadOnlyList<Parameter> Parameters => [];

    /// <summary>Computes the outputs. Shape: (batch, InputSize) to (batch, OutputSize).</summary>
    public abstract void Forward(ReadOnlySpan<float> input, Span<float> output, int batch);

    /// <summary>Sets the gradients of the parameters, and that of the input unless it is empty, from the gradient of the output.</summary>
    /// <param name="input">What the last <see cref="Forward"/> saw.</param>
    /// <param name="output">What it returned.</param>
    /// <param name="outputGradient">Gradient of the loss by the output.</param>
    /// <param name="inputGradient">Receives the gradient of the loss by the input; empty where nobody needs it.</param>
    /// <param name="batch">Number of examples.</param>
    public abstract void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int batch);
}
