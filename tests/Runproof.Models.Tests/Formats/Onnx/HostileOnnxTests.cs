using Google.Protobuf;
using Runproof.Core.Diagnostics;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Formats.Onnx.Wire;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;
using static Runproof.Models.Tests.Formats.Onnx.WireFile;
using Kind = Runproof.Models.Formats.Onnx.Wire.AttributeProto.Types.AttributeType;

namespace Runproof.Models.Tests.Formats.Onnx;

public sealed class HostileOnnxTests
{
    private const long GrowthPerByte = 160;

    private static readonly TensorType Vector = new(ElementType.Float, TensorShape.Of(4));

    [Fact]
    public void A_length_of_two_gigabytes_is_truncation_at_its_field()
    {
        byte[] bytes = [.. Number(1, 8), .. Varint((7 << 3) | 2), .. Varint(int.MaxValue), 1, 2, 3];
        Refused(bytes, OnnxErrors.Truncated, 2, "graph", "2147483647");
    }

    [Fact]
    public void Every_shorter_file_is_refused()
    {
        var whole = OnnxSeeds.Convolutions().Build();
        for (var length = 0; length < whole.Length - 4; length++)
        {
            Assert.False(OnnxModel.TryRead(whole.AsMemory(0, length), "cut.onnx", null, out _, out var error));
            Assert.Equal("cut.onnx", error.Subject);
            Assert.Contains(error.Code, new[] { OnnxErrors.Truncated, OnnxErrors.IrVersion, OnnxErrors.Incomplete, OnnxErrors.Opset });
            Assert.True(error.Offset is null || error.Offset < length);
        }
    }

    [Fact]
    public void A_length_beyond_its_message_is_malformed_at_its_field()
    {
        byte[] node = [.. Varint((4 << 3) | 2), 40, 65];
        byte[] bytes = [.. Number(1, 8), .. Field(7, Field(1, node)), .. new byte[64]];
        Refused(bytes, OnnxErrors.Wire, 6, "graph.node.op_type", "40");
    }

    [Theory]
    [InlineData(new byte[] { 0x0D, 1, 2, 3, 4 }, "ir_version")]
    [InlineData(new byte[] { 0x00, 1 }, "number 0")]
    [InlineData(new byte[] { 0x3B, 1 }, "graph")]
    [InlineData(new byte[] { 0xF3, 0x7F }, "wire type 3")]
    [InlineData(new byte[] { 0x08, 8, 0x08, 8 }, "twice")]
    [InlineData(new byte[] { 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1 }, "does not end")]
    public void What_the_format_does_not_allow_is_refused_by_name(byte[] bytes, string says)
    {
        Refused(bytes, OnnxErrors.Wire, bytes.Length == 4 ? 2 : 0, says);
    }

    [Fact]
    public void A_packed_number_that_does_not_end_and_half_a_float_are_refused()
    {
        Refused(Field(7, Field(5, Field(1, 0xFF))), OnnxErrors.Wire, 6, "graph.initializer.dims");
        Refused(Field(7, Field(5, Field(4, 1, 2, 3))), OnnxErrors.Wire, 4, "graph.initializer.float_data");
    }

    [Fact]
    public void A_name_that_is_not_text_is_refused() =>
        Refused(Field(7, Field(2, 0xC3, 0x28)), OnnxErrors.Text, 2, "graph.name");

    [Fact]
    public void Ten_thousand_nested_subgraphs_are_refused_without_recursion()
    {
        var bytes = Field(2, "innermost");
        for (var depth = 0; depth < 10_000; depth++)
            bytes = Field(1, Field(5, Field(6, bytes)));
        var error = Refused(Field(7, bytes), OnnxErrors.TooDeep, null, "nested");
        Assert.NotNull(error.Offset);
    }

    [Fact]
    public void Empty_messages_by_the_million_are_refused_before_they_are_made()
    {
        var bytes = Field(7, [.. Enumerable.Repeat<byte[]>([0x2A, 0], 1_000_000).SelectMany(field => field)]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(bytes, OnnxErrors.TooLarge, null, "memory");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < bytes.Length);
    }

    [Fact]
    public void A_file_of_three_gigabytes_is_refused_unread()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("huge.onnx");
        using (var file = File.Create(path))
            file.SetLength(3L << 30);
        Assert.False(OnnxModel.TryRead(path, out _, out var error));
        Assert.Equal(OnnxErrors.TooLarge, error.Code);
    }

    [Fact]
    public void A_missing_file_is_the_platforms_exception() =>
        Assert.Throws<FileNotFoundException>(() => OnnxModel.TryRead("no-such-file.onnx", out _, out _));

    [Fact]
    public void A_cycle_names_a_node_on_it()
    {
        var model = Model().AddNode("Add", ["x", "c"], ["a"], "first").AddNode("Relu", ["a"], ["b"], "second").AddNode("Relu", ["b"], ["c"], "third").AddNode("Relu", ["x"], ["y"], "apart");
        var error = Refused(model, OnnxErrors.Cycle);
        Assert.Contains(new[] { "first", "second", "third" }, name => error.Message.Contains(name, StringComparison.Ordinal));
        Refused(Model().AddNode("Add", ["x", "y"], ["y"], "self"), OnnxErrors.Cycle, "self");
    }

    [Fact]
    public void A_value_that_nothing_defines_is_named_with_its_reader()
    {
        Refused(Model().AddNode("Add", ["x", "ghost"], ["y"], "sum"), OnnxErrors.MissingValue, "ghost", "sum");
        Refused(Model().AddNode("Relu", ["x"], ["z"]), OnnxErrors.MissingValue, "'y'");
        var branches = ModelProto.Parser.ParseFrom(OnnxSeeds.Branches());
        branches.Graph.Node[1].Attribute[0].G.Node[0].Input[0] = "ghost";
        Refused(branches.ToByteArray(), OnnxErrors.MissingValue, null, "ghost", "MatMul");
    }

    [Fact]
    public void Whatever_is_defined_twice_is_named()
    {
        Refused(Model().AddNode("Relu", ["x"], ["y"], "one").AddNode("Relu", ["x"], ["y"], "two"), OnnxErrors.Duplicate, "'y'", "one", "two");
        Refused(Model().AddNode("Relu", ["x"], ["x"], "one"), OnnxErrors.Duplicate, "an input");
        Refused(Model().AddInitializer("y", Tensor.OfFloats([], [1])).AddNode("Relu", ["x"], ["y"]), OnnxErrors.Duplicate, "a constant");
        Refused(Model().AddInput("x", Vector).AddNode("Relu", ["x"], ["y"]), OnnxErrors.Duplicate, "input 'x'");
        Refused(Model().AddOutput("y", Vector).AddNode("Relu", ["x"], ["y"]), OnnxErrors.Duplicate, "output 'y'");
        Refused(Model().AddInitializer("w", Tensor.OfFloats([], [1])).AddInitializer("w", Tensor.OfFloats([], [1])), OnnxErrors.Duplicate, "'w'");
        Refused(Model().AddNode("Relu", ["x"], ["y"], "r", OnnxAttribute.Of("a", 1), OnnxAttribute.Of("a", 2)), OnnxErrors.Duplicate, "'a'");
        var functions = ModelProto.Parser.ParseFrom(OnnxSeeds.Functions());
        functions.Functions.Add(functions.Functions[0].Clone());
        Refused(functions.ToByteArray(), OnnxErrors.Duplicate, null, "own:Twice");
    }

    [Theory]
    [InlineData(-1, 4, "negative")]
    [InlineData(long.MinValue, 0, "negative")]
    [InlineData(1L << 40, 1L << 40, "63 bits")]
    [InlineData(long.MaxValue, 1, "63 bits")]
    public void Dimensions_of_a_constant_that_cannot_be_are_refused(long first, long second, string says)
    {
        var model = Valid();
        model.Graph.Initializer.Add(new TensorProto { Name = "w", DataType = 1, Dims = { first, second } });
        Refused(model.ToByteArray(), OnnxErrors.Shape, null, "'w'", says);
    }

    [Theory]
    [InlineData(-2, 1)]
    [InlineData(1L << 33, 1L << 33)]
    [InlineData(long.MaxValue, 1)]
    public void Dimensions_of_an_input_that_cannot_be_are_refused(long first, long second)
    {
        var model = Valid();
        model.Graph.Input[0].Type.TensorType.Shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = first });
        model.Graph.Input[0].Type.TensorType.Shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = second });
        Refused(model.ToByteArray(), OnnxErrors.Shape, null, "input 'x'");
    }

    [Fact]
    public void Types_outside_the_format_are_refused()
    {
        var model = Valid();
        model.Graph.Input[0].Type.TensorType.ElemType = 99;
        Refused(model.ToByteArray(), OnnxErrors.ElementType, null, "input 'x'", "99");
        model = Valid();
        model.Graph.Initializer.Add(new TensorProto { Name = "w", DataType = -3 });
        Refused(model.ToByteArray(), OnnxErrors.ElementType, null, "'w'", "-3");
    }

    [Fact]
    public void Elements_that_do_not_fit_their_type_and_shape_are_refused()
    {
        Constant(new TensorProto { Name = "w", DataType = 1, Dims = { 2 }, RawData = ByteString.CopyFrom(new byte[7]) }, "7 bytes");
        Constant(new TensorProto { Name = "w", DataType = 1, Dims = { 2 } }, "0 elements in float_data where 2");
        Constant(new TensorProto { Name = "w", DataType = 1, Dims = { 1 }, FloatData = { 1 }, RawData = ByteString.CopyFrom(new byte[4]) }, "float_data");
        Constant(new TensorProto { Name = "w", DataType = 1, Dims = { 1 }, FloatData = { 1 }, Int64Data = { 1 } }, "1 elements in int64_data where 0");
        Constant(new TensorProto { Name = "w", DataType = 1, Dims = { 0 }, FloatData = { 1 } }, "float_data");
        Constant(new TensorProto { Name = "w", DataType = 8, Dims = { 1 }, RawData = ByteString.CopyFrom(new byte[1]) }, "strings");
        Constant(new TensorProto { Name = "w", DataType = 22, Dims = { 3 }, Int32Data = { 1 } }, "where 2");

        static void Constant(TensorProto constant, string says)
        {
            var model = Valid();
            model.Graph.Initializer.Add(constant);
            Refused(model.ToByteArray(), OnnxErrors.TensorData, null, "'w'", says);
            model = Valid();
            model.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "value", Type = Kind.Tensor, T = constant });
            Refused(model.ToByteArray(), OnnxErrors.TensorData, null, "attribute 'value'", says);
        }
    }

    [Fact]
    public void Attributes_that_contradict_their_kind_are_refused()
    {
        Attribute(new AttributeProto { Name = "a", Type = Kind.Int, F = 1 }, "Float");
        Attribute(new AttributeProto { Name = "a", F = 1, I = 1 }, "'a'");
        Attribute(new AttributeProto { Name = "a", Type = Kind.Graph }, "without a value");
        Attribute(new AttributeProto { Name = "a", Type = Kind.Tensor }, "without a value");
        Attribute(new AttributeProto { Type = Kind.Int, I = 1 }, "without a name");
        Attribute(new AttributeProto { Name = "a", Type = Kind.Int, RefAttrName = "b" }, "function");

        static void Attribute(AttributeProto attribute, string says)
        {
            var model = Valid();
            model.Graph.Node[0].Attribute.Add(attribute);
            Refused(model.ToByteArray(), OnnxErrors.Attribute, null, "relu", says);
        }
    }

    [Fact]
    public void What_every_model_must_have_is_asked_for()
    {
        Refused([.. Number(1, 8)], OnnxErrors.Incomplete, null, "no graph");
        Refused([], OnnxErrors.IrVersion, null, "0", "3 to 12");
        Changed(model => model.Graph.Output.Clear(), "outputs");
        Changed(model => model.Graph.Node[0].ClearOpType(), "operator");
        Changed(model => model.Graph.Input.Add(new ValueInfoProto()), "unnamed input");
        Changed(model => model.Graph.Initializer.Add(new TensorProto { DataType = 1 }), "constant without a name");
        Changed(model => model.Functions.Add(new FunctionProto()), "function without a name");

        static void Changed(Action<ModelProto> change, string says)
        {
            var model = Valid();
            change(model);
            Refused(model.ToByteArray(), OnnxErrors.Incomplete, null, says);
        }
    }

    [Theory]
    [InlineData(0, "opset 0")]
    [InlineData(24, "opset 24")]
    [InlineData(-1, "opset -1")]
    public void Versions_outside_the_range_are_refused_with_the_range(long opset, string says) =>
        Refused(new OnnxModelBuilder(opset: opset).Build(), OnnxErrors.Opset, null, says, "1 to 23");

    [Fact]
    public void Operator_sets_must_be_imported_once_and_are_known_by_both_names()
    {
        var model = Valid();
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "ai.onnx", Version = 9 });
        Refused(model.ToByteArray(), OnnxErrors.Opset, null, "17", "9");
        model.OpsetImport.Clear();
        Refused(model.ToByteArray(), OnnxErrors.Opset, null, "relu");
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "ai.onnx", Version = 9 });
        model.Graph.Node[0].Domain = "ai.onnx";
        Assert.True(OnnxModel.TryRead(model.ToByteArray(), "m", null, out var read, out _));
        Assert.Equal(9, read.Opset);
        Assert.True(read.Graph.Nodes[0].IsStandard);
        model.IrVersion = 13;
        Refused(model.ToByteArray(), OnnxErrors.IrVersion, null, "13", "3 to 12");
    }

    [Fact]
    public void Parts_of_the_format_that_are_not_read_are_refused_by_name()
    {
        var model = Valid();
        model.Graph.SparseInitializer.Add(new SparseTensorProto { Values = new TensorProto { Name = "thin" } });
        Refused(model.ToByteArray(), OnnxErrors.Unsupported, null, "thin");
        model = Valid();
        model.Graph.Initializer.Add(new TensorProto { Name = "w", DataType = 1, Segment = new TensorProto.Types.Segment() });
        Refused(model.ToByteArray(), OnnxErrors.Unsupported, null, "segments");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_chain_of_two_hundred_thousand_nodes_is_read_in_bounded_memory(bool backwards)
    {
        const int Count = 200_000;
        var model = new OnnxModelBuilder().AddInput("v0", Vector).AddOutput($"v{Count}", Vector);
        for (var i = 0; i < Count; i++)
        {
            var at = backwards ? Count - 1 - i : i;
            model.AddNode("Relu", [$"v{at}"], [$"v{at + 1}"]);
        }

        var bytes = model.Build();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(OnnxModel.TryRead(bytes, "chain", null, out var read, out var error), error?.ToString());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, GrowthPerByte * bytes.Length);
        Assert.Equal(Count, read.Graph.Nodes.Length);
        Assert.Equal("v0", read.Graph.Nodes[0].Inputs[0]);
        Assert.Equal($"Relu_{Count - 1}", read.Graph.Nodes[^1].Name);
    }

    [Fact]
    public void Nodes_of_few_bytes_and_many_objects_are_read_in_bounded_memory()
    {
        const int Count = 50_000;
        var model = new OnnxModelBuilder().AddInput("x", Vector).AddOutput("x", Vector);
        for (var i = 0; i < Count; i++)
            model.AddNode("A", ["x"], [], "", OnnxAttribute.Of("a", 1), OnnxAttribute.Of("b", 1));
        var bytes = model.Build();
        var before = GC.GetAllocatedBytesForCurrentThread();
        OnnxModel.TryRead(bytes, "dense", null, out _, out var error);
        Assert.Null(error);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, GrowthPerByte * bytes.Length);
    }

    [Fact]
    public void Reading_stops_when_it_is_cancelled() => Assert.Throws<OperationCanceledException>(() =>
        OnnxModel.TryRead(OnnxSeeds.Convolutions().Build(), "m", null, out _, out _, new CancellationToken(canceled: true)));

    private static OnnxModelBuilder Model() => new OnnxModelBuilder().AddInput("x", Vector).AddOutput("y", Vector);

    private static ModelProto Valid() => Model().AddNode("Relu", ["x"], ["y"], "relu").ToProto();

    private static Diagnostic Refused(OnnxModelBuilder model, ErrorCode code, params string[] says) => Refused(model.Build(), code, null, says);

    private static Diagnostic Refused(byte[] bytes, ErrorCode code, long? offset, params string[] says)
    {
        Assert.False(OnnxModel.TryRead(bytes, "hostile.onnx", null, out var model, out var error));
        Assert.Null(model);
        Assert.Equal(code, error.Code);
        Assert.Equal("hostile.onnx", error.Subject);
        Assert.Equal(Phase.Read, error.Phase);
        if (offset is not null)
            Assert.Equal(offset, error.Offset);
        foreach (var text in says)
            Assert.Contains(text, error.Message, StringComparison.Ordinal);
        return error;
    }
}
