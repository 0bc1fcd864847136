using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Shapes;
using Runproof.Models.Tensors;

namespace Runproof.Compiler.Models.Graph;

/// <summary>The values of a graph that do not depend on its inputs, computed when they are asked for.</summary>
internal sealed class ConstantValues
{
    private const int MostDepth = 64;

    private readonly OnnxGraph _graph;
    private readonly ShapeTable _shapes;
    private readonly Dictionary<string, OnnxNode> _producers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _constant = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RealTensor?> _reals = new(StringComparer.Ordinal);

    /// <summary>Finds out what is constant.</summary>
    public ConstantValues(OnnxModel model, ShapeTable shapes)
    {
        (_graph, _shapes) = (model.Graph, shapes);
        _constant.UnionWith(_graph.Initializers.Keys);
        foreach (var node in _graph.Nodes)
        {
            bool all = node.IsStandard && node.Reads.All(_constant.Contains) && !node.OpType.StartsWith("Random", StringComparison.Ordinal);
            foreach (string output in node.Outputs.Where(output => output.Length != 0))
            {
                _producers[output] = node;
                if (all || shapes.Constant(output) is not null)
                    _constant.Add(output);
            }
        }
    }

    /// <summary>Whether a value is the same for all inputs.</summary>
    public bool IsConstant(string name) => _constant.Contains(name);

    /// <summary>The real numbers of a constant; null where it is none, holds no floats, or comes from operators that are not folded.</summary>
    /// <exception cref="IOException">It lies in another file that cannot be read any more.</exception>
    public RealTensor? Reals(string name) => Reals(name, 0);

    /// <summary>The integers of a small constant; null where it is none or holds no integers.</summary>
    /// <exception cref="IOException">It lies in another file that cannot be read any more.</exception>
    public long[]? Integers(string name)
    {
        var tensor = _graph.Initializers.TryGetValue(name, out var initializer) && initializer.ElementCount <= 64 ? initializer.Load() : _shapes.Constant(name);
        return tensor?.Type switch
        {
            ElementType.Int64 => tensor.AsInt64s().ToArray(),
            ElementType.Int32 => [.. System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(tensor.Data.Span).ToArray().Select(value => (long)value)],
            _ => null,
        };
    }

    private RealTensor? Reals(string name, int depth)
    {
        if (_reals.TryGetValue(name, out var known))
            return known;
        RealTensor? value = null;
        if (_graph.Initializers.TryGetValue(name, out var initializer))
            value = RealTensor.Of(initializer);
        else if (depth < MostDepth && IsConstant(name) && _producers.TryGetValue(name, out var node) && node.IsStandard)
            value = Fold(node, name, depth) ?? RealTensor.Of(_shapes.Constant(name));
        _reals[name] = value;
        return value;
    }

    private RealTensor? Fold(OnnxNode node, string name, int depth)
    {
        if (node.OpType == "Constant")
            return OfAttribute(node);
        if (node.Input(0) is not { } first || Reals(first, depth + 1) is not { } x || _shapes[name]?.Shape is not { IsStatic: true } shape)
            return null;
        long[] dimensions = shape.ToArray();
        switch (node.OpType)
        {
            case "Identity" or "Dropout" or "Cast":
                return _shapes[name]!.Element == ElementType.Float ? x : null;
            case "Reshape" or "Flatten" or "Squeeze" or "Unsqueeze":
                return x.Reshape(dimensions);
            case "Transpose":
                return x.Transpose(node.Ints("perm") is { } order ? [.. order.Select(axis => (int)axis)] : [.. Enumerable.Range(0, x.Shape.Length).Reverse()]);
            case "Neg":
                return x.Select(value => -value);
            case "Sqrt":
                return x.Select(Math.Sqrt);
            case "Add" or "Sub" or "Mul" or "Div":
                return node.Input(1) is { } second && Reals(second, depth + 1) is { } y ? Pair(node.OpType, x, y, dimensions) : null;
            default:
                return null;
        }
    }

    private static RealTensor? OfAttribute(OnnxNode node)
    {
        if (node.Attributes.TryGetValue("value", out var value))
            return RealTensor.Of(value.Tensor);
        if (node.Attributes.TryGetValue("value_float", out value) && value.Float is { } single)
            return new([], new double[] { single });
        return node.Attributes.TryGetValue("value_floats", out value) && !value.Floats.IsDefault
            ? new([value.Floats.Length], Array.ConvertAll([.. value.Floats], item => (double)item))
            : null;
    }

    private static RealTensor? Pair(string operation, RealTensor x, RealTensor y, long[] dimensions)
    {
        if (dimensions.Any(dimension => dimension > int.MaxValue) || Circuits.Tensors.CircuitShape.TryCreate([.. dimensions.Select(d => (int)d)]) is not { } shape)
            return null;
        if (!RealValues.Fits(x, shape) || !RealValues.Fits(y, shape))
            return null;
        Func<double, double, double> compute = operation switch
        {
            "Add" => static (left, right) => left + right,
            "Sub" => static (left, right) => left - right,
            "Mul" => static (left, right) => left * right,
            _ => static (left, right) => left / right,
        };
        return new(dimensions, () =>
        {
            var (left, right) = (RealValues.Broadcast(x, shape)!, RealValues.Broadcast(y, shape)!);
            var values = new double[shape.Count];
            for (int i = 0; i < values.Length; i++)
                values[i] = compute(left.At(shape, i), right.At(shape, i));
            return values;
        });
    }
}
