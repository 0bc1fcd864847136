using System.Collections.Immutable;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Shapes.Folding;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Operators with subgraphs. Short loops are followed step by step; others as far as every step gives the same shapes.</summary>
internal static class Control
{
    private const int MaximumUnrolled = 64;
    private const int MaximumPasses = 3;

    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("If", If),
        new("Loop", Loop, 0),
        new("Scan", Scan, 0),
        new("SequenceMap", Map),
    ];

    private static OnnxGraph? Body(OperatorCall call, string attribute)
    {
        if (call.Node.Attributes.TryGetValue(attribute, out var value) && value.Graphs is { IsDefaultOrEmpty: false } graphs)
            return graphs[0];
        call.BadNode($"attribute '{attribute}' holds no graph");
        return null;
    }

    private static void TooDeep(OperatorCall call) => call.Because($"{call.Node.OpType} {InferenceBudget.Quote(call.Node.Name)} takes more work than inference allows itself");

    private static void If(OperatorCall call)
    {
        if (Body(call, "then_branch") is not { } then || Body(call, "else_branch") is not { } otherwise)
            return;
        var condition = call.Content(0) is { Items: [var item] } ? item.Integer : null;
        var a = condition == 0 ? null : call.Graph.RunBody(then, []);
        var b = condition is { } known && known != 0 ? null : call.Graph.RunBody(otherwise, []);
        if ((a is null && condition != 0) || (b is null && condition is null or 0))
            TooDeep(call);
        for (var i = 0; i < call.OutputCount; i++)
        {
            var left = a is not null && i < a.Length ? a[i] : null;
            var right = b is not null && i < b.Length ? b[i] : null;
            call.Output(i, condition switch { null => ValueFacts.Either(left, right), 0 => right ?? ValueFacts.Unknown, _ => left ?? ValueFacts.Unknown });
        }
    }

    private static void Loop(OperatorCall call)
    {
        if (Body(call, "body") is not { } body)
            return;
        ImmutableArray<ValueFacts> initial = [.. Enumerable.Range(2, Math.Max(call.InputCount - 2, 0)).Select(i => Carried(call, i))];
        if (body.Inputs.Length != initial.Length + 2 || body.Outputs.Length <= initial.Length)
        {
            call.BadNode($"the body has {body.Inputs.Length} inputs and {body.Outputs.Length} outputs for {initial.Length} carried values");
            return;
        }

        var limit = call.Has(0) ? call.Integer(0) : long.MaxValue;
        var condition = call.Has(1) ? call.Content(1) is { Items: [var item] } ? item.Integer : null : 1;
        if (!call.Has(0))
            call.Because($"depends on how often Loop {InferenceBudget.Quote(call.Node.Name)} runs");
        if (limit is { } most && condition is { } go && Unroll(call, body, initial, most, go != 0))
            return;

        ValueFacts[] fixedInputs = [ValueFacts.Of(ElementType.Int64, TensorShape.Scalar), Constant(ElementType.Bool, 1)];
        if (Settle(call, body, fixedInputs, initial, 1) is not var (state, results))
            return;
        for (var i = 0; i < state.Length; i++)
            call.Output(i, state[i]);
        var always = condition is not null and not 0 && results[0].Content is { Items: [{ Integer: 1 }] };
        var trips = always && limit is { } n and < long.MaxValue ? call.Size(Math.Max(n, 0)) : Dimension.Unknown;
        for (var i = state.Length; i < results.Length - 1; i++)
            call.Output(i, Stacked(results[i + 1], trips));
    }

    /// <summary>A carried value with its elements, which the first step may depend on.</summary>
    private static ValueFacts Carried(OperatorCall call, int input) => call.Facts(input) with { Content = call.Peek(input), Initializer = null };

    private static ValueFacts Constant(ElementType type, long value) =>
        ValueFacts.Of(type, TensorShape.Scalar) with { Content = SmallTensor.OfScalar(type, Scalar.Of(value)) };

    private static bool Unroll(OperatorCall call, OnnxGraph body, ImmutableArray<ValueFacts> initial, long limit, bool go)
    {
        var state = initial.ToArray();
        var scans = new ValueFacts?[body.Outputs.Length - 1 - state.Length];
        var trips = 0;
        for (; go && trips < limit; trips++)
        {
            if (trips == MaximumUnrolled || call.Graph.RunBody(body, [Constant(ElementType.Int64, trips), Constant(ElementType.Bool, 1), .. state]) is not { } results)
                return false;
            if (results[0].Content is not { Items: [{ Integer: { } next }] })
                return false;
            go = next != 0;
            for (var i = 0; i < state.Length; i++)
                state[i] = results[i + 1];
            for (var i = 0; i < scans.Length; i++)
                scans[i] = scans[i] is { } before ? ValueFacts.Either(before, results[i + 1 + state.Length]) : results[i + 1 + state.Length];
        }

        if (trips == 0 && scans.Length > 0)
            return false;
        for (var i = 0; i < state.Length; i++)
            call.Output(i, state[i]);
        for (var i = 0; i < scans.Length; i++)
            call.Output(i + state.Length, Stacked(scans[i]!, Dimension.Of(trips)));
        return true;
    }

    /// <summary>Widens what is carried until a step leaves it as it is.</summary>
    /// <returns>The carried facts and the body's outputs; null where the limits of work forbid.</returns>
    private static (ValueFacts[] State, ValueFacts[] Results)? Settle(OperatorCall call, OnnxGraph body, ValueFacts[] before, IEnumerable<ValueFacts> initial, int firstCarried, params ValueFacts[] after)
    {
        var state = initial.Select(s => s.WithoutContent()).ToArray();
        for (var pass = 0; ; pass++)
        {
            var passed = state;
            if (call.Graph.Budget.Quietly(() => call.Graph.RunBody(body, [.. before, .. passed, .. after])) is not { } results)
            {
                TooDeep(call);
                return null;
            }

            var next = state.Select((s, i) => ValueFacts.Either(s, results[firstCarried + i].WithoutContent()).WithoutContent()).ToArray();
            if (next.Zip(state, ValueFacts.SameType).All(same => same))
                break;
            call.Because($"changes from step to step of {call.Node.OpType} {InferenceBudget.Quote(call.Node.Name)}");
            state = pass < MaximumPasses ? next : [.. state.Select(s => s.Kind == ValueKind.Tensor ? ValueFacts.Unknown : new ValueFacts { Kind = s.Kind })];
            if (pass > MaximumPasses)
                break;
        }

        if (call.Graph.RunBody(body, [.. before, .. state, .. after]) is { } final)
            return (state, final);
        TooDeep(call);
        return null;
    }

    private static ValueFacts Stacked(ValueFacts item, Dimension count, int axis = 0)
    {
        if (item.Kind != ValueKind.Tensor)
            return ValueFacts.Unknown;
        var shape = item.Type.Shape is { } inner && axis <= inner.Rank ? new TensorShape(inner.Dimensions.Insert(axis, count)) : null;
        return ValueFacts.Of(item.Type.Element, shape) with { Reason = item.Reason };
    }

    private static void Scan(OperatorCall call)
    {
        // Before opset 9 everything has a leading batch dimension, and the first input holds the sequences' lengths.
        var batched = call.Opset < 9;
        var first = batched ? 1 : 0;
        var scanned = call.Node.Int("num_scan_inputs", -1);
        if (Body(call, "body") is not { } body)
            return;
        var inputs = call.InputCount - first;
        if (scanned < 1 || scanned > inputs || body.Inputs.Length != inputs || body.Outputs.Length < inputs - scanned)
        {
            call.BadNode($"{scanned} scanned inputs do not suit a node of {call.InputCount} inputs and a body of {body.Inputs.Length}");
            return;
        }

        var carried = inputs - (int)scanned;
        var batch = Dimension.Unknown;
        var length = Dimension.Unknown;
        var slices = new ValueFacts[scanned];
        for (var i = 0; i < scanned; i++)
        {
            var input = first + carried + i;
            var axis = batched ? 1 : ListItem(call, "scan_input_axes", i);
            slices[i] = ValueFacts.Of(call.Element(input), null) with { Reason = call.Facts(input).Reason };
            if (call.ShapeOfRankAtLeast(input, batched ? 2 : 1) is not { } shape || call.Axis(axis, shape.Rank) is not { } along)
                continue;
            length = call.Same(length, shape[along], "the length of the scanned inputs");
            var rest = shape.Dimensions.RemoveAt(along);
            if (batched)
            {
                batch = call.Same(batch, rest[0], "the batch of the scanned inputs");
                rest = rest.RemoveAt(0);
            }

            slices[i] = ValueFacts.Of(call.Element(input), new TensorShape(rest)) with { Reason = slices[i].Reason };
        }

        var initial = Enumerable.Range(first, carried).Select(i => batched ? Unbatched(call.Facts(i)) : call.Facts(i)).ToArray();
        if (Settle(call, body, [], initial, 0, slices) is not var (state, results))
            return;
        for (var i = 0; i < results.Length; i++)
        {
            var facts = i < carried ? state[i] : Stacked(results[i], length, batched ? 0 : ScanAxis(call, i - carried, results[i].Type.Shape));
            call.Output(i, batched ? Stacked(facts, batch) : facts);
        }
    }

    private static long ListItem(OperatorCall call, string name, int index) => call.Node.Ints(name) is { } list && index < list.Length ? list[index] : 0;

    private static int ScanAxis(OperatorCall call, int output, TensorShape? item)
    {
        var axis = ListItem(call, "scan_output_axes", output);
        return item is null ? 0 : call.Axis(axis, item.Rank + 1) ?? 0;
    }

    private static ValueFacts Unbatched(ValueFacts facts) =>
        ValueFacts.Of(facts.Type.Element, facts.Type.Shape is { Rank: > 0 } shape ? new TensorShape(shape.Dimensions.RemoveAt(0)) : null) with { Reason = facts.Reason };

    private static void Map(OperatorCall call)
    {
        if (Body(call, "body") is not { } body)
            return;
        var inputs = Enumerable.Range(0, call.InputCount).Select(call.Facts).ToArray();
        var collected = Enumerable.Range(0, call.OutputCount).Select(_ => ImmutableArray.CreateBuilder<ValueFacts>()).ToArray();
        var items = inputs[0].Items;
        var count = items.IsDefault ? 1 : items.Length;
        for (var step = 0; step < count; step++)
        {
            ValueFacts Of(ValueFacts input) => input.Kind != ValueKind.Sequence ? input
                : !items.IsDefault && !input.Items.IsDefault && step < input.Items.Length ? input.Items[step]
                : input.Inner ?? ValueFacts.Unknown;
            if (call.Graph.RunBody(body, [.. inputs.Select(Of)]) is not { } results)
            {
                TooDeep(call);
                return;
            }

            for (var i = 0; i < collected.Length; i++)
                collected[i].Add(i < results.Length ? results[i] : ValueFacts.Unknown);
        }

        for (var i = 0; i < collected.Length; i++)
            call.Output(i, items.IsDefault ? ValueFacts.SequenceOf(collected[i][0].WithoutContent()) : ValueFacts.SequenceOf(collected[i].ToImmutable()));
    }
}
