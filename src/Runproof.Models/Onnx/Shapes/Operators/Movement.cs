using System.Collections.Immutable;
using Runproof.Models.Onnx.Shapes.Folding;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Operators that copy elements to other places: transposition, repetition, padding, joining, rearranging blocks.</summary>
internal static class Movement
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("Transpose", Transpose),
        new("Expand", Expand, 2),
        new("Tile", Tile, 2),
        new("Concat", Concat),
        new("Pad", Pad),
        new("DepthToSpace", DepthToSpace),
        new("SpaceToDepth", SpaceToDepth),
        new("Trilu", Trilu),
        new("ReverseSequence", ReverseSequence, 2),
    ];

    private static void Transpose(OperatorCall call)
    {
        if (call.Shape(0) is not { } shape)
        {
            var length = call.Node.Ints("perm")?.Length;
            call.Output(0, call.Element(0), length is { } rank and <= ShapeArithmetic.MaximumRank ? ShapeArithmetic.UnknownOfRank(rank) : null);
            return;
        }

        long[] order = call.Node.Ints("perm") is { } perm ? [.. perm] : [.. Enumerable.Range(0, shape.Rank).Reverse().Select(i => (long)i)];
        if (order.Length != shape.Rank || !order.Order().SequenceEqual(Enumerable.Range(0, shape.Rank).Select(i => (long)i)))
        {
            call.BadNode($"attribute 'perm' is no permutation of the dimensions of {call.Describe(0)}");
            return;
        }

        var result = new TensorShape([.. order.Select(i => shape[(int)i])]);
        SmallTensor? content = null;
        if (call.Peek(0) is { } source)
        {
            var strides = Fold.Strides(source.Dimensions);
            content = Fold.Select(source, result.ToArray(), index =>
            {
                long position = 0;
                for (var i = 0; i < order.Length; i++)
                    position += index[i] * strides[order[i]];
                return position;
            });
        }

        call.Output(0, call.Element(0), result, content);
    }

    private static void Expand(OperatorCall call)
    {
        var target = call.Content(1);
        if (call.Shape(0) is not { } shape)
            return;
        if (target is null)
        {
            var length = call.Shape(1) is { Rank: 1 } list && list[0].IsKnown ? list[0].Value : (long?)null;
            call.Output(0, call.Element(0), length <= ShapeArithmetic.MaximumRank ? ShapeArithmetic.UnknownOfRank(Math.Max((int)length, shape.Rank)) : null);
            return;
        }

        if (target.Items.Any(i => i.Integer < 0))
        {
            call.BadNode($"the target shape {call.Describe(1)} has a negative number");
            return;
        }

        var to = new TensorShape([.. target.Items.Select(i => i.AsDimension())]);
        if (to.Rank > ShapeArithmetic.MaximumRank || !ShapeArithmetic.TryBroadcast(shape, to, out var result))
        {
            call.Mismatch($"{call.Describe(0)} cannot be expanded to {(to.Rank > ShapeArithmetic.MaximumRank ? "so many dimensions" : to)}");
            return;
        }

        var content = result!.IsStatic && call.Peek(0) is { } source && SmallTensor.Count(result.ToArray()) is not null ? Fold.Expand(source, result.ToArray()) : null;
        call.Output(0, call.Element(0), result, content);
    }

    private static void Tile(OperatorCall call)
    {
        if (call.Shape(0) is not { } shape)
            return;
        call.Output(0, call.Element(0), ShapeArithmetic.UnknownOfRank(shape.Rank));
        if (call.Opset < 6)
        {
            if (call.Integer(1) is { } times && call.Integer(2) is { } along && call.Axis(along, shape.Rank) is { } axis)
                call.Output(0, call.Element(0), shape.With(axis, ShapeArithmetic.Multiply(shape[axis], call.Size(times))));
            return;
        }

        if (call.Content(1) is not { } repeats)
            return;
        if (repeats.Items.Length != shape.Rank || repeats.Items.Any(i => i.Integer < 0))
        {
            call.Mismatch($"the repeats {call.Describe(1)} do not suit {call.Describe(0)}");
            return;
        }

        var result = new TensorShape([.. shape.Dimensions.Zip(repeats.Items, (d, r) => Times(call, d, r.AsDimension()))]);
        SmallTensor? content = null;
        if (call.Peek(0) is { Items.Length: > 0 } source && result.IsStatic)
        {
            var strides = Fold.Strides(source.Dimensions);
            content = Fold.Select(source, result.ToArray(), index => index.Select((n, i) => n % source.Dimensions[i] * strides[i]).Sum());
        }

        call.Output(0, call.Element(0), result, content);
    }

    private static Dimension Times(OperatorCall call, Dimension a, Dimension b) =>
        a.IsKnown && b.IsKnown ? call.Size((Int128)a.Value * b.Value) : ShapeArithmetic.Multiply(a, b);

    private static void Concat(OperatorCall call)
    {
        var inputs = Enumerable.Range(0, call.InputCount).Where(call.Has).ToArray();
        var element = inputs.Select(call.Element).FirstOrDefault(e => e != ElementType.Undefined);
        call.Output(0, element, null);
        if (call.Node.Int("axis") is null && call.Opset >= 4)
        {
            call.BadNode("attribute 'axis' is missing");
            return;
        }

        if (inputs.Select(call.Shape).OfType<TensorShape>().FirstOrDefault() is not { } first || call.Axis(call.Node.Int("axis", 1), first.Rank) is not { } axis)
            return;
        var dimensions = first.Dimensions.ToArray();
        dimensions[axis] = Dimension.Of(0);
        foreach (var input in inputs)
        {
            if (call.Element(input) != element && call.Element(input) != ElementType.Undefined)
                call.Mismatch($"{call.Describe(input)} is not of type {element.OnnxName()} like the others");
            if (call.Shape(input) is not { } shape)
            {
                dimensions[axis] = Dimension.Unknown;
                continue;
            }

            if (shape.Rank != first.Rank)
            {
                call.Mismatch($"{call.Describe(input)} differs in rank from {call.Describe(inputs[0])}");
                return;
            }

            for (var i = 0; i < dimensions.Length; i++)
                dimensions[i] = i == axis ? ShapeArithmetic.Add(dimensions[i], shape[i]) : call.Same(dimensions[i], shape[i], $"dimension {i} of the inputs");
        }

        // One part of unknown size, or a sum that started with a name, leaves the whole unknown.
        if (!inputs.All(i => call.Shape(i) is { } s && s[axis].IsKnown) && inputs.Length > 1)
            dimensions[axis] = Dimension.Unknown;
        call.Output(0, element, new TensorShape([.. dimensions]), Join(call, inputs, axis, dimensions));
    }

    private static SmallTensor? Join(OperatorCall call, int[] inputs, int axis, Dimension[] dimensions)
    {
        if (dimensions.Any(d => !d.IsKnown) || SmallTensor.Count(dimensions.Select(d => d.Value)) is null)
            return null;
        var parts = inputs.Select(input => call.Peek(input) ?? Blank(call, input)).OfType<SmallTensor>().ToArray();
        return parts.Length == inputs.Length ? Fold.Concat(parts, axis) : null;
    }

    /// <summary>A part of which no element is known, so that the other parts' elements are not lost.</summary>
    private static SmallTensor? Blank(OperatorCall call, int input) =>
        call.Shape(input) is { IsStatic: true } shape && SmallTensor.Count(shape.ToArray()) is { } count
            ? SmallTensor.Make(call.Element(input), shape.ToArray(), new Scalar[count])
            : null;

    private static void Pad(OperatorCall call)
    {
        if (call.Shape(0) is not { } shape)
            return;
        call.Output(0, call.Element(0), ShapeArithmetic.UnknownOfRank(shape.Rank));
        ImmutableArray<Scalar>? pads = call.Opset < 11
            ? (call.Node.Ints("pads") ?? call.Node.Ints("paddings"))?.Select(p => Scalar.Of(p)).ToImmutableArray()
            : call.Content(1)?.Items;
        if (pads is not { } amounts)
        {
            if (call.Opset < 11)
                call.BadNode("attribute 'pads' is missing");
            return;
        }

        IReadOnlyList<long> axes = [.. Enumerable.Range(0, shape.Rank).Select(i => (long)i)];
        if (call.Opset >= 18 && call.Has(3))
        {
            if (call.Integers(3) is not { } given)
                return;
            axes = given;
        }

        if (call.Axes(axes, shape.Rank) is not { } along)
            return;
        if (amounts.Length != 2 * along.Length)
        {
            call.Mismatch($"{amounts.Length} pads do not suit {along.Length} axes of {call.Describe(0)}");
            return;
        }

        var result = shape;
        for (var i = 0; i < along.Length; i++)
        {
            var (begin, end, size) = (amounts[i].Integer, amounts[i + along.Length].Integer, shape[along[i]]);
            var padded = begin == 0 && end == 0 ? size
                : begin is { } b && end is { } e && size.IsKnown ? call.Size((Int128)size.Value + b + e)
                : Dimension.Unknown;
            result = result.With(along[i], padded);
        }

        call.Output(0, call.Element(0), result);
    }

    private static void DepthToSpace(OperatorCall call) => Blocks(call, (call, shape, block) =>
    {
        if (shape[1].IsKnown && (Int128)shape[1].Value % (block * (Int128)block) != 0)
            call.Mismatch($"blocks of {block} x {block} do not divide the channels of {call.Describe(0)}");
        var channels = shape[1].IsKnown ? ShapeArithmetic.Known(shape[1].Value / (block * (Int128)block)) : Dimension.Unknown;
        return ShapeArithmetic.Of(shape[0], channels, Times(call, shape[2], Dimension.Of(block)), Times(call, shape[3], Dimension.Of(block)));
    });

    private static void SpaceToDepth(OperatorCall call) => Blocks(call, (call, shape, block) =>
    {
        if ((shape[2].IsKnown && shape[2].Value % block != 0) || (shape[3].IsKnown && shape[3].Value % block != 0))
            call.Mismatch($"blocks of {block} x {block} do not divide {call.Describe(0)}");
        var channels = Times(call, Times(call, shape[1], Dimension.Of(block)), Dimension.Of(block));
        return ShapeArithmetic.Of(shape[0], channels, Part(shape[2], block), Part(shape[3], block));
    });

    private static Dimension Part(Dimension size, long block) => size.IsKnown ? Dimension.Of(size.Value / block) : Dimension.Unknown;

    private static void Blocks(OperatorCall call, Func<OperatorCall, TensorShape, long, TensorShape> result)
    {
        var block = call.Node.Int("blocksize", 0);
        if (block is < 1 or > int.MaxValue)
            call.BadNode($"attribute 'blocksize' is {block}");
        else
            call.Output(0, call.Element(0), call.ShapeOfRank(0, 4) is { } shape ? result(call, shape, block) : ShapeArithmetic.UnknownOfRank(4));
    }

    private static void Trilu(OperatorCall call)
    {
        call.ShapeOfRankAtLeast(0, 2);
        Elementwise.Same(call);
    }

    private static void ReverseSequence(OperatorCall call)
    {
        if (call.ShapeOfRankAtLeast(0, 2) is { } x && call.ShapeOfRank(1, 1) is { } lengths
            && call.Axis(call.Node.Int("batch_axis", 1), x.Rank) is { } batch && ShapeArithmetic.Contradict(x[batch], lengths[0]))
            call.Mismatch($"{call.Describe(1)} does not have one length for each of the batch of {call.Describe(0)}");
        Elementwise.Same(call);
    }
}
