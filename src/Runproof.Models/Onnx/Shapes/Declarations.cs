using System.Collections.Frozen;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes;

/// <summary>What a file states about its intermediates and outputs: hints where inference is silent, contradictions where it is not.</summary>
internal sealed class Declarations
{
    private readonly FrozenDictionary<string, OnnxValueInfo> _valueInfos;
    private readonly Dictionary<string, OnnxValueInfo> _outputs;
    private readonly IReadOnlyDictionary<string, Dimension> _symbols;
    private readonly bool _zeroMeansFree;

    /// <summary>Takes a graph's declarations.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="symbols">Symbolic dimensions that the caller fixed.</param>
    /// <param name="zeroMeansFree">Whether a first dimension of 0 says nothing.</param>
    internal Declarations(OnnxGraph graph, IReadOnlyDictionary<string, Dimension> symbols, bool zeroMeansFree)
    {
        _valueInfos = graph.ValueInfos;
        _outputs = [];
        foreach (var output in graph.Outputs)
            _outputs.TryAdd(output.Name, output);
        _symbols = symbols;
        _zeroMeansFree = zeroMeansFree;
    }

    internal static ValueFacts OfKind(string kind) => kind switch
    {
        "sequence" => ValueFacts.SequenceOf(null),
        "optional" => ValueFacts.OptionalOf(null),
        _ => new ValueFacts { Kind = ValueKind.Other },
    };

    internal Declarations Of(OnnxGraph body) => new(body, _symbols, _zeroMeansFree);

    /// <summary>Completes inferred facts by what is declared, and reports where the two contradict each other.</summary>
    internal ValueFacts Reconcile(string name, ValueFacts facts, OnnxNode node, InferenceBudget budget)
    {
        if (!_outputs.TryGetValue(name, out var declared) && !_valueInfos.TryGetValue(name, out declared))
            return facts;
        if (declared.Tensor is null)
            return declared.OtherKind is { } kind && facts.KnowsNothing ? OfKind(kind) : facts;
        if (facts.Kind != ValueKind.Tensor)
            return facts;
        var shape = Bind(declared.Tensor.Shape, _symbols);
        if (_zeroMeansFree && shape is { Rank: > 0 } && shape[0] is { IsKnown: true, Value: 0 })
            shape = shape.With(0, Dimension.Unknown);
        var type = declared.Tensor with { Shape = shape };
        if (Contradicts(facts.Type, type))
        {
            budget.Report(
                ShapeErrors.Declaration,
                name,
                $"{node.OpType} {InferenceBudget.Quote(node.Name)} computes {InferenceBudget.Quote(name)} as {facts.Type}, and the file declares {type}",
                "removing the declared shapes, or exporting the model again");
            return facts;
        }

        var merged = new TensorType(facts.Type.Element == ElementType.Undefined ? type.Element : facts.Type.Element, Merge(facts.Type.Shape, type.Shape));
        return facts with { Type = merged, Reason = merged.IsStatic ? null : facts.Reason, Content = facts.Content };
    }

    /// <summary>Replaces symbolic dimensions that have been fixed, and drops what no tensor can have.</summary>
    internal static TensorShape? Bind(TensorShape? shape, IReadOnlyDictionary<string, Dimension> symbols)
    {
        if (shape is null || shape.Rank > ShapeArithmetic.MaximumRank)
            return null;
        var bound = new TensorShape([.. shape.Dimensions.Select(d => d.Name is { } name ? symbols.TryGetValue(name, out var fixedTo) ? fixedTo : Clip(d) : d)]);
        return bound.IsStatic && ShapeArithmetic.Count(bound) is null ? null : bound;
    }

    private static Dimension Clip(Dimension dimension) => dimension.Name is { Length: > 0 and <= 64 } ? dimension : Dimension.Unknown;

    private static bool Contradicts(TensorType inferred, TensorType declared)
    {
        if (inferred.Element != ElementType.Undefined && declared.Element != ElementType.Undefined && inferred.Element != declared.Element)
            return true;
        if (inferred.Shape is not { } a || declared.Shape is not { } b)
            return false;
        return a.Rank != b.Rank || a.Dimensions.Zip(b.Dimensions, ShapeArithmetic.Contradict).Any(c => c);
    }

    private static TensorShape? Merge(TensorShape? inferred, TensorShape? declared)
    {
        if (inferred is null || declared is null)
            return inferred ?? declared;
        var merged = new TensorShape([.. inferred.Dimensions.Zip(declared.Dimensions, ShapeArithmetic.Both)]);
        return merged.IsStatic && ShapeArithmetic.Count(merged) is null ? inferred : merged;
    }
}
