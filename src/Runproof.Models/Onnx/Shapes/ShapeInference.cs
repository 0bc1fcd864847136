using System.Collections.Frozen;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Shapes.Folding;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes;

/// <summary>Finds the element type and the shape of every value of a graph from those of its inputs.</summary>
/// <remarks>
/// The graph may come from a hostile file: contradictions become problems, what cannot be known becomes a reason, and the work
/// is bounded. Small constants are followed through the graph, so that computed target shapes resolve.
/// </remarks>
public static class ShapeInference
{
    private const string OptionHint = "shapes and values that agree with what the model declares";

    /// <summary>Infers the types of all values of a model's main graph.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">What is known of the inputs; batch 1 where it is null.</param>
    /// <exception cref="IOException">A small constant lies in another file that cannot be read any more.</exception>
    public static ShapeTable Infer(OnnxModel model, ShapeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Infer(model.Graph, model.Opset, options);
    }

    /// <summary>Infers the types of all values of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="opset">Version of ONNX's own operator set that the model imports.</param>
    /// <param name="options">What is known of the inputs; batch 1 where it is null.</param>
    /// <exception cref="IOException">A small constant lies in another file that cannot be read any more.</exception>
    public static ShapeTable Infer(OnnxGraph graph, long opset, ShapeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        options ??= ShapeOptions.Default;
        var budget = new InferenceBudget(graph.Nodes.Length);
        var names = (options.InputShapes?.Keys ?? []).Concat(options.InputValues?.Keys ?? []).Distinct(StringComparer.Ordinal);
        foreach (var name in names.Except(graph.Inputs.Select(i => i.Name), StringComparer.Ordinal).Order(StringComparer.Ordinal))
            budget.Report(ShapeErrors.BadOption, name, $"the model has no input {InferenceBudget.Quote(name)}", OptionHint);
        var symbols = new Dictionary<string, Dimension>(StringComparer.Ordinal);
        var zeroMeansFree = options.Batch is not null && graph.Outputs.All(o => o.Tensor?.Shape is null || (o.Tensor.Shape.Rank > 0 && IsFreeOrZero(o.Tensor.Shape[0])));
        var overrides = graph.Inputs.Select(input => Override(input, options, zeroMeansFree, budget)).ToArray();
        var declarationsHold = true;
        var zeroReplaced = false;
        for (var i = 0; i < overrides.Length; i++)
        {
            declarationsHold &= Learn(graph.Inputs[i].Tensor?.Shape, overrides[i], symbols);
            zeroReplaced |= zeroMeansFree && overrides[i] is { Rank: > 0 } && graph.Inputs[i].Tensor?.Shape is { Rank: > 0 } shape && shape[0] == Dimension.Of(0);
        }

        var inputs = new Dictionary<string, ValueFacts>(StringComparer.Ordinal);
        for (var i = 0; i < overrides.Length; i++)
            inputs[graph.Inputs[i].Name] = OfInput(graph.Inputs[i], overrides[i], options, symbols);
        var declarations = options.UseDeclarations && declarationsHold ? new Declarations(graph, symbols, zeroReplaced) : null;
        var inference = new GraphInference(graph, opset, budget, declarations);
        inference.Run(inputs);
        return new ShapeTable(inference.Facts.ToFrozenDictionary(StringComparer.Ordinal), budget.Problems, name =>
        {
            lock (inference)
                return inference.ContentOf(name)?.ToTensor();
        });
    }

    private static bool IsFreeOrZero(Dimension dimension) => !dimension.IsKnown || dimension.Value == 0;

    /// <summary>The value that the options give an input; null where they give none, or one of another type.</summary>
    private static Tensor? Value(OnnxValueInfo input, ShapeOptions options) =>
        options.InputValues?.GetValueOrDefault(input.Name) is { } value && (input.Tensor?.Element ?? ElementType.Undefined) is var element
            && (element == value.Type || element == ElementType.Undefined) ? value : null;

    /// <summary>The shape that the options give an input; null where they say nothing.</summary>
    private static TensorShape? Override(OnnxValueInfo input, ShapeOptions options, bool zeroMeansFree, InferenceBudget budget)
    {
        if (input.OtherKind is not null)
            return null;
        var declared = input.Tensor?.Shape;
        var given = options.InputShapes?.GetValueOrDefault(input.Name);
        if (Value(input, options) is { } value)
            given = ShapeArithmetic.FromNumbers(value.Shape.ToArray());
        else if (options.InputValues?.GetValueOrDefault(input.Name) is { } misfit)
            budget.Report(ShapeErrors.BadOption, input.Name, $"input {InferenceBudget.Quote(input.Name)} is declared as {input.Tensor} and given a value {misfit}", OptionHint);
        if (given is not null)
        {
            if (declared is null || declared.Rank == given.Rank)
                return given;
            budget.Report(ShapeErrors.BadOption, input.Name, $"input {InferenceBudget.Quote(input.Name)} is declared as {input.Tensor} and given as {given}", OptionHint);
            return null;
        }

        if (options.Batch is not { } batch || declared is not { Rank: > 0 and <= ShapeArithmetic.MaximumRank } shape)
            return null;
        var free = !shape[0].IsKnown || (zeroMeansFree && shape.Rank > 1 && shape[0].Value == 0 && input.Tensor!.Element is ElementType.Float);
        return free ? shape.With(0, ShapeArithmetic.Known(batch)) : null;
    }

    /// <summary>Learns which number each symbolic dimension stands for.</summary>
    /// <returns>False where the shape in force differs from a declared number, so that the file's other declarations do not hold.</returns>
    private static bool Learn(TensorShape? declared, TensorShape? given, Dictionary<string, Dimension> symbols)
    {
        if (declared is null || given is null)
            return true;
        var holds = true;
        for (var i = 0; i < declared.Rank; i++)
        {
            if (declared[i].Name is { } name && given[i].IsKnown)
                symbols.TryAdd(name, given[i]);
            holds &= !ShapeArithmetic.Contradict(declared[i], given[i]) || declared[i].Value == 0;
        }

        return holds;
    }

    private static ValueFacts OfInput(OnnxValueInfo input, TensorShape? given, ShapeOptions options, Dictionary<string, Dimension> symbols)
    {
        var name = InferenceBudget.Quote(input.Name);
        if (input.OtherKind is { } kind)
            return Declarations.OfKind(kind);
        var shape = Declarations.Bind(given ?? input.Tensor?.Shape, symbols);
        var facts = ValueFacts.Of(input.Tensor?.Element ?? ElementType.Undefined, shape) with { ContentReason = "depends on the values of input " + name };
        if (Value(input, options) is { } value && shape is not null && value.Shape.SequenceEqual(shape.ToArray()))
            facts = facts with { Type = new TensorType(value.Type, shape), Content = SmallTensor.From(value) };
        if (facts.Type.IsStatic)
            return facts;
        if (shape is null)
            return facts with { Reason = $"input {name} has no declared shape" };
        var free = shape.Dimensions.Select((d, i) => (Dimension: d, Index: i)).FirstOrDefault(d => !d.Dimension.IsKnown);
        return facts with
        {
            Reason = shape.IsStatic ? $"input {name} has no declared element type"
                : free.Dimension.Name is { } symbol ? $"dimension {free.Index} of input {name} is free ({InferenceBudget.Quote(symbol)})"
                : $"dimension {free.Index} of input {name} is free",
        };
    }
}
