using Runproof.Models.Formats.Onnx;
using Runproof.Models.Tensors;

namespace Runproof.Models.Tests.Formats.Onnx;

public sealed class OnnxModelTests
{
    [Fact]
    public void Constants_that_are_listed_as_inputs_are_not_asked_for()
    {
        var model = Read(OnnxSeeds.OldStyle());
        Assert.Equal(["x"], model.Graph.Inputs.Select(info => info.Name));
        Assert.Equal(["w"], model.Graph.Initializers.Keys);
        Assert.Equal((3, 8), (model.IrVersion, model.Opset));
        Assert.Equal("runproof", model.Producer);
    }

    [Fact]
    public void Nodes_are_put_in_order_and_each_gets_a_name_of_its_own()
    {
        var model = Read(OnnxSeeds.OldStyle());
        Assert.Equal(["Relu same", "MatMul same_1", "Relu Relu_2"], model.Graph.Nodes.Select(node => node.ToString()));
        Assert.Equal([0, 1, 2], model.Graph.Nodes.Select(node => node.Index));
    }

    [Fact]
    public void A_made_up_name_avoids_those_that_are_taken()
    {
        var model = Read(new OnnxModelBuilder()
            .AddInput("x", new TensorType(ElementType.Float, null))
            .AddOutput("y", null)
            .AddNode("Relu", ["x"], ["a"], "Relu_1")
            .AddNode("Relu", ["a"], ["y"])
            .Build());
        Assert.Equal(["Relu_1", "Relu_1_"], model.Graph.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void A_subgraph_tells_what_it_reads_of_the_graph_around_it()
    {
        var model = Read(OnnxSeeds.Branches());
        var choice = model.Graph.Nodes.Single(node => node.OpType == "If");
        Assert.Equal(["r", "w", "x"], choice.Captures);
        Assert.Equal(["cond", "r", "w", "x"], choice.Reads);
        Assert.Equal("MatMul", choice.Attributes["then_branch"].Graphs.Single().Nodes.Single().OpType);
        Assert.Equal("sequence", model.Graph.ValueInfos["s"].OtherKind);
    }

    [Fact]
    public void A_node_waits_for_what_its_subgraph_reads()
    {
        var wire = Runproof.Models.Formats.Onnx.Wire.ModelProto.Parser.ParseFrom(OnnxSeeds.Branches());
        (wire.Graph.Node[0], wire.Graph.Node[1]) = (wire.Graph.Node[1].Clone(), wire.Graph.Node[0].Clone());
        Assert.Equal(["relu", "choice", "pair", "join"], Read(Google.Protobuf.MessageExtensions.ToByteArray(wire)).Graph.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void Absent_inputs_and_unwanted_outputs_keep_their_places()
    {
        var nodes = Read(OnnxSeeds.Residual().Build()).Graph.Nodes;
        Assert.Equal(["a", "w1", ""], nodes[1].Inputs);
        Assert.Null(nodes[1].Input(2));
        Assert.Equal(0.5f, nodes[1].Float("beta", 1));
        Assert.Equal(["b0", "", "b2"], nodes[2].Outputs);
        Assert.Equal(1, nodes[2].Int("axis"));
    }

    [Theory]
    [InlineData("f", "0000803F00000040")]
    [InlineData("d", "000000000000E03F")]
    [InlineData("c", "0000803F000080BF")]
    [InlineData("h", "003C")]
    [InlineData("i8", "FF007F")]
    [InlineData("i4", "2103")]
    [InlineData("bool", "0001")]
    [InlineData("i64", "FBFFFFFFFFFFFFFF")]
    [InlineData("u32", "FFFFFFFF")]
    [InlineData("none", "")]
    public void Elements_are_decoded_from_every_field(string name, string expected)
    {
        var constant = Read(OnnxSeeds.TypedConstants()).Graph.Initializers[name];
        var tensor = constant.Load();
        Assert.NotNull(tensor);
        Assert.Equal(expected, Convert.ToHexString(tensor.Data.Span));
        Assert.Equal(constant.ElementCount, tensor.ElementCount);
        Assert.Equal(constant.Element, tensor.Type);
    }

    [Fact]
    public void Strings_are_carried_and_not_decoded()
    {
        var constant = Read(OnnxSeeds.TypedConstants()).Graph.Initializers["s"];
        Assert.Equal(ElementType.String, constant.Element);
        Assert.Null(constant.Load());
        Assert.False(constant.IsParameter);
    }

    [Fact]
    public void Shapes_keep_symbols_and_unknown_dimensions()
    {
        var model = Read(OnnxSeeds.Convolutions().Build());
        Assert.Equal("float[1,c,?,4]", model.Graph.ValueInfos["a"].Tensor!.ToString());
    }

    [Fact]
    public void Functions_are_named_with_their_domain() =>
        Assert.Equal(["own:Never", "own:Once", "own:Twice"], Read(OnnxSeeds.Functions()).FunctionNames);

    [Fact]
    public void The_builder_gives_equal_bytes_for_equal_calls() =>
        Assert.Equal(OnnxSeeds.Convolutions().Build(), OnnxSeeds.Convolutions().Build());

    private static OnnxModel Read(byte[] bytes)
    {
        Assert.True(OnnxModel.TryRead(bytes, "model.onnx", null, out var model, out var error), error?.ToString());
        return model;
    }
}
