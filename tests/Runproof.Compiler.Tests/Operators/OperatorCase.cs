using Runproof.Compiler.Tests.Reference;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;

namespace Runproof.Compiler.Tests.Operators;

/// <summary>A tiny model around an operator, with inputs to calibrate and execute it on.</summary>
internal sealed class OperatorCase
{
    private readonly OnnxModelBuilder _builder;
    private readonly Random _random;
    private readonly Dictionary<string, int[]> _inputs = [];
    private bool _isPositive;
    private string _last = "";
    private int _count;

    private OperatorCase(string name, long opset)
    {
        Name = name;
        _builder = new("graph", opset);
        _random = new(name.Aggregate(7, (hash, letter) => (hash * 31) + letter));
    }

    /// <summary>What the case is about.</summary>
    public string Name { get; }

    /// <summary>The operator in question.</summary>
    public string OpType { get; private set; } = "";

    /// <summary>The model.</summary>
    public OnnxModel Model => field ??= TestCircuit.Read(Build());

    /// <summary>Starts a case.</summary>
    public static OperatorCase Of(string name, long opset = 17) => new(name, opset);

    /// <summary>Adds an input of the model.</summary>
    public OperatorCase Input(params int[] shape)
    {
        string name = "x" + _inputs.Count;
        _inputs.Add(name, shape);
        _builder.AddInput(name, new(ElementType.Float, TensorShape.Of([.. shape.Select(d => (long)d)])));
        _last = name;
        return this;
    }

    /// <summary>Inputs are not negative.</summary>
    public OperatorCase Positive()
    {
        _isPositive = true;
        return this;
    }

    /// <summary>Adds a constant of random floats.</summary>
    public OperatorCase Weights(string name, int[] shape, double least = -1, double most = 1)
    {
        var values = new float[shape.Aggregate(1, (product, dimension) => product * dimension)];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(least + ((most - least) * _random.NextDouble()));
        _builder.AddInitializer(name, Tensor.OfFloats([.. shape.Select(d => (long)d)], values));
        return this;
    }

    /// <summary>Adds a constant of integers.</summary>
    public OperatorCase Integers(string name, params long[] values)
    {
        _builder.AddInitializer(name, Tensor.OfInt64s([values.Length], values));
        return this;
    }

    /// <summary>Adds a node whose first input is the value before it, named <c>v0</c>, <c>v1</c> and so on.</summary>
    public OperatorCase Node(string opType, string[] others, params OnnxAttribute[] attributes) => NodeOf(opType, [_last, .. others], attributes);

    /// <summary>Adds a node.</summary>
    public OperatorCase NodeOf(string opType, string[] inputs, params OnnxAttribute[] attributes)
    {
        OpType = opType;
        string output = "v" + _count++;
        _builder.AddNode(opType, inputs, [output], "", attributes);
        _last = output;
        return this;
    }

    /// <summary>Random inputs.</summary>
    public IReadOnlyList<Dictionary<string, FloatTensor>> Samples(int count) => [.. Enumerable.Range(0, count).Select(_ => _inputs.ToDictionary(
        input => input.Key,
        input => FloatTensor.Make(input.Value, _ => (_isPositive ? 0 : -2) + ((_isPositive ? 4 : 4) * _random.NextDouble()))))];

    /// <inheritdoc/>
    public override string ToString() => Name;

    private byte[] Build()
    {
        _builder.AddOutput(_last, null);
        return _builder.Build();
    }
}
