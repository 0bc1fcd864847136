using Runproof.Models.Onnx.Shapes.Folding;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Operators that read or write elements at positions that another tensor names.</summary>
internal static class Indexing
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("Gather", Gather, 2),
        new("GatherElements", GatherElements, 2),
        new("GatherND", GatherND, 2),
        new("Scatter", Scatter, 3),
        new("ScatterElements", Scatter, 3),
        new("ScatterND", ScatterND, 3),
        new("OneHot", OneHot, 3),
    ];

    private static void Gather(OperatorCall call)
    {
        if (call.ShapeOfRankAtLeast(0, 1) is not { } data || call.Axis(call.Node.Int("axis", 0), data.Rank) is not { } axis)
            return;
        if (call.Shape(1) is not { } indices)
            return;
        var result = new TensorShape([.. data.Dimensions.Take(axis), .. indices.Dimensions, .. data.Dimensions.Skip(axis + 1)]);
        SmallTensor? content = null;
        if (call.Peek(1)?.Integers() is { } positions && data[axis] is { IsKnown: true, Value: var size })
        {
            if (positions.Any(p => p < -size || p >= size))
                call.Mismatch($"an index in {call.Describe(1)} lies outside dimension {axis} of {call.Describe(0)}");
            else if (call.Peek(0) is { } source && result.IsStatic)
                content = Take(source, positions, axis, indices.Rank, result.ToArray());
        }

        call.Output(0, call.Element(0), result, content);
    }

    private static SmallTensor? Take(SmallTensor source, long[] positions, int axis, int indexRank, long[] dimensions)
    {
        var strides = Fold.Strides(source.Dimensions);
        return Fold.Select(source, dimensions, index =>
        {
            long which = 0;
            for (var i = 0; i < indexRank; i++)
                which = which * dimensions[axis + i] + index[axis + i];
            var chosen = positions[which];
            var position = (chosen < 0 ? chosen + source.Dimensions[axis] : chosen) * strides[axis];
            for (var i = 0; i < axis; i++)
                position += index[i] * strides[i];
            for (var i = axis + 1; i < strides.Length; i++)
                position += index[i + indexRank - 1] * strides[i];
            return position;
        });
    }

    private static void GatherElements(OperatorCall call)
    {
        if (call.ShapeOfRankAtLeast(0, 1) is { } data)
        {
            call.Axis(call.Node.Int("axis", 0), data.Rank);
            call.ShapeOfRank(1, data.Rank);
        }

        call.Output(0, call.Element(0), call.Shape(1));
    }

    private static void GatherND(OperatorCall call)
    {
        if (call.ShapeOfRankAtLeast(0, 1) is not { } data || call.ShapeOfRankAtLeast(1, 1) is not { } indices)
            return;
        var batch = call.Node.Int("batch_dims", 0);
        var depth = indices[indices.Rank - 1];
        if (!depth.IsKnown)
            return;
        if (batch < 0 || batch >= Math.Min(data.Rank, indices.Rank) || batch + (Int128)depth.Value > data.Rank)
        {
            call.Mismatch($"{call.Describe(1)} with {batch} batch dimensions names positions in more dimensions than {call.Describe(0)} has");
            return;
        }

        call.Output(0, call.Element(0), new TensorShape([.. indices.Dimensions.Take(indices.Rank - 1), .. data.Dimensions.Skip((int)(batch + depth.Value))]));
    }

    private static void Scatter(OperatorCall call)
    {
        if (call.ShapeOfRankAtLeast(0, 1) is { } data)
        {
            call.Axis(call.Node.Int("axis", 0), data.Rank);
            var indices = call.ShapeOfRank(1, data.Rank);
            var updates = call.ShapeOfRank(2, data.Rank);
            if (indices is not null && updates is not null && indices.Dimensions.Zip(updates.Dimensions, ShapeArithmetic.Contradict).Any(c => c))
                call.Mismatch($"{call.Describe(1)} and {call.Describe(2)} differ in shape");
        }

        Elementwise.Same(call);
    }

    private static void ScatterND(OperatorCall call)
    {
        if (call.ShapeOfRankAtLeast(0, 1) is { } data && call.ShapeOfRankAtLeast(1, 1) is { } indices
            && indices[indices.Rank - 1] is { IsKnown: true, Value: var depth } && call.Shape(2) is { } updates)
        {
            if (depth > data.Rank || updates.Rank != indices.Rank - 1 + data.Rank - depth)
                call.Mismatch($"updates {call.Describe(2)} do not suit {call.Describe(0)} at {call.Describe(1)}");
        }

        Elementwise.Same(call);
    }

    private static void OneHot(OperatorCall call)
    {
        var depth = call.Content(1) is { Items: [var item] } ? item : Scalar.Unknown;
        if (call.Shape(0) is not { } indices)
        {
            call.Output(0, call.Element(2), null);
            return;
        }

        if (call.Axis(call.Node.Int("axis", -1), indices.Rank + 1) is not { } axis)
            return;
        var classes = depth.As(ElementType.Int64).Integer is { } number ? call.Size(number) : depth.AsDimension();
        call.Output(0, call.Element(2), new TensorShape(indices.Dimensions.Insert(axis, classes)));
    }
}
