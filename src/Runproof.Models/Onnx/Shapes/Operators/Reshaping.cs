using Runproof.Models.Onnx.Shapes.Folding;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Operators that give the same elements, in the same order, another shape.</summary>
internal static class Reshaping
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("Reshape", Reshape),
        new("Flatten", Flatten),
        new("Squeeze", Squeeze),
        new("Unsqueeze", Unsqueeze),
    ];

    private static void Reshape(OperatorCall call)
    {
        var source = call.Shape(0);
        Scalar[]? target;
        if (call.Opset < 5 && call.Node.Ints("shape") is { } attribute)
        {
            target = [.. attribute.Select(n => Scalar.Of(n))];
        }
        else
        {
            target = call.Content(1) is { } content ? [.. content.Items] : null;
            var length = call.Shape(1) is { Rank: 1 } list && list[0].IsKnown ? list[0].Value : (long?)null;
            if (target is null && length <= ShapeArithmetic.MaximumRank)
                target = new Scalar[(int)length];
        }

        if (target is null || target.Length > ShapeArithmetic.MaximumRank)
        {
            if (target is not null)
                call.Because($"has more than {ShapeArithmetic.MaximumRank} dimensions");
            call.Output(0, call.Element(0), null);
            return;
        }

        var shape = Resolve(call, source, target);
        call.Output(0, call.Element(0), shape, shape is { IsStatic: true } ? call.Peek(0)?.Reshaped(shape.ToArray()) : null);
    }

    private static TensorShape? Resolve(OperatorCall call, TensorShape? source, Scalar[] target)
    {
        var keepZero = call.Node.Int("allowzero", 0) != 0;
        // What remains of the source after dimensions are taken over or cancelled by name.
        var remaining = source?.Dimensions.ToList();
        var result = new Dimension[target.Length];
        var open = new List<int>();
        var inferred = -1;
        for (var i = 0; i < target.Length; i++)
        {
            if (target[i].Integer == 0 && !keepZero)
            {
                if (source is not null && i >= source.Rank)
                {
                    call.Mismatch($"the target keeps dimension {i}, which {call.Describe(0)} does not have");
                    return null;
                }

                result[i] = source?[i] ?? Dimension.Unknown;
            }
            else if (target[i].Integer is { } number && number < 0)
            {
                if (number != -1 || inferred >= 0)
                {
                    call.BadNode($"the target [{string.Join(',', target.Select(t => t.AsDimension()))}] leaves more than one dimension to be inferred, or has a number below -1");
                    return null;
                }

                inferred = i;
                continue;
            }
            else
            {
                result[i] = target[i].AsDimension();
            }

            if (result[i].IsKnown)
                continue;
            var copied = target[i].Integer == 0 || result[i].Name is not null ? remaining?.IndexOf(result[i]) ?? -1 : -1;
            if (copied >= 0)
                remaining![copied] = Dimension.Of(1);
            else
                open.Add(i);
        }

        if (inferred < 0 && open.Count == 1)
            inferred = open[0];
        else if (open.Count > 0)
            return new TensorShape([.. result]);
        return remaining is null ? new TensorShape([.. result]) : Balance(call, result, inferred, new TensorShape([.. remaining]));
    }

    /// <summary>Makes source and target hold equally many elements: fills in the open dimension, or compares.</summary>
    private static TensorShape? Balance(OperatorCall call, Dimension[] result, int inferred, TensorShape remaining)
    {
        var total = ShapeArithmetic.Count(remaining);
        var others = ShapeArithmetic.Count(new TensorShape([.. result.Where((d, i) => i != inferred && d.IsKnown)]));
        if (total is not { } elements || others is not { } taken)
            return new TensorShape([.. result]);
        var target = $"[{string.Join(',', result.Select((d, i) => i == inferred ? "-1" : d.ToString()))}]";
        if (inferred < 0)
        {
            if (elements != taken)
                call.Mismatch($"{call.Describe(0)} does not have as many elements as the target {target}");
        }
        else if (taken == 0 || elements % taken != 0)
        {
            if (taken != 0 || elements != 0)
                call.Mismatch($"the elements of {call.Describe(0)} cannot fill the target {target}");
            else
                call.Because($"could be any size, since the tensor is empty, in the target {target}");
        }
        else
        {
            result[inferred] = ShapeArithmetic.Known(elements / taken);
        }

        return new TensorShape([.. result]);
    }

    private static void Flatten(OperatorCall call)
    {
        call.Output(0, call.Element(0), ShapeArithmetic.UnknownOfRank(2));
        if (call.Shape(0) is not { } shape)
            return;
        var axis = call.Node.Int("axis", 1);
        if (axis < -shape.Rank || axis > shape.Rank)
        {
            call.BadNode($"axis {axis} lies outside {call.Describe(0)}");
            return;
        }

        var split = (int)(axis < 0 ? axis + shape.Rank : axis);
        var result = ShapeArithmetic.Of(ShapeArithmetic.Product(shape.Dimensions.Take(split)), ShapeArithmetic.Product(shape.Dimensions.Skip(split)));
        call.Output(0, call.Element(0), result, result.IsStatic ? call.Peek(0)?.Reshaped(result.ToArray()) : null);
    }

    private static void Squeeze(OperatorCall call)
    {
        if (call.Shape(0) is not { } shape)
            return;
        if (!TryAxes(call, shape.Rank, out var axes))
        {
            var count = call.Shape(1) is { Rank: 1 } list && list[0].IsKnown ? list[0].Value : (long?)null;
            call.Output(0, call.Element(0), count <= shape.Rank ? ShapeArithmetic.UnknownOfRank(shape.Rank - (int)count) : null);
            return;
        }

        if (axes is null && shape.Dimensions.Any(d => !d.IsKnown))
            return;
        axes ??= [.. Enumerable.Range(0, shape.Rank).Where(i => shape[i].Value == 1)];
        if (axes.FirstOrDefault(i => shape[i].IsKnown && shape[i].Value != 1, -1) is >= 0 and var wide)
            call.Mismatch($"dimension {wide} of {call.Describe(0)} is not 1 and cannot be squeezed");
        Output(call, new TensorShape([.. shape.Dimensions.Where((_, i) => !axes.Contains(i))]));
    }

    private static void Unsqueeze(OperatorCall call)
    {
        if (call.Shape(0) is not { } shape)
            return;
        long? stated = call.Shape(1) is { Rank: 1 } list && list[0].IsKnown ? list[0].Value : null;
        var length = call.Opset < 13 ? call.Node.Ints("axes")?.Length : call.Integers(1)?.Length ?? stated;
        if (length is not { } count)
        {
            if (call.Opset < 13)
                call.BadNode("attribute 'axes' is missing");
            return;
        }

        if (count + shape.Rank > ShapeArithmetic.MaximumRank)
        {
            call.Because($"has more than {ShapeArithmetic.MaximumRank} dimensions");
            return;
        }

        var rank = shape.Rank + (int)count;
        if (!TryAxes(call, rank, out var axes) || axes is null)
        {
            call.Output(0, call.Element(0), ShapeArithmetic.UnknownOfRank(rank));
            return;
        }

        if (axes.Distinct().Count() != axes.Length)
        {
            call.BadNode("an axis is given twice");
            return;
        }

        var rest = new Queue<Dimension>(shape.Dimensions);
        Output(call, new TensorShape([.. Enumerable.Range(0, rank).Select(i => axes.Contains(i) ? Dimension.Of(1) : rest.Dequeue())]));
    }

    /// <summary>Axes from the attribute, or since opset 13 from the second input.</summary>
    /// <returns>False where they are not known or not valid; null axes where none are given.</returns>
    private static bool TryAxes(OperatorCall call, int rank, out int[]? axes)
    {
        axes = null;
        IReadOnlyList<long>? given = call.Opset < 13 ? call.Node.Ints("axes") : null;
        if (call.Opset >= 13 && call.Has(1))
        {
            given = call.Integers(1);
            if (given is null)
                return false;
        }

        if (given is null)
            return true;
        axes = call.Axes(given, rank);
        return axes is not null;
    }

    private static void Output(OperatorCall call, TensorShape shape) =>
        call.Output(0, call.Element(0), shape, shape.IsStatic ? call.Peek(0)?.Reshaped(shape.ToArray()) : null);
}
