using Runproof.Circuits.Tensors;

namespace Runproof.Compiler.Models.Graph;

/// <summary>A real tensor between layers; two are the same only if they are one object.</summary>
/// <param name="name">The tensor of the model that has the same values, perhaps at other places; statistics are looked up by it.</param>
/// <param name="shape">Its dimensions.</param>
internal sealed class LayerValue(string name, CircuitShape shape)
{
    /// <summary>The tensor of the model that has the same values, perhaps at other places.</summary>
    public string Name { get; } = name;

    /// <summary>Its dimensions.</summary>
    public CircuitShape Shape { get; } = shape;

    /// <inheritdoc/>
    public override string ToString() => Name + Shape;
}
