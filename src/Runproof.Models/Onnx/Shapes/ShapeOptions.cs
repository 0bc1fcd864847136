using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes;

/// <summary>What the caller knows of a model's inputs before inference starts.</summary>
public sealed record ShapeOptions
{
    /// <summary>Batch 1, and nothing else known.</summary>
    public static ShapeOptions Default { get; } = new();

    /// <summary>
    /// What a free first dimension of a graph input becomes; null leaves it free.
    /// A first dimension that a float input declares as 0, which some exporters write for "free", counts as free where every output starts likewise.
    /// </summary>
    public long? Batch { get; init; } = 1;

    /// <summary>Shapes of inputs by name; they take precedence over what the model declares and over <see cref="Batch"/>.</summary>
    public IReadOnlyDictionary<string, TensorShape>? InputShapes { get; init; }

    /// <summary>Values of inputs that are known beforehand, such as a target shape that is fed as an input; they fix the input's shape too.</summary>
    public IReadOnlyDictionary<string, Tensor>? InputValues { get; init; }

    /// <summary>Whether declared intermediates and outputs fill what inference leaves open and are checked against it.</summary>
    internal bool UseDeclarations { get; init; } = true;
}
