using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Runproof.Models.Tensors;

/// <summary>What is known of a tensor before it exists.</summary>
/// <param name="Element">Element type; <see cref="ElementType.Undefined"/> where not known.</param>
/// <param name="Shape">Shape; null where the rank is not known.</param>
public sealed record TensorType(ElementType Element, TensorShape? Shape)
{
    private const string UnknownRank = "[...]";

    /// <summary>Whether the element type and every dimension are known.</summary>
    public bool IsStatic => Element != ElementType.Undefined && Shape is { IsStatic: true };

    /// <summary>The text that names the type in programs and metadata: open dimensions are <c>?</c>, such as <c>float[?,3,32,32]</c>.</summary>
    public string CanonicalText =>
        Element.OnnxName() + (Shape is { } shape ? $"[{string.Join(',', shape.Dimensions.Select(d => d.IsKnown ? d.ToString() : "?"))}]" : UnknownRank);

    /// <summary>Whether a tensor is of this type: the same element type, and a shape that fits; an open dimension fits every size.</summary>
    public bool Accepts(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.Type == Element && (Shape is null || Shape.Accepts(tensor.Shape));
    }

    /// <summary>Reads a canonical text.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TensorType? type)
    {
        type = null;
        ArgumentNullException.ThrowIfNull(text);
        var bracket = text.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0 || text[^1] != ']')
            return false;
        foreach (var element in Enum.GetValues<ElementType>())
        {
            if (!text.AsSpan(0, bracket).SequenceEqual(element.OnnxName()))
                continue;
            if (text.AsSpan(bracket).SequenceEqual(UnknownRank))
            {
                type = new TensorType(element, null);
                return true;
            }

            if (!TryParseDimensions(text[(bracket + 1)..^1], out var shape))
                return false;
            type = new TensorType(element, shape);
            return true;
        }

        return false;
    }

    /// <summary>For example <c>float[1,3,32,32]</c> or <c>float[batch,10]</c>.</summary>
    public override string ToString() => Element.OnnxName() + (Shape?.ToString() ?? UnknownRank);

    private static bool TryParseDimensions(string text, out TensorShape shape)
    {
        shape = TensorShape.Scalar;
        if (text.Length == 0)
            return true;
        var dimensions = ImmutableArray.CreateBuilder<Dimension>();
        foreach (var part in text.Split(','))
        {
            if (part == "?")
                dimensions.Add(Dimension.Unknown);
            else if (long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value != long.MaxValue)
                dimensions.Add(Dimension.Of(value));
            else
                return false;
        }

        shape = new TensorShape(dimensions.DrainToImmutable());
        return true;
    }
}
