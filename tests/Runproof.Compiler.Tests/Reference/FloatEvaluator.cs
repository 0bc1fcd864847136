using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Shapes;
using Runproof.Models.Tensors;

namespace Runproof.Compiler.Tests.Reference;

/// <summary>
/// Executes a model with loops that follow the operators' definitions: a reference that shares nothing with the compiler but the reader and the inferred
/// shapes.
/// </summary>
internal sealed class FloatEvaluator(OnnxModel model)
{
    private readonly ShapeTable _shapes = ShapeInference.Infer(model);

    /// <summary>All values of the graph for some inputs.</summary>
    public Dictionary<string, FloatTensor> Run(IReadOnlyDictionary<string, FloatTensor> inputs)
    {
        var values = new Dictionary<string, FloatTensor>(inputs, StringComparer.Ordinal);
        foreach (var (name, initializer) in model.Graph.Initializers)
        {
            if (OfTensor(initializer.Load()!) is { } constant)
                values[name] = constant;
        }

        foreach (var node in model.Graph.Nodes)
        {
            if (_shapes[node.Outputs[0]] is { Element: ElementType.Int64 } && node.OpType != "ArgMax")
                continue;
            values[node.Outputs[0]] = node.OpType == "Constant"
                ? OfTensor(node.Attributes["value"].Tensor!.Load()!)!
                : Operators.Evaluate(node, model.Opset, index => node.Input(index) is { } name ? values.GetValueOrDefault(name) : null, Integers(node), ShapeOf(node.Outputs[0]));
        }

        return values;
    }

    public int[] ShapeOf(string name) => [.. _shapes[name]!.Shape!.ToArray().Select(dimension => (int)dimension)];

    private Func<int, long[]?> Integers(OnnxNode node) => index => node.Input(index) is { } name
        ? (model.Graph.Initializers.TryGetValue(name, out var initializer) ? initializer.Load() : _shapes.Constant(name))?.AsInt64s().ToArray()
        : null;

    private static FloatTensor? OfTensor(Tensor tensor) => tensor.Type == ElementType.Float
        ? new([.. tensor.Shape.ToArray().Select(dimension => (int)dimension)], [.. tensor.AsFloats().ToArray().Select(value => (double)value)])
        : null;
}
