using Runproof.Core.Diagnostics;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Slicing;
using Runproof.Models.Tensors;
using Runproof.Models.Tests.Formats.Onnx;

namespace Runproof.Models.Tests.Onnx.Slicing;

public sealed class ModelSlicerTests
{
    private static readonly TensorType Vector = new(ElementType.Float, TensorShape.Of(1, 4));

    [Fact]
    public void There_is_one_slice_per_layer_with_what_follows_it()
    {
        var plan = Plan(OnnxSeeds.Convolutions());
        Assert.Equal(["conv1 relu1", "conv2 relu2 flatten", "weight product"], Nodes(plan));
        Assert.Equal(["slice_0", "slice_1", "slice_2"], plan.Slices.Select(slice => slice.Name));
        Assert.Equal([18L, 54L, 48L], plan.Slices.Select(slice => slice.Parameters));
    }

    [Fact]
    public void What_precedes_the_first_layer_joins_it()
    {
        var plan = Plan(Model().AddNode("Relu", ["x"], ["a"], "before").AddNode("MatMul", ["a", "w"], ["b"], "m1").AddNode("MatMul", ["b", "w"], ["y"], "m2"));
        Assert.Equal(["before m1", "m2"], Nodes(plan));
    }

    [Fact]
    public void A_value_that_skips_a_slice_comes_straight_from_its_producer()
    {
        var plan = Plan(OnnxSeeds.Residual());
        Assert.Equal(["g0", "g1 split Add_3", "g2 Add_5", "g3"], Nodes(plan));
        Assert.Equal([new SliceSource("c", 1), new SliceSource("a", 0)], plan.Slices[2].Sources);
        Assert.Equal([new SliceSource("y", 3)], plan.Outputs);
    }

    [Fact]
    public void A_cut_moves_to_where_fewer_values_cross()
    {
        var options = new SliceOptions { MaxCrossings = 1 };
        var plan = Plan(OnnxSeeds.Residual(), options);
        Assert.Equal(["g0", "g1 split Add_3 g2 Add_5", "g3"], Nodes(plan));
    }

    [Fact]
    public void A_model_without_layers_is_one_slice() =>
        Assert.Equal(["a b"], Nodes(Plan(Model().AddNode("Relu", ["x"], ["t"], "a").AddNode("Relu", ["t"], ["y"], "b"))));

    [Fact]
    public void Nodes_that_depend_on_constants_only_are_copied_to_each_reader()
    {
        var plan = Plan(Model()
            .AddNode("Transpose", ["w"], ["t"], "turn")
            .AddNode("Neg", ["t"], ["n"], "negate")
            .AddNode("MatMul", ["x", "n"], ["a"], "m1")
            .AddNode("MatMul", ["a", "t"], ["y"], "m2")
            .AddNode("Neg", ["n"], ["unread"], "dead"));
        Assert.Equal(["turn negate m1", "turn negate m2 dead"], Nodes(plan));
    }

    [Fact]
    public void Outputs_that_nothing_computes_come_from_the_last_slice()
    {
        var plan = Plan(Model()
            .AddOutput("x", Vector)
            .AddOutput("w", null)
            .AddOutput("t", null)
            .AddNode("Transpose", ["w"], ["t"], "turn")
            .AddNode("MatMul", ["x", "w"], ["a"], "m1")
            .AddNode("MatMul", ["a", "w"], ["y"], "m2"));
        Assert.Equal(["m1", "turn m2"], Nodes(plan));
        Assert.Equal(["y", "x", "w", "t"], plan.Slices[1].Outputs.Select(output => output.Name));
        Assert.Contains(new SliceSource("x", null), plan.Slices[1].Sources);
    }

    [Fact]
    public void A_model_of_constants_only_is_one_slice()
    {
        var plan = Plan(new OnnxModelBuilder().AddOutput("y", null).AddInitializer("w", Tensor.OfFloats([2], [1, 2])).AddNode("Relu", ["w"], ["y"], "relu"));
        Assert.Equal(["relu"], Nodes(plan));
        Assert.Empty(plan.Slices[0].Inputs);
    }

    [Fact]
    public void Layers_whose_result_nobody_needs_do_not_become_a_slice_that_returns_nothing()
    {
        var plan = Plan(Model()
            .AddNode("MatMul", ["x", "w"], ["d1"], "dead1")
            .AddNode("MatMul", ["x", "w"], ["y"], "m")
            .AddNode("MatMul", ["y", "w"], ["d2"], "dead2")
            .AddNode("MatMul", ["d2", "w"], ["d3"], "dead3"));
        Assert.Equal(["dead1 m dead2 dead3"], Nodes(plan));
    }

    [Fact]
    public void Named_cuts_replace_the_layers()
    {
        var options = new SliceOptions { Cuts = ["relu2", "relu1", "relu1"] };
        Assert.Equal(["conv1 relu1", "conv2 relu2", "weight flatten product"], Nodes(Plan(OnnxSeeds.Convolutions(), options)));
    }

    [Theory]
    [InlineData("nowhere", "no node 'nowhere'")]
    [InlineData("product", "last node")]
    [InlineData("weight", "constants only")]
    public void Named_cuts_that_cannot_be_made_are_refused_with_the_reason(string name, string says)
    {
        var error = Refused(OnnxSeeds.Convolutions(), new SliceOptions { Cuts = [name] });
        Assert.Equal(name == "nowhere" ? SliceErrors.UnknownNode : SliceErrors.CutForbidden, error.Code);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_cut_beside_which_nothing_is_returned_is_refused()
    {
        var model = Model().AddNode("Neg", ["x"], ["d"], "dead").AddNode("Relu", ["x"], ["y"], "r");
        Assert.Equal(SliceErrors.CutForbidden, Refused(model, new SliceOptions { Cuts = ["dead"] }).Code);
    }

    [Fact]
    public void A_cut_across_a_sequence_is_refused_by_name_and_avoided_by_itself()
    {
        Assert.True(OnnxModel.TryRead(OnnxSeeds.Branches(), "m", null, out var model, out _));
        var types = DeclaredTypes.Of(model, Vector);
        Assert.False(ModelSlicer.TryPlan(model, types, new SliceOptions { Cuts = ["pair"] }, out _, out var error));
        Assert.Equal(SliceErrors.CutForbidden, error.Code);
        Assert.Contains("'s'", error.Message, StringComparison.Ordinal);

        Assert.True(ModelSlicer.TryPlan(model, types, new SliceOptions { Cuts = ["choice"] }, out var plan, out error), error?.ToString());
        PlanLaws.Check(model, plan);
        Assert.Equal([new SliceSource("z", 0), new SliceSource("r", 0)], plan.Slices[1].Sources);
    }

    [Fact]
    public void A_value_of_unknown_type_forbids_the_cut()
    {
        Assert.True(OnnxModel.TryRead(OnnxSeeds.Convolutions().Build(), "m", null, out var model, out _));
        TensorType? Types(string name) => name == "b" ? null : Vector;
        Assert.True(ModelSlicer.TryPlan(model, Types, new SliceOptions(), out var plan, out _));
        Assert.Equal(["conv1", "relu1 conv2 relu2 flatten", "weight product"], Nodes(plan));
        Assert.False(ModelSlicer.TryPlan(model, Types, new SliceOptions { Cuts = ["relu1"] }, out _, out var error));
        Assert.Contains("'b'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_on_parameters_cuts_within_a_group()
    {
        var model = Model();
        foreach (var name in new[] { "a1", "a2", "a3" })
            model.AddInitializer(name, Tensor.OfFloats([4], new float[4]));
        model.AddNode("Add", ["x", "a1"], ["p"], "p").AddNode("Add", ["p", "a2"], ["q"], "q").AddNode("Add", ["q", "a1"], ["r"], "r").AddNode("Add", ["r", "a3"], ["y"], "s");
        Assert.Equal(["p q r", "s"], Nodes(Plan(model, new SliceOptions { MaxParameters = 8 })));
        Assert.Equal(["p", "q", "r", "s"], Nodes(Plan(model, new SliceOptions { MaxParameters = 1 })));
        Assert.Equal(["p q r s"], Nodes(Plan(model, new SliceOptions { MaxParameters = 12 })));
    }

    [Theory]
    [InlineData("RandomNormalLike")]
    [InlineData("RandomUniformLike")]
    [InlineData("Multinomial")]
    [InlineData("Bernoulli")]
    public void A_model_that_draws_random_numbers_is_refused(string op)
    {
        var error = Refused(Model().AddNode(op, ["x"], ["y"], "dice"), new SliceOptions());
        Assert.Equal(SliceErrors.Nondeterministic, error.Code);
        Assert.Contains("dice", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(null, true)]
    public void Dropout_is_refused_when_it_trains(bool? training, bool accepted)
    {
        var model = Model().AddInitializer("ratio", Tensor.OfFloats([], [0.5f]));
        if (training is { } value)
            model.AddInitializer("mode", new Tensor(ElementType.Bool, [], new[] { value ? (byte)1 : (byte)0 }));
        model.AddNode("Dropout", training is null ? ["x"] : ["x", "ratio", "mode"], ["y"], "drop");
        if (accepted)
            Plan(model);
        else
            Assert.Equal(SliceErrors.Nondeterministic, Refused(model, new SliceOptions()).Code);
    }

    [Theory]
    [InlineData(6, null, false)]
    [InlineData(6, 0L, false)]
    [InlineData(6, 1L, true)]
    [InlineData(7, null, true)]
    public void Dropout_trained_before_opset_7_unless_it_said_otherwise(long opset, long? isTest, bool accepted)
    {
        var model = new OnnxModelBuilder(opset: opset).AddInput("x", Vector).AddOutput("y", Vector);
        if (isTest is { } value)
            model.AddNode("Dropout", ["x"], ["y"], "drop", OnnxAttribute.Of("is_test", value));
        else
            model.AddNode("Dropout", ["x"], ["y"], "drop");
        if (accepted)
            Plan(model);
        else
            Assert.Equal(SliceErrors.Nondeterministic, Refused(model, new SliceOptions()).Code);
    }

    [Fact]
    public void Random_numbers_in_branches_and_functions_are_found()
    {
        foreach (var seed in new[] { OnnxSeeds.Branches(), OnnxSeeds.Functions() })
        {
            var wire = Runproof.Models.Formats.Onnx.Wire.ModelProto.Parser.ParseFrom(seed);
            var inner = wire.Functions.Count != 0 ? wire.Functions[1].Node[0] : wire.Graph.Node[1].Attribute[1].G.Node[0];
            inner.OpType = "Bernoulli";
            Assert.True(OnnxModel.TryRead(Google.Protobuf.MessageExtensions.ToByteArray(wire), "m", null, out var model, out _));
            Assert.False(ModelSlicer.TryPlan(model, _ => Vector, new SliceOptions(), out _, out var error));
            Assert.Equal(SliceErrors.Nondeterministic, error.Code);
        }
    }

    [Fact]
    public void Inputs_and_outputs_must_be_tensors_of_numbers()
    {
        var words = new TensorType(ElementType.String, TensorShape.Of(1));
        Assert.Equal(SliceErrors.NotTensor, Refused(Model().AddInput("s", words).AddNode("Relu", ["x"], ["y"]), new SliceOptions()).Code);
        var error = Refused(Model().AddOutput("s", words).AddNode("Relu", ["x"], ["y"]).AddNode("Cast", ["x"], ["s"]), new SliceOptions());
        Assert.Equal(SliceErrors.NotTensor, error.Code);
        Assert.Contains("output 's'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_without_nodes_is_refused() =>
        Assert.Equal(SliceErrors.Empty, Refused(new OnnxModelBuilder().AddInput("x", Vector).AddOutput("x", Vector), new SliceOptions()).Code);

    [Fact]
    public void Many_layers_that_share_a_long_chain_of_constants_are_refused_soon()
    {
        const int Length = 3_000;
        var model = Model();
        for (var i = 0; i < Length; i++)
            model.AddNode("Neg", [i == 0 ? "w" : $"c{i - 1}"], [$"c{i}"]);
        for (var i = 0; i < Length; i++)
            model.AddNode("MatMul", [i == 0 ? "x" : $"a{i - 1}", $"c{Length - 1}"], [i == Length - 1 ? "y" : $"a{i}"]);
        Assert.Equal(SliceErrors.TooManyCopies, Refused(model, new SliceOptions()).Code);
        Assert.Equal(SliceErrors.TooManyCopies, Refused(model, new SliceOptions { MaxParameters = 1 }).Code);
    }

    [Fact]
    public void A_hundred_thousand_layers_are_planned()
    {
        const int Length = 100_000;
        var model = Model();
        for (var i = 0; i < Length; i++)
            model.AddNode("MatMul", [i == 0 ? "x" : $"a{i - 1}", "w"], [i == Length - 1 ? "y" : $"a{i}"]);
        Assert.True(OnnxModel.TryRead(model.Build(), "m", null, out var read, out _));
        Assert.True(ModelSlicer.TryPlan(read, _ => Vector, new SliceOptions { MaxParameters = 1 }, out var plan, out _));
        Assert.Equal(Length, plan.Slices.Length);
    }

    private static OnnxModelBuilder Model() => new OnnxModelBuilder()
        .AddInput("x", Vector)
        .AddOutput("y", Vector)
        .AddInitializer("w", Tensor.OfFloats([4, 4], new float[16]));

    private static SlicePlan Plan(OnnxModelBuilder builder, SliceOptions? options = null)
    {
        Assert.True(OnnxModel.TryRead(builder.Build(), "m", null, out var model, out var error), error?.ToString());
        Assert.True(ModelSlicer.TryPlan(model, DeclaredTypes.Of(model, Vector), options ?? new SliceOptions(), out var plan, out error), error?.ToString());
        PlanLaws.Check(model, plan);
        return plan;
    }

    private static Diagnostic Refused(OnnxModelBuilder builder, SliceOptions options)
    {
        Assert.True(OnnxModel.TryRead(builder.Build(), "m", null, out var model, out var error), error?.ToString());
        Assert.False(ModelSlicer.TryPlan(model, DeclaredTypes.Of(model, Vector), options, out var plan, out error));
        Assert.Null(plan);
        Assert.Equal(Phase.Slice, error.Phase);
        return error;
    }

    private static string[] Nodes(SlicePlan plan) => [.. plan.Slices.Select(slice => string.Join(' ', slice.Nodes.Select(node => node.Name)))];
}
