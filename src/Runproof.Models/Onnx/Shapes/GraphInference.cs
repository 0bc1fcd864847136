using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Shapes.Folding;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes;

/// <summary>Inference over one graph or subgraph; names that it does not define are looked up in the graph around it.</summary>
internal sealed class GraphInference
{
    private readonly Dictionary<string, ValueFacts> _facts = new(StringComparer.Ordinal);
    private readonly GraphInference? _outer;
    private readonly OnnxGraph _graph;
    private readonly Declarations? _declarations;
    private readonly int _depth;

    internal GraphInference(OnnxGraph graph, long opset, InferenceBudget budget, Declarations? declarations, GraphInference? outer = null)
    {
        _graph = graph;
        _declarations = declarations;
        _outer = outer;
        _depth = outer is null ? 0 : outer._depth + 1;
        Opset = opset;
        Budget = budget;
    }

    internal long Opset { get; }

    internal InferenceBudget Budget { get; }

    internal IReadOnlyDictionary<string, ValueFacts> Facts => _facts;

    /// <summary>Walks the nodes; the inputs' facts are given by name.</summary>
    internal void Run(IEnumerable<KeyValuePair<string, ValueFacts>> inputs)
    {
        foreach (var (name, initializer) in _graph.Initializers)
            _facts[name] = OfInitializer(initializer);
        foreach (var (name, facts) in inputs)
            _facts[name] = facts;
        foreach (var node in _graph.Nodes)
            Visit(node);
    }

    /// <summary>Infers a subgraph of this graph.</summary>
    /// <param name="body">The subgraph.</param>
    /// <param name="inputs">Facts of its inputs, in order; missing ones are taken from its declarations.</param>
    /// <returns>Facts of its outputs, in order; null where the nesting or the work exceeds the limits.</returns>
    internal ValueFacts[]? RunBody(OnnxGraph body, IReadOnlyList<ValueFacts> inputs)
    {
        if (_depth >= InferenceBudget.MaximumDepth || !Budget.HasWorkLeft)
            return null;
        Budget.Spend(32 + body.Initializers.Count + body.Inputs.Length + body.Outputs.Length);
        var inner = new GraphInference(body, Opset, Budget, _declarations?.Of(body), this);
        inner.Run(body.Inputs.Select((input, i) => KeyValuePair.Create(input.Name, OfBodyInput(input, i < inputs.Count ? inputs[i] : ValueFacts.Unknown))));
        return [.. body.Outputs.Select(output => inner.Resolved(output.Name))];
    }

    internal ValueFacts Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            if (scope._facts.TryGetValue(name, out var facts))
                return facts;
        }

        return ValueFacts.Unknown;
    }

    /// <summary>The elements of a value as far as they are known; decodes constants the first time they are asked for.</summary>
    internal SmallTensor? ContentOf(string name)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            if (!scope._facts.TryGetValue(name, out var facts))
                continue;
            if (facts.Content is not null || facts.Initializer is null)
                return facts.Content ?? Empty(facts.Type);
            var content = Decode(facts.Initializer);
            scope._facts[name] = facts with { Content = content, Initializer = null };
            return content;
        }

        return null;
    }

    /// <summary>A tensor without elements hides none.</summary>
    private static SmallTensor? Empty(TensorType type) =>
        ShapeArithmetic.Count(type.Shape) == 0 ? SmallTensor.Make(type.Element, type.Shape!.ToArray(), []) : null;

    /// <summary>The elements of a constant, where it is small enough to be of use for shapes.</summary>
    internal SmallTensor? Decode(OnnxInitializer initializer)
    {
        if (initializer.ElementCount > SmallTensor.MaximumElements || !SmallTensor.Holds(initializer.Element) || !Budget.HasWorkLeft)
            return null;
        Budget.Spend(initializer.ElementCount);
        return initializer.Load() is { } tensor ? SmallTensor.From(tensor) : null;
    }

    internal static ValueFacts OfInitializer(OnnxInitializer initializer) =>
        ValueFacts.Of(initializer.Element, ShapeArithmetic.FromNumbers(initializer.Shape)) with { Initializer = initializer };

    private void Visit(OnnxNode node)
    {
        Budget.Spend(8);
        var call = new OperatorCall(this, node);
        var rule = OperatorCatalog.Find(node);
        if (rule is null)
            call.Because(node.IsStandard ? $"the operator {InferenceBudget.Quote(node.OpType)} is not known" : $"the operator {InferenceBudget.Quote(node.OpType)} of {InferenceBudget.Quote(node.Domain)} is not known");
        else if (Enumerable.Range(0, rule.Inputs).Any(i => !call.Has(i)))
            call.BadNode($"it needs {rule.Inputs} inputs, and one is missing");
        else
            rule.Infer(call);

        for (var i = 0; i < node.Outputs.Length; i++)
        {
            var name = node.Outputs[i];
            if (name.Length == 0)
                continue;
            var facts = call.Result(i);
            if (facts.Content is { } content)
            {
                Budget.Spend(content.Items.Length);
                if (!Budget.HasWorkLeft)
                    facts = facts with { Content = null, ContentReason = "takes more folding than inference allows itself" };
            }

            _facts[name] = _declarations?.Reconcile(name, facts, node, Budget) ?? facts;
        }
    }

    /// <summary>What a subgraph's input is: what the call passes, completed by what the subgraph declares.</summary>
    private static ValueFacts OfBodyInput(OnnxValueInfo declared, ValueFacts passed)
    {
        if (passed.Kind != ValueKind.Tensor)
            return passed;
        if (passed.KnowsNothing && declared.OtherKind is { } kind)
            return Declarations.OfKind(kind);
        var element = passed.Type.Element == ElementType.Undefined ? declared.Tensor?.Element ?? ElementType.Undefined : passed.Type.Element;
        var facts = passed with { Type = passed.Type with { Element = element } };
        return facts.Type.IsStatic
            ? facts with { Reason = null }
            : facts with { Reason = facts.Reason ?? $"input {InferenceBudget.Quote(declared.Name)} of a subgraph varies", ContentReason = facts.ContentReason ?? $"depends on the values of {InferenceBudget.Quote(declared.Name)}, an input of a subgraph" };
    }

    /// <summary>Facts that make sense outside this scope: constants decoded, since their owner goes away.</summary>
    private ValueFacts Resolved(string name)
    {
        var content = ContentOf(name);
        return Find(name) with { Content = content };
    }
}
