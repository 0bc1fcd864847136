using System.Runtime.InteropServices;
using Google.Protobuf;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Formats.Onnx.Wire;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Tests.Execution;

/// <summary>Small models that are shaped in the ways that real ones are, each with where to cut it and an input.</summary>
internal sealed record GraphModel(byte[] Model, string[] Cuts, params Tensor[] Inputs)
{
    private static readonly TensorType Vector = new(ElementType.Float, TensorShape.Of(1, 4));
    private static readonly TensorType Flag = new(ElementType.Bool, TensorShape.Scalar);
    private static readonly Tensor Values = Tensor.OfFloats([1, 4], [0.5f, -1.25f, 2, 3]);

    /// <summary>Every model by what is special about it.</summary>
    public static SortedDictionary<string, GraphModel> All { get; } = new(StringComparer.Ordinal)
    {
        ["constants listed as inputs, and nodes without names out of order"] = OldStyle(),
        ["a value that is read two slices later"] = Skip(),
        ["an output that is also read inside"] = InnerOutput(),
        ["several inputs and outputs"] = Many(),
        ["absent optional inputs"] = Absent(),
        ["integers and booleans at the boundaries"] = Integers(),
        ["halves at the boundaries"] = Halves(0.5f),
        ["an If that takes its first branch"] = Choice(1),
        ["an If that takes its second branch"] = Choice(0),
        ["a Loop that reads a value of an earlier slice"] = Loop(),
        ["a batch that the input decides"] = Batch(3),
        ["an empty batch"] = Batch(0),
    };

    private static OnnxModelBuilder Start(long opset = 17) => new OnnxModelBuilder(opset: opset)
        .AddInput("x", Vector)
        .AddOutput("y", Vector)
        .AddInitializer("w", Tensor.OfFloats([4, 4], [.. Enumerable.Range(0, 16).Select(i => MathF.Sin(i))]));

    private static GraphModel OldStyle() => new(
        new OnnxModelBuilder(opset: 8, irVersion: 3)
            .AddInput("x", Vector)
            .AddInput("w", new TensorType(ElementType.Float, TensorShape.Of(4, 4)))
            .AddOutput("y", Vector)
            .AddInitializer("w", Tensor.OfFloats([4, 4], [.. Enumerable.Range(0, 16).Select(i => i / 7f)]))
            .AddNode("MatMul", ["r", "w"], ["m"])
            .AddNode("Relu", ["x"], ["r"])
            .AddNode("Relu", ["m"], ["y"])
            .Build(),
        ["Relu_0", "MatMul_1"],
        Values);

    private static GraphModel Skip() => new(
        Start().AddNode("MatMul", ["x", "w"], ["a"], "a").AddNode("Exp", ["a"], ["b"], "b").AddNode("MatMul", ["b", "w"], ["c"], "c")
            .AddNode("Add", ["a", "c"], ["y"], "y").Build(),
        ["a", "b", "c"],
        Values);

    private static GraphModel InnerOutput() => new(
        Start().AddOutput("a", Vector).AddNode("MatMul", ["x", "w"], ["a"], "a").AddNode("Tanh", ["a"], ["y"], "y").Build(), ["a"], Values);

    private static GraphModel Many() => new(
        Start().AddInput("late", Vector).AddInput("unused", Flag).AddOutput("z", Vector).AddOutput("early", Vector)
            .AddNode("MatMul", ["x", "w"], ["early"], "a")
            .AddNode("Mul", ["early", "late"], ["y"], "b")
            .AddNode("Sub", ["y", "x"], ["z"], "c")
            .Build(),
        ["a", "b"],
        Values,
        Tensor.OfFloats([1, 4], [1, 2, 3, 4]),
        new Tensor(ElementType.Bool, [], new byte[] { 1 }));

    private static GraphModel Absent() => new(
        Start().AddInitializer("top", Tensor.OfFloats([], [0.75f]))
            .AddNode("MatMul", ["x", "w"], ["a"], "a")
            .AddNode("Clip", ["a", "", "top"], ["b"], "b")
            .AddNode("Gemm", ["b", "w", ""], ["y"], "c")
            .Build(),
        ["a", "b"],
        Values);

    private static GraphModel Integers() => new(
        Start().AddInitializer("zero", Tensor.OfFloats([], [0]))
            .AddNode("ArgMax", ["x"], ["at"], "argmax", OnnxAttribute.Of("axis", 1L), OnnxAttribute.Of("keepdims", 0L))
            .AddNode("Greater", ["x", "zero"], ["positive"], "greater")
            .AddNode("Gather", ["w", "at"], ["row"], "gather")
            .AddNode("Where", ["positive", "row", "x"], ["y"], "where")
            .Build(),
        ["argmax", "greater", "gather"],
        Values);

    /// <summary>Down to halves, times a half, and up again.</summary>
    public static GraphModel Halves(float factor) => new(
        Start().AddInitializer("factor", new Tensor(ElementType.Float16, [], MemoryMarshal.AsBytes<Half>([(Half)factor]).ToArray()))
            .AddNode("Cast", ["x"], ["h"], "down", OnnxAttribute.Of("to", (long)ElementType.Float16))
            .AddNode("Mul", ["h", "factor"], ["m"], "scale")
            .AddNode("Cast", ["m"], ["y"], "up", OnnxAttribute.Of("to", (long)ElementType.Float))
            .Build(),
        ["down", "scale"],
        Values);

    private static GraphModel Choice(byte flag)
    {
        var model = Start().AddInput("flag", Flag).AddNode("MatMul", ["x", "w"], ["a"], "a").AddNode("If", ["flag"], ["b"], "if").AddNode("Exp", ["b"], ["y"], "y").ToProto();
        model.Graph.Node[1].Attribute.Add(Body("then_branch", [], [("b1", Vector)], new NodeProto { OpType = "MatMul", Input = { "a", "w" }, Output = { "b1" } }));
        model.Graph.Node[1].Attribute.Add(Body("else_branch", [], [("b2", Vector)], new NodeProto { OpType = "Neg", Input = { "a" }, Output = { "b2" } }));
        return new GraphModel(model.ToByteArray(), ["a", "if"], Values, new Tensor(ElementType.Bool, [], new[] { flag }));
    }

    private static GraphModel Loop()
    {
        var model = Start().AddInitializer("times", Tensor.OfInt64s([], [3])).AddInitializer("go", new Tensor(ElementType.Bool, [], new byte[] { 1 }))
            .AddNode("MatMul", ["x", "w"], ["a"], "a").AddNode("Loop", ["times", "go", "x"], ["b"], "loop").AddNode("Exp", ["b"], ["y"], "y").ToProto();
        model.Graph.Node[1].Attribute.Add(Body(
            "body",
            [("i", new TensorType(ElementType.Int64, TensorShape.Scalar)), ("c", Flag), ("s", Vector)],
            [("c2", Flag), ("s2", Vector)],
            new NodeProto { OpType = "Identity", Input = { "c" }, Output = { "c2" } },
            new NodeProto { OpType = "Add", Input = { "s", "a" }, Output = { "s2" } }));
        return new GraphModel(model.ToByteArray(), ["a", "loop"], Values);
    }

    private static GraphModel Batch(int rows)
    {
        var type = new TensorType(ElementType.Float, new TensorShape([Dimension.Symbol("N"), Dimension.Of(4)]));
        var model = new OnnxModelBuilder().AddInput("x", type).AddOutput("y", type)
            .AddInitializer("w", Tensor.OfFloats([4, 4], [.. Enumerable.Range(0, 16).Select(i => i / 3f)]))
            .AddNode("MatMul", ["x", "w"], ["a"], "a").AddNode("Relu", ["a"], ["b"], "b").AddNode("MatMul", ["b", "w"], ["y"], "c");
        return new GraphModel(model.Build(), ["a", "b"], Tensor.OfFloats([rows, 4], [.. Enumerable.Range(0, rows * 4).Select(i => i - 5f)]));
    }

    private static AttributeProto Body(string name, (string Name, TensorType Type)[] inputs, (string Name, TensorType Type)[] outputs, params NodeProto[] nodes)
    {
        var graph = new GraphProto { Name = name };
        graph.Input.AddRange(inputs.Select(input => WireTypes.ToWire(input.Name, input.Type)));
        graph.Output.AddRange(outputs.Select(output => WireTypes.ToWire(output.Name, output.Type)));
        graph.Node.AddRange(nodes);
        return new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Graph, G = graph };
    }
}
