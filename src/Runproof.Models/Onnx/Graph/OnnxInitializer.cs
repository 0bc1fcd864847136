using System.Collections.Immutable;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Graph;

/// <summary>A constant tensor of a model, whose elements are decoded on demand.</summary>
public sealed class OnnxInitializer
{
    private readonly Func<Tensor?> _load;

    /// <summary>Describes a constant.</summary>
    /// <param name="name">Name of the value; may be empty for an attribute's tensor.</param>
    /// <param name="element">Element type.</param>
    /// <param name="shape">Dimensions.</param>
    /// <param name="load">Decodes the elements; null for strings.</param>
    public OnnxInitializer(string name, ElementType element, ImmutableArray<long> shape, Func<Tensor?> load)
    {
        Name = name;
        Element = element;
        Shape = shape;
        _load = load;
    }

    /// <summary>Name of the value.</summary>
    public string Name { get; }

    /// <summary>Element type.</summary>
    public ElementType Element { get; }

    /// <summary>Dimensions, validated: none negative, and the product fits in 63 bits.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>Number of elements.</summary>
    public long ElementCount => Shape.Contains(0) ? 0 : Shape.Aggregate(1L, (product, d) => checked(product * d));

    /// <summary>Element type and shape together.</summary>
    public TensorType Type => new(Element, TensorShape.Of(Shape.AsSpan()));

    /// <summary>Whether it counts as parameters of the model: every type does but int64, bool and strings, which hold shapes, axes, flags and words.</summary>
    public bool IsParameter => Element is not (ElementType.Int64 or ElementType.Bool or ElementType.String);

    /// <summary>The decoded elements; null for string tensors.</summary>
    /// <exception cref="IOException">The elements lie in another file that cannot be read any more.</exception>
    public Tensor? Load() => _load();
}
