using System.Collections.Immutable;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Shapes;
using Runproof.Models.Tensors;

namespace Runproof.Models.Tests.Onnx.Shapes;

/// <summary>Shapes that a model computes for itself, as exporters write them.</summary>
public sealed class ShapeFoldingTests
{
    [Fact]
    public void A_target_shape_computed_from_the_input_keeps_the_name_of_the_batch()
    {
        var table = FlattenByHand(new ShapeOptions { Batch = null });

        Assert.Equal("float[N,48]", table["y"]!.ToString());
        Assert.Equal("dimension 0 of input 'x' is free ('N')", table.Reasons["y"]);
        Assert.Null(table.Constant("target"));
    }

    [Fact]
    public void A_target_shape_is_a_constant_once_the_batch_is_fixed()
    {
        var table = FlattenByHand(new ShapeOptions { Batch = 2 });

        Assert.Equal("float[2,48]", table["y"]!.ToString());
        Assert.Equal([2, -1], table.Constant("target")!.AsInt64s().ToArray());
        Assert.Empty(table.Reasons);
    }

    [Fact]
    public void A_loop_of_known_length_is_followed_step_by_step()
    {
        Assert.Equal("float[5,2]", GrowingLoop(trips: 4)["y"]!.ToString());
    }

    [Fact]
    public void A_loop_of_unknown_length_says_what_changes()
    {
        var table = GrowingLoop(trips: null);

        Assert.Equal("float[?,2]", table["y"]!.ToString());
        Assert.Equal("changes from step to step of Loop 'n0'", table.Reasons["y"]);
    }

    [Fact]
    public void Deeply_nested_loops_end_in_time()
    {
        var body = LoopBody([Probe.Node("Identity", ["state"], ["next"], [])]);
        for (var depth = 0; depth < 40; depth++)
            body = LoopBody([Loop("m", "state", "next", body)]);
        var graph = Probe.Graph([new("x", Probe.Type("float[1,2]"))], [Loop("m", "x", "y", body)], Trips(64));

        var table = ShapeInference.Infer(graph, 17);

        Assert.True(table["y"]!.IsStatic || table.Reasons.ContainsKey("y"));
    }

    [Fact]
    public void Deeply_nested_optionals_do_not_exhaust_the_stack()
    {
        const int depth = 50_000;
        var nodes = Enumerable.Range(0, depth).Select(i => Probe.Node(i % 2 == 0 ? "Optional" : "SequenceConstruct", [$"v{i}"], [$"v{i + 1}"], [], index: i)).ToList();
        nodes.Add(Probe.Node("SequenceConstruct", [$"v{depth}", $"v{depth}"], ["y"], [], index: depth));

        Assert.True(ShapeInference.Infer(Probe.Graph([new("v0", Probe.Type("float[1]"))], [.. nodes]), 17).IsNonTensor("y"));
    }

    [Fact]
    public void Work_per_node_does_not_grow_with_the_rank_or_the_names_of_a_hostile_file()
    {
        var deep = new TensorShape([.. Enumerable.Repeat(Dimension.Of(1), 100_000)]);
        var name = new string('x', 1_000_000);
        var nodes = Enumerable.Range(0, 2_000).Select(i => Probe.Node("Add", [i == 0 ? name : $"v{i}", name], [$"v{i + 1}"], [], index: i));

        var table = ShapeInference.Infer(Probe.Graph([new(name, new TensorType(ElementType.Float, deep))], [.. nodes]), 17);

        Assert.Null(table["v2000"]!.Shape);
        Assert.InRange(table.Reasons["v2000"].Length, 1, 200);
    }

    [Fact]
    public void Branches_that_agree_give_their_shape_and_others_the_condition_as_the_reason()
    {
        OnnxGraph Branch(string input) => Probe.Graph([], [Probe.Node("Relu", [input], ["out"], [])], outputs: ["out"]);
        ShapeTable Infer(string other) => ShapeInference.Infer(
            Probe.Graph(
                [new("x", Probe.Type("float[2,3]")), new("z", Probe.Type(other)), new("c", Probe.Type("bool[]"))],
                [Probe.Node("If", ["c"], ["y"], [Body("then_branch", Branch("x")), Body("else_branch", Branch("z"))])]),
            17);

        Assert.Equal("float[2,3]", Infer("float[2,3]")["y"]!.ToString());
        var differ = Infer("float[2,4]");
        Assert.Equal("float[2,?]", differ["y"]!.ToString());
        Assert.Equal("depends on the values of input 'c'", differ.Reasons["y"]);
    }

    [Theory]
    [InlineData("Div", "#7 #-2", -3)]
    [InlineData("Mod", "#7 #-2", -1)]
    [InlineData("Mod", "#-7 #3", 2)]
    [InlineData("Pow", "#2 #10", 1024)]
    [InlineData("Max", "#2 #10 #3", 10)]
    [InlineData("ReduceProd", "{2,3,4}", 24)]
    [InlineData("Neg", "#5", -5)]
    [InlineData("Size", "float[3,4]", 12)]
    public void Folds_integers_as_the_operators_define(string op, string inputs, long expected)
    {
        var attributes = op == "ReduceProd" ? "keepdims=0" : "";

        Assert.Equal([expected], Probe.Infer(op, 17, inputs, attributes).Constant("y0")!.AsInt64s().ToArray());
    }

    [Theory]
    [InlineData("Add", "#9223372036854775807 #1")]
    [InlineData("Mul", "#9223372036854775807 #9223372036854775807")]
    [InlineData("Neg", "#-9223372036854775808")]
    [InlineData("Abs", "#-9223372036854775808")]
    [InlineData("Div", "#-9223372036854775808 #-1")]
    [InlineData("Div", "#1 #0")]
    [InlineData("Mod", "#1 #0")]
    [InlineData("Pow", "#9 #99")]
    [InlineData("ReduceSum", "{9223372036854775807,1}")]
    public void Leaves_what_overflows_unknown(string op, string inputs)
    {
        Assert.Null(Probe.Infer(op, 17, inputs, "").Constant("y0"));
    }

    /// <summary>What PyTorch writes for <c>x.view(x.size(0), -1)</c>.</summary>
    private static ShapeTable FlattenByHand(ShapeOptions options)
    {
        var constants = new Dictionary<string, OnnxInitializer>
        {
            ["zero"] = Probe.Constant("zero", Tensor.OfInt64s([], [0])),
            ["axes"] = Probe.Constant("axes", Tensor.OfInt64s([1], [0])),
            ["rest"] = Probe.Constant("rest", Tensor.OfInt64s([1], [-1])),
        };
        return ShapeInference.Infer(
            Probe.Graph(
                [new("x", Probe.Type("float[N,3,4,4]"))],
                [
                    Probe.Node("Shape", ["x"], ["shape"], []),
                    Probe.Node("Gather", ["shape", "zero"], ["size"], [], index: 1),
                    Probe.Node("Unsqueeze", ["size", "axes"], ["first"], [], index: 2),
                    Probe.Node("Concat", ["first", "rest"], ["target"], [OnnxAttribute.Of("axis", 0)], index: 3),
                    Probe.Node("Reshape", ["x", "target"], ["y"], [], index: 4),
                ],
                constants),
            17,
            options);
    }

    private static ShapeTable GrowingLoop(long? trips)
    {
        var body = LoopBody([Probe.Node("Concat", ["state", "x"], ["next"], [OnnxAttribute.Of("axis", 0)])]);
        ImmutableArray<OnnxValueInfo> inputs = [new("x", Probe.Type("float[1,2]"))];
        return ShapeInference.Infer(
            Probe.Graph(trips is null ? inputs.Add(new("m", Probe.Type("int64[]"))) : inputs, [Loop("m", "x", "y", body)], trips is { } n ? Trips(n) : null),
            17);
    }

    private static Dictionary<string, OnnxInitializer> Trips(long count) => new() { ["m"] = Probe.Constant("m", Tensor.OfInt64s([], [count])) };

    private static OnnxNode Loop(string trips, string state, string output, OnnxGraph body) => Probe.Node("Loop", [trips, "", state], [output], [Body("body", body)]);

    private static OnnxGraph LoopBody(OnnxNode[] nodes) => Probe.Graph(
        [new("i", Probe.Type("int64[]")), new("go", Probe.Type("bool[]")), new("state", Probe.Type("float[...]"))],
        [Probe.Node("Identity", ["go"], ["goes"], []), .. nodes],
        outputs: ["goes", "next"]);

    private static OnnxAttribute Body(string name, OnnxGraph graph) => new() { Name = name, Graphs = [graph] };
}
