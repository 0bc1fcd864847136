using System.Collections.Frozen;
using Runproof.Models.Onnx.Graph;

namespace Runproof.Models.Onnx.Slicing;

/// <summary>Chooses cuts. Cuts are ascending positions, each the first of a new slice.</summary>
internal static class CutPlanner
{
    private const long FreeSteps = 1_000_000;
    private const long StepsPerNode = 64;

    private static readonly FrozenSet<string> Layers = FrozenSet.ToFrozenSet(
        [
            "Conv", "ConvInteger", "ConvTranspose", "DeformConv", "FusedConv", "QLinearConv",
            "FusedGemm", "FusedMatMul", "Gemm", "MatMul", "MatMulInteger", "MatMulNBits", "QGemm", "QLinearMatMul",
            "GRU", "LSTM", "RNN",
            "Attention", "GroupQueryAttention", "MultiHeadAttention", "QAttention",
        ],
        StringComparer.Ordinal);

    /// <summary>One cut per layer group: as late as possible after one layer and not behind the next.</summary>
    public static List<int> ByLayer(Dataflow flow, int maxCrossings)
    {
        var cuts = new List<int>();
        var previous = -1;
        for (var position = 0; position < flow.Nodes.Count; position++)
        {
            if (!Layers.Contains(flow.Nodes[position].OpType))
                continue;
            if (previous >= 0 && LatestCut(flow, previous + 1, position, maxCrossings) is { } cut)
                cuts.Add(cut);
            previous = position;
        }

        return cuts;
    }

    /// <summary>Adds cuts wherever a slice has more parameters than it may; null where counting them would take too long.</summary>
    public static List<int>? ByParameters(Dataflow flow, OnnxGraph graph, List<int> cuts, long maxParameters, int maxCrossings)
    {
        var all = new List<int>();
        var budget = FreeSteps + (StepsPerNode * (long)graph.Nodes.Length);
        var start = 0;
        foreach (var end in cuts.Append(flow.Nodes.Count))
        {
            var counter = new ParameterCounter(flow, graph);
            var searched = start;
            for (var position = start; position < end; position++)
            {
                counter.Add(flow.Nodes[position]);
                if (counter.Steps > budget)
                    return null;
                if (counter.Count <= maxParameters)
                    continue;
                var cut = LatestCut(flow, searched + 1, position, maxCrossings);
                searched = position;
                if (cut is null)
                    continue;
                all.Add(cut.Value);
                (start, searched, position) = (cut.Value, cut.Value, cut.Value - 1);
                budget -= counter.Steps;
                counter = new ParameterCounter(flow, graph);
            }

            budget -= counter.Steps;
            if (end < flow.Nodes.Count)
                all.Add(end);
            start = end;
        }

        return all;
    }

    /// <summary>Drops cuts that would leave a slice without anything to return.</summary>
    public static List<int> WithOutputs(Dataflow flow, List<int> cuts)
    {
        var kept = new List<int>();
        var ends = new Stack<int>();
        var position = 0;
        var end = -1;
        foreach (var cut in cuts)
        {
            for (; position < cut; position++)
                end = Math.Max(end, flow.End(position));
            if (end < cut)
                continue;
            kept.Add(cut);
            ends.Push(end);
            end = -1;
        }

        for (; position < flow.Nodes.Count; position++)
            end = Math.Max(end, flow.End(position));
        while (end < flow.Nodes.Count && !flow.ReturnsGiven && kept.Count != 0)
        {
            kept.RemoveAt(kept.Count - 1);
            end = Math.Max(end, ends.Pop());
        }

        return kept;
    }

    private static int? LatestCut(Dataflow flow, int earliest, int latest, int maxCrossings)
    {
        for (var cut = latest; cut >= earliest; cut--)
        {
            if (flow.IsAllowed(cut) && flow.Crossings(cut) <= maxCrossings)
                return cut;
        }

        return null;
    }
}
