using Runproof.Core.Diagnostics;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Shapes.Folding;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes;

/// <summary>One node as an operator's rule sees it: facts of the inputs to read, facts of the outputs to fill in.</summary>
internal sealed class OperatorCall
{
    private readonly GraphInference _graph;
    private readonly ValueFacts?[] _outputs;
    private string? _because;
    private string? _unreadContent;

    internal OperatorCall(GraphInference graph, OnnxNode node)
    {
        _graph = graph;
        Node = node;
        _outputs = new ValueFacts?[node.Outputs.Length];
    }

    internal OnnxNode Node { get; }

    internal long Opset => _graph.Opset;

    internal GraphInference Graph => _graph;

    internal int InputCount => Node.Inputs.Length;

    internal int OutputCount => Node.Outputs.Length;

    /// <summary>Why this call's outputs are not static, for facts that a rule builds itself.</summary>
    internal string? Reason => _because ?? _unreadContent;

    internal bool Has(int input) => Node.Input(input) is not null;

    internal bool Wants(int output) => output < Node.Outputs.Length && Node.Outputs[output].Length != 0;

    /// <summary>All facts of an input; nothing known where it is absent.</summary>
    internal ValueFacts Facts(int input) => Node.Input(input) is { } name ? _graph.Find(name) : ValueFacts.Unknown;

    internal TensorType Type(int input) => Facts(input).Type;

    internal ElementType Element(int input) => Type(input).Element;

    internal TensorShape? Shape(int input) => Type(input).Shape;

    /// <summary>The shape of an input whose rank must be at least the one given; null, with a problem recorded, where it is less.</summary>
    internal TensorShape? ShapeOfRankAtLeast(int input, int rank)
    {
        var shape = Shape(input);
        if (shape is null || shape.Rank >= rank)
            return shape;
        Mismatch($"{Describe(input)} needs at least {rank} dimensions");
        return null;
    }

    /// <summary>The shape of an input whose rank must be the one given; null, with a problem recorded, where it differs.</summary>
    internal TensorShape? ShapeOfRank(int input, int rank)
    {
        var shape = Shape(input);
        if (shape is null || shape.Rank == rank)
            return shape;
        Mismatch($"{Describe(input)} needs {rank} dimensions");
        return null;
    }

    /// <summary>The elements of an input as far as they are known; null where nothing is. Remembers the input as the reason where something is missing.</summary>
    internal SmallTensor? Content(int input)
    {
        var content = Peek(input);
        if ((content is null || !content.IsKnown) && Node.Input(input) is { } name)
            _unreadContent ??= Facts(input).ContentReason ?? "depends on the values of " + InferenceBudget.Quote(name);
        return content;
    }

    /// <summary>The elements of an input, for folding: their absence is no reason for anything.</summary>
    internal SmallTensor? Peek(int input) => Node.Input(input) is { } name ? _graph.ContentOf(name) : null;

    /// <summary>The elements of an input as integers; null unless all are known.</summary>
    internal long[]? Integers(int input) => Content(input)?.Integers();

    /// <summary>The single integer that an input holds; null unless it is known.</summary>
    internal long? Integer(int input) => Content(input) is { Items: [var item] } ? item.Integer : null;

    /// <summary>Element type that an integer attribute names, or a default where it is absent.</summary>
    internal ElementType ElementAttribute(string name, ElementType otherwise)
    {
        if (Node.Int(name) is not { } number)
            return otherwise;
        if (number is > int.MinValue and < int.MaxValue && ElementTypes.IsKnown((int)number))
            return (ElementType)number;
        BadNode($"attribute '{name}' is {number}, which is no element type");
        return ElementType.Undefined;
    }

    /// <summary>An axis counted from the front; null, with a problem recorded, where it lies outside the rank.</summary>
    internal int? Axis(long axis, int rank)
    {
        if (axis >= -rank && axis < rank)
            return (int)(axis < 0 ? axis + rank : axis);
        BadNode($"axis {axis} lies outside a tensor of {rank} dimensions");
        return null;
    }

    /// <summary>Axes counted from the front; null, with a problem recorded, where one lies outside the rank.</summary>
    internal int[]? Axes(IReadOnlyList<long> axes, int rank)
    {
        var result = new int[axes.Count];
        for (var i = 0; i < result.Length; i++)
        {
            if (Axis(axes[i], rank) is not { } axis)
                return null;
            result[i] = axis;
        }

        return result;
    }

    /// <summary>A computed number as a dimension; a number that cannot be one is a problem and unknown.</summary>
    internal Dimension Size(Int128 value)
    {
        if (!ShapeArithmetic.Fits(value))
        {
            var limit = value < 0 ? "which is negative" : "which is too large";
            Report(ShapeErrors.BadSize, $"a dimension of the result would be {value}, {limit}", "an input of another size, or other strides, pads or sizes");
        }

        return ShapeArithmetic.Known(value);
    }

    /// <summary>The dimension that two statements about the same number give together; a contradiction is a problem.</summary>
    internal Dimension Same(Dimension a, Dimension b, string what)
    {
        if (ShapeArithmetic.Contradict(a, b))
            Mismatch($"{what} would be both {a} and {b}");
        return ShapeArithmetic.Both(a, b);
    }

    /// <summary>Broadcasts the shapes of inputs that are present; null where a rank is unknown or they do not fit.</summary>
    internal TensorShape? BroadcastInputs(params ReadOnlySpan<int> inputs)
    {
        TensorShape? result = TensorShape.Scalar;
        foreach (var input in inputs)
        {
            if (Shape(input) is not { } shape)
                return null;
            if (!ShapeArithmetic.TryBroadcast(result!, shape, out var wider))
            {
                Mismatch($"{Describe(input)} cannot be broadcast with {result}");
                return null;
            }

            result = wider;
        }

        return result;
    }

    internal void Output(int output, ElementType element, TensorShape? shape, SmallTensor? content = null)
    {
        var facts = ValueFacts.Of(element, shape);
        if (content is not null && content.IsUseful && shape is { IsStatic: true } && shape.ToArray().SequenceEqual(content.Dimensions))
            facts = facts with { Content = content };
        Output(output, facts);
    }

    internal void Output(int output, ValueFacts facts)
    {
        if (output < _outputs.Length)
            _outputs[output] = facts;
    }

    /// <summary>States why an output is not static where its inputs do not tell.</summary>
    internal void Because(string reason) => _because ??= reason;

    internal void Mismatch(string message) => Report(ShapeErrors.Mismatch, message, "a model whose shapes fit together, or another input shape");

    internal void BadNode(string message) => Report(ShapeErrors.BadNode, message, "exporting the model again with a current exporter");

    internal void Report(ErrorCode code, string message, string hint)
    {
        Because($"{Node.OpType} {InferenceBudget.Quote(Node.Name)} contradicts itself");
        _graph.Budget.Report(code, Node.Name, $"{Node.OpType} {InferenceBudget.Quote(Node.Name)}: {message}", hint);
    }

    /// <summary>Name and type of an input, for messages.</summary>
    internal string Describe(int input) => Node.Input(input) is { } name ? $"{InferenceBudget.Quote(name)} {Type(input)}" : $"input {input}";

    /// <summary>The facts of an output, with a reason wherever its type is not static.</summary>
    internal ValueFacts Result(int output)
    {
        var facts = _outputs[output] ?? ValueFacts.Unknown;
        if (facts.Kind != ValueKind.Tensor)
            return facts;
        if (facts.Type.Shape is { Rank: > ShapeArithmetic.MaximumRank })
            facts = ValueFacts.Of(facts.Type.Element, null) with { Reason = $"it has more than {ShapeArithmetic.MaximumRank} dimensions" };
        if (facts.Type.Shape is { IsStatic: true } shape && ShapeArithmetic.Count(shape) is null)
        {
            Report(ShapeErrors.BadSize, $"the result {shape} has more elements than can be addressed", "an input of another size");
            facts = ValueFacts.Of(facts.Type.Element, ShapeArithmetic.UnknownOfRank(shape.Rank)) with { Reason = "it has more elements than can be addressed" };
        }

        return facts with
        {
            Reason = facts.Type.IsStatic ? null : facts.Reason ?? Reason ?? ReasonOfInputs() ?? $"{Node.OpType} {InferenceBudget.Quote(Node.Name)} does not determine it",
            ContentReason = facts.Content is { IsKnown: true } ? null
                : facts.ContentReason ?? ContentReasonOfInputs() ?? $"depends on the values of {InferenceBudget.Quote(Node.Outputs[output])}, which {Node.OpType} computes",
        };
    }

    private string? ReasonOfInputs()
    {
        foreach (var name in Node.Inputs)
        {
            if (name.Length != 0 && _graph.Find(name) is { Reason: { } reason })
                return reason;
        }

        return null;
    }

    private string? ContentReasonOfInputs()
    {
        foreach (var name in Node.Inputs.Take(ShapeArithmetic.MaximumRank))
        {
            if (name.Length != 0 && _graph.Find(name) is { ContentReason: { } reason, Initializer: null })
                return reason;
        }

        return null;
    }
}
