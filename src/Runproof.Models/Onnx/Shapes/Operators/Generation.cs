using System.Collections.Immutable;
using Runproof.Models.Onnx.Shapes.Folding;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Operators that make a tensor from attributes, from numbers, or from another tensor's shape alone.</summary>
internal static class Generation
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("Constant", Constant, 0),
        new("ConstantOfShape", ConstantOfShape),
        new("Shape", Shape),
        new("Size", Size),
        new("Range", Range, 3),
        new("RandomNormal", OfShapeAttribute, 0),
        new("RandomUniform", OfShapeAttribute, 0),
        new("RandomNormalLike", call => call.Output(0, call.ElementAttribute("dtype", call.Element(0)), call.Shape(0))),
        new("RandomUniformLike", call => call.Output(0, call.ElementAttribute("dtype", call.Element(0)), call.Shape(0))),
        new("EyeLike", call => call.Output(0, call.ElementAttribute("dtype", call.Element(0)), call.ShapeOfRank(0, 2))),
        new("Multinomial", Multinomial),
    ];

    private static void Constant(OperatorCall call)
    {
        var node = call.Node;
        if (node.Attributes.TryGetValue("value", out var value) && value.Tensor is { } tensor)
            call.Output(0, GraphInference.OfInitializer(tensor));
        else if (node.Int("value_int") is { } integer)
            Output(call, ElementType.Int64, [], [Scalar.Of(integer)]);
        else if (node.Ints("value_ints") is { } integers)
            Output(call, ElementType.Int64, [integers.Length], [.. integers.Select(i => Scalar.Of(i))]);
        else if (node.Attributes.TryGetValue("value_float", out var single) && single.Float is { } real)
            Output(call, ElementType.Float, [], [Scalar.OfReal(real)]);
        else if (node.Attributes.TryGetValue("value_floats", out var list) && !list.Floats.IsDefault)
            Output(call, ElementType.Float, [list.Floats.Length], [.. list.Floats.Select(f => Scalar.OfReal(f))]);
        else if (node.Attributes.TryGetValue("value_string", out var text) && text.String is not null)
            call.Output(0, ElementType.String, TensorShape.Scalar);
        else if (node.Attributes.TryGetValue("value_strings", out var texts) && !texts.Strings.IsDefault)
            call.Output(0, ElementType.String, TensorShape.Of(texts.Strings.Length));
        else
            call.BadNode("it has no value, or a sparse one");
    }

    private static void Output(OperatorCall call, ElementType type, long[] dimensions, ImmutableArray<Scalar> items) =>
        call.Output(0, type, TensorShape.Of(dimensions), SmallTensor.Make(type, dimensions, items));

    private static void ConstantOfShape(OperatorCall call)
    {
        var value = call.Node.Attributes.TryGetValue("value", out var attribute) ? attribute.Tensor : null;
        var element = value?.Element ?? ElementType.Float;
        if (call.Content(0) is not { } target)
        {
            var length = call.Shape(0) is { Rank: 1 } list && list[0].IsKnown ? list[0].Value : (long?)null;
            call.Output(0, element, length <= ShapeArithmetic.MaximumRank ? ShapeArithmetic.UnknownOfRank((int)length) : null);
            return;
        }

        if (target.Items.Any(i => i.Integer < 0))
        {
            call.BadNode($"the shape {call.Describe(0)} has a negative number");
            return;
        }

        var shape = new TensorShape([.. target.Items.Select(i => i.AsDimension())]);
        SmallTensor? content = null;
        if (shape.IsStatic && SmallTensor.Count(shape.ToArray()) is { } count)
        {
            var fill = value is null ? Scalar.OfReal(0) : call.Graph.Decode(value) is { Items: [var one] } ? one : Scalar.Unknown;
            if (fill.IsKnown)
                content = SmallTensor.Make(element, shape.ToArray(), [.. Enumerable.Repeat(fill, count)]);
        }

        call.Output(0, element, shape, content);
    }

    private static void Shape(OperatorCall call)
    {
        if (call.Shape(0) is not { } shape)
        {
            call.Output(0, ElementType.Int64, ShapeArithmetic.UnknownOfRank(1));
            return;
        }

        var start = Bound(call.Node.Int("start", 0), shape.Rank);
        var end = Math.Max(start, Bound(call.Node.Int("end", shape.Rank), shape.Rank));
        var content = SmallTensor.OfInt64s(shape.Dimensions.Skip(start).Take(end - start).Select(d => Scalar.Of(d)));
        call.Output(0, new ValueFacts { Type = new TensorType(ElementType.Int64, TensorShape.Of(end - start)), Content = content, ContentReason = call.Facts(0).Reason });
    }

    private static int Bound(long position, int rank) => (int)Math.Clamp(position < 0 ? position + rank : position, 0, rank);

    private static void Size(OperatorCall call)
    {
        var content = ShapeArithmetic.Count(call.Shape(0)) is { } count ? SmallTensor.OfScalar(ElementType.Int64, Scalar.Of(count)) : null;
        call.Output(0, ValueFacts.Of(ElementType.Int64, TensorShape.Scalar) with { Content = content, ContentReason = call.Facts(0).Reason });
    }

    private static void Range(OperatorCall call)
    {
        var element = call.Element(0);
        var (start, limit, delta) = (Single(call, 0), Single(call, 1), Single(call, 2));
        call.Output(0, element, ShapeArithmetic.UnknownOfRank(1));
        if (start.Real is not { } from || limit.Real is not { } to || delta.Real is not { } by)
        {
            if (start.Integer == 0 && delta.Integer == 1 && limit.Symbol is not null)
                call.Output(0, element, ShapeArithmetic.Of(limit.AsDimension()));
            return;
        }

        if (by == 0)
        {
            call.BadNode("the step is 0");
            return;
        }

        var exact = start.Integer is { } a && limit.Integer is { } b && delta.Integer is { } c ? Steps(a, b, c) : (Int128?)null;
        var steps = Math.Ceiling((to - from) / by);
        var count = exact ?? (steps > 0 ? steps < 9e18 ? (Int128)steps : long.MaxValue : 0);
        var shape = ShapeArithmetic.Of(call.Size(count));
        var content = count <= SmallTensor.MaximumElements && start.Integer is { } first && delta.Integer is { } step
            ? SmallTensor.Make(element, [(long)count], [.. Enumerable.Range(0, (int)count).Select(i => Scalar.OfWide(first + (Int128)i * step))])
            : null;
        call.Output(0, element, shape, content);
    }

    private static Int128 Steps(Int128 start, Int128 limit, Int128 delta)
    {
        var distance = delta > 0 ? limit - start : start - limit;
        var stride = delta > 0 ? delta : -delta;
        return distance <= 0 ? 0 : (distance + stride - 1) / stride;
    }

    private static Scalar Single(OperatorCall call, int input) => call.Content(input) is { Items: [var item] } ? item : Scalar.Unknown;

    private static void OfShapeAttribute(OperatorCall call)
    {
        var element = call.ElementAttribute("dtype", ElementType.Float);
        if (call.Node.Ints("shape") is { Length: <= ShapeArithmetic.MaximumRank } shape)
            call.Output(0, element, new TensorShape([.. shape.Select(n => call.Size(n))]));
        else
            call.BadNode("attribute 'shape' is missing or too long");
    }

    private static void Multinomial(OperatorCall call)
    {
        var batch = call.ShapeOfRank(0, 2)?[0] ?? Dimension.Unknown;
        call.Output(0, call.ElementAttribute("dtype", ElementType.Int32), ShapeArithmetic.Of(batch, call.Size(call.Node.Int("sample_size", 1))));
    }
}
