using System.Collections.Immutable;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Shapes.Folding;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes;

/// <summary>All that inference knows of one value.</summary>
internal sealed record ValueFacts
{
    private const int MaximumItems = 64;

    internal static readonly TensorType NothingKnown = new(ElementType.Undefined, null);

    /// <summary>A tensor of which nothing is known.</summary>
    internal static readonly ValueFacts Unknown = new();

    internal ValueKind Kind { get; init; }

    /// <summary>The tensor's type; <see cref="NothingKnown"/> for other kinds.</summary>
    internal TensorType Type { get; init; } = NothingKnown;

    /// <summary>The tensor's elements as far as they are known; its dimensions equal those of <see cref="Type"/>.</summary>
    internal SmallTensor? Content { get; init; }

    /// <summary>The constant behind the value, whose elements are decoded only when a rule asks for them.</summary>
    internal OnnxInitializer? Initializer { get; init; }

    /// <summary>What holds of everything in a sequence or an optional; null where nothing is known, or nothing is in it.</summary>
    internal ValueFacts? Inner { get; init; }

    /// <summary>The values in a short sequence one by one; default where their number is not known.</summary>
    internal ImmutableArray<ValueFacts> Items { get; init; }

    /// <summary>Why the type is not static; null where it is.</summary>
    internal string? Reason { get; init; }

    /// <summary>Why some elements are not known, for values that are computed from them; null where all are known.</summary>
    internal string? ContentReason { get; init; }

    internal bool KnowsNothing => Kind == ValueKind.Tensor && Type.Element == ElementType.Undefined && Type.Shape is null;

    internal static ValueFacts Of(ElementType element, TensorShape? shape) => new() { Type = new TensorType(element, shape) };

    /// <summary>A sequence; ONNX has none of sequences or optionals, and what a hostile file nests is not followed.</summary>
    internal static ValueFacts SequenceOf(ValueFacts? inner) =>
        new() { Kind = ValueKind.Sequence, Inner = inner?.Kind is ValueKind.Tensor or ValueKind.Other ? inner : null };

    /// <summary>A sequence of known tensors; longer ones are remembered by what their tensors have in common.</summary>
    internal static ValueFacts SequenceOf(ImmutableArray<ValueFacts> items)
    {
        var bare = items.Select(i => i.WithoutContent()).ToImmutableArray();
        return SequenceOf(bare.IsEmpty ? null : bare.Aggregate(Either)) with { Items = bare.Length <= MaximumItems && bare.All(i => i.Kind == ValueKind.Tensor) ? bare : default };
    }

    /// <summary>An optional of a tensor or a sequence; deeper nesting is not followed either.</summary>
    internal static ValueFacts OptionalOf(ValueFacts? inner) =>
        new() { Kind = ValueKind.Optional, Inner = inner?.Kind == ValueKind.Optional ? null : inner };

    /// <summary>What holds of a value that is one or the other.</summary>
    internal static ValueFacts Either(ValueFacts? a, ValueFacts? b)
    {
        if (a is null || b is null || a.Kind != b.Kind)
            return a is not null && b is not null && a.Kind != ValueKind.Tensor && b.Kind != ValueKind.Tensor
                ? new ValueFacts { Kind = ValueKind.Other }
                : Unknown;
        if (a.Kind != ValueKind.Tensor)
        {
            if (a.Items is { IsDefault: false } x && b.Items is { IsDefault: false } y && x.Length == y.Length)
                return SequenceOf([.. x.Zip(y, Either)]);
            var inner = a.Items is { IsDefault: false, Length: 0 } ? b.Inner
                : b.Items is { IsDefault: false, Length: 0 } ? a.Inner
                : a.Inner is null || b.Inner is null ? null : Either(a.Inner, b.Inner);
            return new ValueFacts { Kind = a.Kind, Inner = inner };
        }

        var element = a.Type.Element == b.Type.Element ? a.Type.Element : ElementType.Undefined;
        return Of(element, ShapeArithmetic.Either(a.Type.Shape, b.Type.Shape)) with { Reason = a.Reason ?? b.Reason };
    }

    /// <summary>Whether two statements say the same of kind, type and shape.</summary>
    internal static bool SameType(ValueFacts? a, ValueFacts? b) =>
        a is null || b is null ? a is null && b is null
        : a.Kind == b.Kind && a.Type == b.Type && a.Items.IsDefault == b.Items.IsDefault && SameType(a.Inner, b.Inner)
            && (a.Items.IsDefault || (a.Items.Length == b.Items.Length && a.Items.Zip(b.Items, SameType).All(s => s)));

    /// <summary>The same value without its elements.</summary>
    internal ValueFacts WithoutContent() => Content is null && Initializer is null ? this : this with { Content = null, Initializer = null };
}
