using Runproof.Core.Diagnostics;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Shapes;
using Runproof.Models.Tensors;

namespace Runproof.Models.Tests.Onnx.Shapes;

/// <summary>Models that contradict themselves: the contradiction is told with both sides, and inference goes on.</summary>
public sealed class ShapeProblemTests
{
    [Theory]
    [InlineData("Conv", "float[1,4,8,8] float[8,3,3,3]", "", "float[1,4,8,8]", "float[8,3,3,3]")]
    [InlineData("Conv", "float[1,3,2,8] float[8,3,3,3]", "", "window of 3", "2 positions")]
    [InlineData("Conv", "float[1,3,8,8] float[8,3,3,3] float[7]", "", "float[7]", "8 channels")]
    [InlineData("Conv", "float[1,3,8,8] float[8,3,3]", "", "float[1,3,8,8]", "rank")]
    [InlineData("Gemm", "float[2,3] float[4,5]", "", "float[2,3]", "float[4,5]")]
    [InlineData("Gemm", "float[2,3] float[3,5] float[4]", "", "float[4]", "[2,5]")]
    [InlineData("MatMul", "float[2,3] float[4,5]", "", "float[2,3]", "float[4,5]")]
    [InlineData("MatMul", "float[2,3,4] float[5,4,6]", "", "batches", "float[5,4,6]")]
    [InlineData("Add", "float[2,3] float[4,3]", "", "[2,3]", "float[4,3]")]
    [InlineData("Add", "float[2] int64[2]", "", "float[2]", "int64[2]")]
    [InlineData("Concat", "float[2,3] float[3,3]", "axis=1", "2", "3")]
    [InlineData("Reshape", "float[2,3] {4,2}", "", "float[2,3]", "[4,2]")]
    [InlineData("Reshape", "float[2,3] {4,-1}", "", "float[2,3]", "[4,-1]")]
    [InlineData("Split", "float[5] {3,3}", "", "add up", "float[5]")]
    [InlineData("Gather", "float[5] {7}", "", "outside", "float[5]")]
    [InlineData("Squeeze", "float[2,3] {1}", "", "float[2,3]", "squeezed")]
    [InlineData("Einsum", "float[2,3] float[4,5]", "equation=ij,jk->ik", "3", "4")]
    [InlineData("LSTM", "float[5,2,3] float[1,16,9] float[1,16,4]", "", "float[5,2,3]", "float[1,16,9]")]
    [InlineData("BatchNormalization", "float[2,3,4] float[5] float[3] float[3] float[3]", "", "float[5]", "float[2,3,4]")]
    [InlineData("TopK", "float[3] {4}", "", "top 4", "float[3]")]
    public void Tells_which_shapes_contradict_each_other(string op, string inputs, string attributes, string one, string other)
    {
        var problem = Assert.Single(Probe.Infer(op, 17, inputs, attributes, op == "Split" ? 2 : 1).Problems);

        Assert.Equal(ShapeErrors.Mismatch, problem.Code);
        Assert.Equal((Phase.Analyze, "n0"), (problem.Phase, problem.Subject));
        Assert.Contains(one, problem.Message, StringComparison.Ordinal);
        Assert.Contains(other, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Conv", "float[1,3,8,8]", "")]
    [InlineData("Conv", "float[1,3,8,8] float[8,3,3,3]", "strides=[0,1]")]
    [InlineData("Conv", "float[1,3,8,8] float[8,3,3,3]", "strides=[1]")]
    [InlineData("Conv", "float[1,3,8,8] float[8,3,3,3]", "dilations=[-1,1]")]
    [InlineData("Conv", "float[1,3,8,8] float[8,3,3,3]", "group=0")]
    [InlineData("MaxPool", "float[1,3,8,8]", "kernel_shape=text")]
    [InlineData("MaxPool", "float[1,3,8,8]", "kernel_shape=[-1,2]")]
    [InlineData("Transpose", "float[2,3]", "perm=[0,0]")]
    [InlineData("Transpose", "float[2,3]", "perm=[0,9223372036854775807]")]
    [InlineData("Softmax", "float[2,3]", "axis=7")]
    [InlineData("Reshape", "float[2,3] {-1,-1}", "")]
    [InlineData("Reshape", "float[2,3] {-5}", "")]
    [InlineData("Slice", "float[9] {0} {5} {0} {0}", "")]
    [InlineData("Cast", "float[9]", "to=99")]
    [InlineData("Concat", "float[9]", "")]
    [InlineData("Einsum", "float[9]", "equation=ij-->k")]
    [InlineData("Range", "#1 #2 #0", "")]
    [InlineData("If", "bool[]", "")]
    [InlineData("Loop", "- -", "body=5")]
    public void Tells_what_is_wrong_with_a_node(string op, string inputs, string attributes)
    {
        var table = Probe.Infer(op, 17, inputs, attributes);

        Assert.Equal(ShapeErrors.BadNode, Assert.Single(table.Problems).Code);
        Assert.True(table["y0"]!.IsStatic || table.Reasons.ContainsKey("y0"));
    }

    [Theory]
    [InlineData("Pad", "float[2] {-2,-1}", "")]
    [InlineData("Tile", "float[9] {4611686018427387904}", "")]
    [InlineData("ConvTranspose", "float[1,1,1125899906842624] float[1,1,3]", "strides=[1125899906842624]")]
    [InlineData("ConstantOfShape", "{4294967296,4294967296,4294967296}", "")]
    [InlineData("Expand", "float[] {2147483647,2147483647,2147483647}", "")]
    [InlineData("Range", "#-9223372036854775808 #9223372036854775807 #1", "")]
    [InlineData("Resize", "float[1,1,9,9] - {1f,1f,1e30f,1f}", "")]
    public void Refuses_sizes_that_no_tensor_has(string op, string inputs, string attributes)
    {
        var table = Probe.Infer(op, 17, inputs, attributes);

        Assert.Contains(table.Problems, p => p.Code == ShapeErrors.BadSize);
        Assert.False(table["y0"]!.IsStatic);
        Assert.True(table.Reasons.ContainsKey("y0"));
    }

    [Fact]
    public void Prefers_what_it_infers_to_a_declaration_that_contradicts_it()
    {
        var table = Declared("float[2,3]", "float[2,4]");

        Assert.Equal(ShapeErrors.Declaration, Assert.Single(table.Problems).Code);
        Assert.Equal("float[2,3]", table["y"]!.ToString());
    }

    [Theory]
    [InlineData("float[...]", "float[2,4]", "float[2,4]")]
    [InlineData("float[?,3]", "float[2,3]", "float[2,3]")]
    [InlineData("float[2,?]", "float[M,?]", "float[2,?]")]
    [InlineData("float[...]", "float[...]", "float[...]")]
    public void Takes_from_a_declaration_what_it_cannot_infer(string input, string declared, string expected)
    {
        var table = Declared(input, declared);

        Assert.Empty(table.Problems);
        Assert.Equal(expected, table["y"]!.ToString());
        Assert.Equal(!table["y"]!.IsStatic, table.Reasons.ContainsKey("y"));
    }

    [Fact]
    public void Ignores_a_declared_shape_that_no_tensor_has()
    {
        Assert.Equal("float[...]", Declared("float[...]", "float[9007199254740992,9007199254740992]")["y"]!.ToString());
    }

    [Fact]
    public void Batch_and_its_name_are_fixed_everywhere()
    {
        var graph = Probe.Graph(
            [new("x", Probe.Type("float[N,3]")), new("mask", Probe.Type("float[4,N]"))],
            [Probe.Node("Relu", ["x"], ["y"], []), Probe.Node("Relu", ["mask"], ["z"], [], index: 1)]);

        var one = ShapeInference.Infer(graph, 17);
        Assert.Equal(("float[1,3]", "float[4,1]"), (one["y"]!.ToString(), one["z"]!.ToString()));
        var free = ShapeInference.Infer(graph, 17, new ShapeOptions { Batch = null });
        Assert.Equal("float[N,3]", free["y"]!.ToString());
        Assert.Equal("dimension 0 of input 'x' is free ('N')", free.Reasons["y"]);
    }

    [Theory]
    [InlineData("float[0,3]", "float[0,3]", "float[1,3]")]
    [InlineData("int64[0,3]", "int64[0,3]", "int64[0,3]")]
    [InlineData("float[0,3]", "float[3]", "float[0,3]")]
    public void A_batch_of_zero_is_free_where_input_and_output_say_so(string input, string other, string expected)
    {
        var model = new OnnxModelBuilder()
            .AddInput("x", Probe.Type(input)).AddInput("z", Probe.Type(other))
            .AddOutput("y", Probe.Type(input)).AddOutput("w", Probe.Type(other))
            .AddNode("Relu", ["x"], ["y"]).AddNode("Relu", ["z"], ["w"]);
        Assert.True(OnnxModel.TryRead(model.Build(), "m", null, out var read, out _));

        var table = ShapeInference.Infer(read);

        Assert.Equal(expected, table["y"]!.ToString());
        Assert.Empty(table.Problems);
    }

    [Fact]
    public void Given_shapes_take_precedence_over_declared_ones()
    {
        var graph = Probe.Graph([new("x", Probe.Type("float[1,3]"))], [Probe.Node("Relu", ["x"], ["y"], [])], declared: [new("y", Probe.Type("float[1,3]"))]);
        var options = new ShapeOptions { InputShapes = new Dictionary<string, TensorShape> { ["x"] = TensorShape.Of(5, 3) } };

        var table = ShapeInference.Infer(graph, 17, options);

        Assert.Equal("float[5,3]", table["y"]!.ToString());
        Assert.Empty(table.Problems);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("unheard-of")]
    public void Refuses_a_given_shape_of_another_rank_or_for_another_name(string name)
    {
        var graph = Probe.Graph([new("x", Probe.Type("float[1,3]"))], []);
        var options = new ShapeOptions { InputShapes = new Dictionary<string, TensorShape> { [name] = TensorShape.Of(3) } };

        Assert.Equal(ShapeErrors.BadOption, Assert.Single(ShapeInference.Infer(graph, 17, options).Problems).Code);
    }

    [Fact]
    public void Refuses_a_given_value_of_another_type()
    {
        var graph = Probe.Graph([new("x", Probe.Type("float[1]"))], [Probe.Node("Relu", ["x"], ["y"], [])]);
        var options = new ShapeOptions { InputValues = new Dictionary<string, Tensor> { ["x"] = Tensor.OfInt64s([1], [5]) } };

        var table = ShapeInference.Infer(graph, 17, options);

        Assert.Equal(ShapeErrors.BadOption, Assert.Single(table.Problems).Code);
        Assert.Null(table.Constant("y"));
    }

    [Fact]
    public void Says_that_an_operator_is_not_known()
    {
        var table = Probe.Infer("Frobnicate", 17, "float[1]", "", domain: "com.example");

        Assert.Equal("the operator 'Frobnicate' of 'com.example' is not known", table.Reasons["y0"]);
    }

    private static ShapeTable Declared(string input, string declared) => ShapeInference.Infer(
        Probe.Graph([new OnnxValueInfo("x", Probe.Type(input))], [Probe.Node("Relu", ["x"], ["y"], [])], declared: [new("y", Probe.Type(declared))]),
        17,
        new ShapeOptions { Batch = null });
}
