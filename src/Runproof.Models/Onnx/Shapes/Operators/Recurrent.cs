using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Recurrent layers: X (sequence, batch, size), W (directions, gates * hidden, size), R (directions, gates * hidden, hidden).</summary>
internal static class Recurrent
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("RNN", call => Infer(call, 1), 3),
        new("GRU", call => Infer(call, 3), 3),
        new("LSTM", call => Infer(call, 4), 3),
    ];

    private static void Infer(OperatorCall call, int gates)
    {
        var element = call.Element(0);
        var directions = Dimension.Of(call.Node.String("direction", "forward") == "bidirectional" ? 2 : 1);
        var x = call.ShapeOfRank(0, 3);
        var w = call.ShapeOfRank(1, 3);
        var r = call.ShapeOfRank(2, 3);
        var hidden = call.Node.Int("hidden_size") is { } size ? call.Size(size) : Dimension.Unknown;
        if (r is not null)
            hidden = call.Same(hidden, r[2], "the hidden size");
        if (w is not null)
        {
            call.Same(directions, w[0], "the number of directions");
            if (hidden.IsKnown && w[1].IsKnown && (Int128)hidden.Value * gates != w[1].Value)
                call.Mismatch($"weights {call.Describe(1)} do not hold {gates} gates of {hidden}");
            if (x is not null && ShapeArithmetic.Contradict(x[2], w[2]))
                call.Mismatch($"input {call.Describe(0)} has {x[2]} features, and weights {call.Describe(1)} take {w[2]}");
        }

        var batchFirst = call.Node.Int("layout", 0) != 0;
        var sequence = x?[batchFirst ? 1 : 0] ?? Dimension.Unknown;
        var batch = x?[batchFirst ? 0 : 1] ?? Dimension.Unknown;
        call.Output(0, element, batchFirst ? ShapeArithmetic.Of(batch, sequence, directions, hidden) : ShapeArithmetic.Of(sequence, directions, batch, hidden));
        var last = batchFirst ? ShapeArithmetic.Of(batch, directions, hidden) : ShapeArithmetic.Of(directions, batch, hidden);
        call.Output(1, element, last);
        call.Output(2, element, last);
    }
}
