using System.Collections.Immutable;
using Runproof.Models.Onnx.Shapes.Folding;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Sequences and optionals. Short sequences are followed value by value, others by what their values have in common.</summary>
internal static class Sequence
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("SequenceEmpty", call => call.Output(0, ValueFacts.SequenceOf([])), 0),
        new("SequenceConstruct", call => call.Output(0, ValueFacts.SequenceOf([.. Enumerable.Range(0, call.InputCount).Select(call.Facts)]))),
        new("SequenceInsert", Insert, 2),
        new("SequenceErase", Erase),
        new("SequenceAt", At, 2),
        new("SequenceLength", Length),
        new("SplitToSequence", Split),
        new("ConcatFromSequence", Join),
        new("Optional", call => call.Output(0, ValueFacts.OptionalOf(call.Has(0) ? call.Facts(0).WithoutContent() : null)), 0),
        new("OptionalHasElement", call => call.Output(0, ElementType.Bool, TensorShape.Scalar), 0),
        new("OptionalGetElement", GetElement),
    ];

    private static void GetElement(OperatorCall call)
    {
        var optional = call.Facts(0);
        if (optional.Kind == ValueKind.Optional && optional.Inner is null)
            call.Because($"depends on what the optional {InferenceBudget.Quote(call.Node.Inputs[0])} holds");
        call.Output(0, optional.Kind == ValueKind.Optional ? optional.Inner ?? ValueFacts.Unknown : optional.WithoutContent());
    }

    private static void Insert(OperatorCall call)
    {
        var (sequence, value) = (call.Facts(0), call.Facts(1).WithoutContent());
        var position = call.Has(2) ? call.Integer(2) : sequence.Items.IsDefault ? null : sequence.Items.Length;
        if (!sequence.Items.IsDefault && Place(position, sequence.Items.Length + 1) is { } at)
            call.Output(0, ValueFacts.SequenceOf(sequence.Items.Insert(at, value)));
        else if (sequence.Items is { IsDefault: false, Length: 0 })
            call.Output(0, ValueFacts.SequenceOf([value]));
        else
            call.Output(0, ValueFacts.SequenceOf(sequence.Inner is { } inner ? ValueFacts.Either(inner, value) : null));
    }

    private static void Erase(OperatorCall call)
    {
        var sequence = call.Facts(0);
        var position = call.Has(1) ? call.Integer(1) : -1;
        if (!sequence.Items.IsDefault && Place(position, sequence.Items.Length) is { } at)
            call.Output(0, ValueFacts.SequenceOf(sequence.Items.RemoveAt(at)));
        else
            call.Output(0, ValueFacts.SequenceOf(sequence.Inner));
    }

    private static void At(OperatorCall call)
    {
        var sequence = call.Facts(0);
        if (!sequence.Items.IsDefault && Place(call.Integer(1), sequence.Items.Length) is { } at)
            call.Output(0, sequence.Items[at]);
        else if (sequence.Inner is { } inner)
            call.Output(0, inner);
        else
            call.Because($"depends on what the sequence {InferenceBudget.Quote(call.Node.Inputs[0])} holds");
    }

    private static void Length(OperatorCall call)
    {
        var items = call.Facts(0).Items;
        call.Output(0, ElementType.Int64, TensorShape.Scalar, items.IsDefault ? null : SmallTensor.OfScalar(ElementType.Int64, Scalar.Of(items.Length)));
    }

    private static void Split(OperatorCall call)
    {
        if (call.ShapeOfRankAtLeast(0, 1) is not { } shape || call.Axis(call.Node.Int("axis", 0), shape.Rank) is not { } axis)
        {
            call.Output(0, ValueFacts.SequenceOf(null));
            return;
        }

        ValueFacts Part(TensorShape part) => ValueFacts.Of(call.Element(0), part) with { Reason = part.IsStatic ? null : call.Reason ?? call.Facts(0).Reason ?? "depends on how the tensor is split" };
        var keep = call.Has(1) || call.Node.Int("keepdims", 1) != 0;
        var sizes = Sizes(call, shape[axis]);
        var parts = sizes?.Select(size => Part(shape.With(axis, size))).ToImmutableArray();
        if (!keep)
        {
            var part = Part(new TensorShape(shape.Dimensions.RemoveAt(axis)));
            call.Output(0, parts is { } all ? ValueFacts.SequenceOf([.. all.Select(_ => part)]) : ValueFacts.SequenceOf(part));
        }
        else
        {
            call.Output(0, parts is { } all ? ValueFacts.SequenceOf(all) : ValueFacts.SequenceOf(Part(shape.With(axis, call.Has(1) ? Dimension.Unknown : Dimension.Of(1)))));
        }
    }

    /// <summary>Sizes of the parts: listed, or equal with a smaller last one, or 1 each; null where they are not known or many.</summary>
    private static Dimension[]? Sizes(OperatorCall call, Dimension whole)
    {
        const int most = 256;
        if (!call.Has(1))
            return whole is { IsKnown: true, Value: <= most } ? [.. Enumerable.Repeat(Dimension.Of(1), (int)whole.Value)] : null;
        if (call.Integers(1) is not { } stated)
            return null;
        if (call.Shape(1) is { Rank: 1 })
            return [.. stated.Select(s => call.Size(s))];
        if (stated is not [> 0 and var size] || !whole.IsKnown || whole.Value / size >= most)
            return null;
        var full = Enumerable.Repeat(Dimension.Of(size), (int)(whole.Value / size));
        return whole.Value % size == 0 ? [.. full] : [.. full, Dimension.Of(whole.Value % size)];
    }

    private static void Join(OperatorCall call)
    {
        var sequence = call.Facts(0);
        call.Because($"depends on what the sequence {InferenceBudget.Quote(call.Node.Inputs[0])} holds");
        var inner = sequence.Inner?.Type ?? ValueFacts.NothingKnown;
        var stack = call.Node.Int("new_axis", 0) != 0;
        TensorShape? result = null;
        if (inner.Shape is { } shape && shape.Rank < ShapeArithmetic.MaximumRank && call.Axis(call.Node.Int("axis", 0), shape.Rank + (stack ? 1 : 0)) is { } axis)
        {
            if (stack)
                result = new TensorShape(shape.Dimensions.Insert(axis, sequence.Items.IsDefault ? Dimension.Unknown : Dimension.Of(sequence.Items.Length)));
            else
                result = shape.With(axis, sequence.Items.IsDefault ? Dimension.Unknown : ShapeArithmetic.Sum(sequence.Items.Select(i => i.Type.Shape![axis])));
        }

        call.Output(0, inner.Element, result);
    }

    private static int? Place(long? position, int count)
    {
        if (position is not { } at || at < -count || at >= count)
            return null;
        return (int)(at < 0 ? at + count : at);
    }
}
