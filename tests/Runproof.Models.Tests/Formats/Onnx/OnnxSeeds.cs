using Google.Protobuf;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Formats.Onnx.Wire;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;

namespace Runproof.Models.Tests.Formats.Onnx;

/// <summary>Small valid models that between them use most of the format.</summary>
internal static class OnnxSeeds
{
    private static readonly TensorType Image = new(ElementType.Float, TensorShape.Of(1, 1, 6, 6));
    private static readonly TensorType Vector = new(ElementType.Float, TensorShape.Of(1, 4));

    /// <summary>Every seed.</summary>
    public static IReadOnlyList<byte[]> All { get; } = [Convolutions().Build(), Residual().Build(), Branches(), TypedConstants(), Functions(), OldStyle()];

    /// <summary>Two convolutions and a product, whose weight is reshaped first.</summary>
    public static OnnxModelBuilder Convolutions() => new OnnxModelBuilder("convolutions")
        .AddInput("x", Image)
        .AddOutput("y", Vector)
        .AddValueInfo("a", new TensorType(ElementType.Float, new TensorShape([Dimension.Of(1), Dimension.Symbol("c"), Dimension.Unknown, Dimension.Of(4)])))
        .AddInitializer("w1", Tensor.OfFloats([2, 1, 3, 3], new float[18]))
        .AddInitializer("w2", Tensor.OfFloats([3, 2, 3, 3], new float[54]))
        .AddInitializer("flat", Tensor.OfFloats([48], new float[48]))
        .AddInitializer("shape", Tensor.OfInt64s([2], [12, 4]))
        .AddInitializer("rows", Tensor.OfInt64s([2], [1, 12]))
        .AddNode("Conv", ["x", "w1"], ["a"], "conv1", OnnxAttribute.Of("kernel_shape", [3L, 3L]), OnnxAttribute.Of("auto_pad", "VALID"))
        .AddNode("Relu", ["a"], ["b"], "relu1")
        .AddNode("Conv", ["b", "w2"], ["c"], "conv2", OnnxAttribute.Of("group", 1))
        .AddNode("LeakyRelu", ["c"], ["d"], "relu2", OnnxAttribute.Of("alpha", 0.1f))
        .AddNode("Reshape", ["flat", "shape"], ["w3"], "weight")
        .AddNode("Reshape", ["d", "rows"], ["e"], "flatten")
        .AddNode("MatMul", ["e", "w3"], ["y"], "product");

    /// <summary>Layers with a skip connection, and values that nobody reads.</summary>
    public static OnnxModelBuilder Residual()
    {
        var model = new OnnxModelBuilder("residual", opset: 13).AddInput("x", Vector).AddOutput("y", null);
        for (var i = 0; i < 4; i++)
            model.AddInitializer($"w{i}", Tensor.OfFloats([4, 4], new float[16]));
        return model
            .AddNode("Gemm", ["x", "w0"], ["a"], "g0")
            .AddNode("Gemm", ["a", "w1", ""], ["b"], "g1", OnnxAttribute.Of("beta", 0.5f))
            .AddNode("Split", ["b"], ["b0", "", "b2"], "split", OnnxAttribute.Of("axis", 1))
            .AddNode("Add", ["a", "b"], ["c"])
            .AddNode("Gemm", ["c", "w2"], ["d"], "g2")
            .AddNode("Add", ["a", "d"], ["e"])
            .AddNode("Gemm", ["e", "w3"], ["y"], "g3");
    }

    /// <summary>An If whose branches read values of the graph around them, and a sequence.</summary>
    public static byte[] Branches()
    {
        var model = new OnnxModelBuilder("branches")
            .AddInput("cond", new TensorType(ElementType.Bool, TensorShape.Scalar))
            .AddInput("x", Vector)
            .AddOutput("y", Vector)
            .AddInitializer("w", Tensor.OfFloats([4, 4], new float[16]))
            .AddNode("Relu", ["x"], ["r"], "relu")
            .AddNode("If", ["cond"], ["z"], "choice")
            .AddNode("SequenceConstruct", ["z", "r"], ["s"], "pair")
            .AddNode("ConcatFromSequence", ["s"], ["y"], "join", OnnxAttribute.Of("axis", 0))
            .ToProto();
        model.Graph.Node[1].Attribute.Add(Branch("then_branch", new NodeProto { OpType = "MatMul", Input = { "r", "w" }, Output = { "t" } }));
        model.Graph.Node[1].Attribute.Add(Branch("else_branch", new NodeProto { OpType = "Identity", Input = { "x" }, Output = { "t" } }));
        var sequence = new TypeProto { SequenceType = new TypeProto.Types.Sequence { ElemType = WireTypes.ToWire(Vector) } };
        model.Graph.ValueInfo.Add(new ValueInfoProto { Name = "s", Type = sequence });
        return model.ToByteArray();
    }

    /// <summary>Constants in each of the typed fields.</summary>
    public static byte[] TypedConstants()
    {
        var model = new OnnxModelBuilder("typed", opset: 21).AddInput("x", Vector).AddOutput("y", Vector).AddNode("Relu", ["x"], ["y"]).ToProto();
        var constants = model.Graph.Initializer;
        constants.Add(new TensorProto { Name = "f", DataType = (int)ElementType.Float, Dims = { 2 }, FloatData = { 1, 2 } });
        constants.Add(new TensorProto { Name = "d", DataType = (int)ElementType.Double, Dims = { 1 }, DoubleData = { 0.5 } });
        constants.Add(new TensorProto { Name = "c", DataType = (int)ElementType.Complex64, Dims = { 1 }, FloatData = { 1, -1 } });
        constants.Add(new TensorProto { Name = "h", DataType = (int)ElementType.Float16, Dims = { 1 }, Int32Data = { 0x3C00 } });
        constants.Add(new TensorProto { Name = "i8", DataType = (int)ElementType.Int8, Dims = { 3 }, Int32Data = { -1, 0, 127 } });
        constants.Add(new TensorProto { Name = "i4", DataType = (int)ElementType.Int4, Dims = { 3 }, Int32Data = { 0x21, 0x03 } });
        constants.Add(new TensorProto { Name = "bool", DataType = (int)ElementType.Bool, Dims = { 2 }, Int32Data = { 0, 7 } });
        constants.Add(new TensorProto { Name = "i64", DataType = (int)ElementType.Int64, Int64Data = { -5 } });
        constants.Add(new TensorProto { Name = "u32", DataType = (int)ElementType.UInt32, Dims = { 1 }, Uint64Data = { uint.MaxValue } });
        constants.Add(new TensorProto { Name = "s", DataType = (int)ElementType.String, Dims = { 2 }, StringData = { ByteString.CopyFromUtf8("a"), ByteString.Empty } });
        constants.Add(new TensorProto { Name = "none", DataType = (int)ElementType.Float, Dims = { 0, long.MaxValue / 1024 } });
        return model.ToByteArray();
    }

    /// <summary>A function of the model's own that calls another.</summary>
    public static byte[] Functions()
    {
        var model = new OnnxModelBuilder("functions").AddOpset("own", 1).AddInput("x", Vector).AddOutput("y", Vector).AddNode("Twice", ["x"], ["y"]).ToProto();
        model.Graph.Node[0].Domain = "own";
        foreach (var (name, inner) in new[] { ("Twice", "Once"), ("Once", "Relu"), ("Never", "Relu") })
        {
            model.Functions.Add(new FunctionProto
            {
                Domain = "own",
                Name = name,
                Input = { "a" },
                Output = { "b" },
                OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 17 } },
                Node = { new NodeProto { OpType = inner, Domain = inner == "Once" ? "own" : "", Input = { "a" }, Output = { "b" } } },
            });
        }

        return model.ToByteArray();
    }

    /// <summary>An older file: constants are listed as inputs, nodes lack names or share them and are out of order.</summary>
    public static byte[] OldStyle() => new OnnxModelBuilder("old", opset: 8, irVersion: 3)
        .AddInput("x", Vector)
        .AddInput("w", new TensorType(ElementType.Float, TensorShape.Of(4, 4)))
        .AddOutput("y", Vector)
        .AddInitializer("w", Tensor.OfFloats([4, 4], new float[16]))
        .AddNode("MatMul", ["r", "w"], ["m"], "same")
        .AddNode("Relu", ["x"], ["r"], "same")
        .AddNode("Relu", ["m"], ["y"])
        .Build();

    private static AttributeProto Branch(string name, NodeProto node) => new()
    {
        Name = name,
        Type = AttributeProto.Types.AttributeType.Graph,
        G = new GraphProto { Name = name, Node = { node }, Output = { WireTypes.ToWire(node.Output[0], Vector) } },
    };
}
