namespace Runproof.TrainSamples.Layers;

/// <summary>Layers one after another, with the activations of one batch.</summary>
internal sealed class Network
{
    private readonly float[][] _activations;
    private readonly float[][] _gradients;
    private int _batch;

    /// <summary>Joins layers whose sizes must fit.</summary>
    /// <param name="capacity">The largest batch.</param>
    /// <param name="layers">First to last.</param>
    public Network(int capacity, params IReadOnlyList<Layer> layers)
    {
        Capacity = capacity;
        Layers = layers;
        for (var i = 1; i < layers.Count; i++)
        {
            if (layers[i].InputSize != layers[i - 1].OutputSize)
                throw new ArgumentException($"{layers[i].Name} takes {layers[i].InputSize} values and is given {layers[i - 1].OutputSize}", nameof(layers));
        }

        int[] sizes = [layers[0].InputSize, .. layers.Select(layer => layer.OutputSize)];
        _activations = [.. sizes.Select(size => new float[size * capacity])];
        _gradients = [.. sizes.Select((size, i) => i == 0 ? [] : new float[size * capacity])];
    }

    /// <summary>The largest batch.</summary>
    public int Capacity { get; }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>What training changes, in the order of the layers.</summary>
    public IEnumerable<Parameter> Parameters => Layers.SelectMany(layer => layer.Parameters);

    /// <summary>Number of trained values.</summary>
    public int ParameterCount => Parameters.Sum(parameter => parameter.Values.Length);

    /// <summary>Draws fresh weights; biases stay zero.</summary>
    public void Initialize(SampleRandom random)
    {
        foreach (var weight in Parameters.Where(parameter => parameter.Shape.Length > 1))
            weight.Initialize(random, weight.Values.Length / (int)weight.Shape[0]);
    }

    /// <summary>Computes the logits of a batch; they stay valid until the next call.</summary>
    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> inputs)
    {
        _batch = inputs.Length / Layers[0].InputSize;
        if (_batch > Capacity || inputs.Length != _batch * Layers[0].InputSize)
            throw new ArgumentException($"{inputs.Length} values are no batch of at most {Capacity}", nameof(inputs));
        inputs.CopyTo(_activations[0]);
        for (var i = 0; i < Layers.Count; i++)
            Layers[i].Forward(Activation(i), Activation(i + 1), _batch);
        return Activation(Layers.Count);
    }

    /// <summary>Sets every parameter's gradient from the gradient of the last logits.</summary>
    public void Backward(ReadOnlySpan<float> logitGradient)
    {
        logitGradient.CopyTo(Gradient(Layers.Count));
        for (var i = Layers.Count - 1; i >= 0; i--)
            Layers[i].Backward(Activation(i), Activation(i + 1), Gradient(i + 1), Gradient(i), _batch);
    }

    private Span<float> Activation(int index) => _activations[index].AsSpan(0, _batch * Size(index));

    private Span<float> Gradient(int index) => index == 0 ? [] : _gradients[index].AsSpan(0, _batch * Size(index));

    private int Size(int index) => index == 0 ? Layers[0].InputSize : Layers[index - 1].OutputSize;
}
