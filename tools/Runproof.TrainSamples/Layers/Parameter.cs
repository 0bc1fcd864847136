namespace Runproof.TrainSamples.Layers;

/// <summary>A trained tensor with the gradient of the current batch.</summary>
/// <param name="name">Name in the exported model, such as <c>conv1.weight</c>.</param>
/// <param name="shape">Dimensions, outermost first.</param>
internal sealed class Parameter(string name, params long[] shape)
{
    /// <summary>Name in the exported model.</summary>
    public string Name { get; } = name;

    /// <summary>Dimensions, outermost first.</summary>
    public long[] Shape { get; } = shape;

    /// <summary>The elements, row-major.</summary>
    public float[] Values { get; } = new float[shape.Aggregate(1L, (product, d) => product * d)];

    /// <summary>Gradient of the loss by each element.</summary>
    public float[] Gradient { get; } = new float[shape.Aggregate(1L, (product, d) => product * d)];

    /// <summary>Fills with a uniform distribution whose variance suits a following ReLU: 2 over the number of inputs of one output.</summary>
    public void Initialize(SampleRandom random, int fanIn)
    {
        var limit = MathF.Sqrt(6f / fanIn);
        for (var i = 0; i < Values.Length; i++)
            Values[i] = random.Between(-limit, limit);
    }
}
