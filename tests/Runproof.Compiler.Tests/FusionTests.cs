using Runproof.Circuits.Graph;
using Runproof.Compiler.Tests.Operators;

namespace Runproof.Compiler.Tests;

public sealed class FusionTests
{
    [Theory]
    [InlineData("conv, relu", 1)]
    [InlineData("conv, norm", 1)]
    [InlineData("conv, residual, relu", 1)]
    [InlineData("conv, max pool, relu", 2)]
    [InlineData("pad, conv", 1)]
    [InlineData("matmul, add, relu", 1)]
    [InlineData("conv of one dimension, norm, relu", 2)]
    [InlineData("gemm, tanh, scale", 1)]
    [InlineData("global average pool", 1)]
    [InlineData("softmax", 1)]
    public void Nodes_that_can_be_one_are_one(string name, int nodes)
    {
        var entry = OperatorCases.All.Single(entry => entry.Name == name);
        var compiled = TestCircuit.Compile(entry.Model, TestCircuit.Observe(entry.Model, entry.Samples(4)), TestCircuit.OptionsFor(entry.Model, CircuitPrecision.A8W8));

        Assert.Equal(nodes, compiled.Circuit.Nodes.Length);
    }

    [Fact]
    public void A_batch_normalisation_that_joined_a_convolution_leaves_its_integers_as_they_would_be_alone()
    {
        var alone = OperatorCase.Of("fold").Input(1, 2, 5, 5).Weights("w", [3, 2, 3, 3]).Weights("b", [3]).Node("Conv", ["w", "b"]);
        var folded = OperatorCase.Of("fold").Input(1, 2, 5, 5).Weights("w", [3, 2, 3, 3]).Weights("b", [3])
            .Weights("scale", [3], 1, 1).Weights("shift", [3], 0, 0).Weights("mean", [3], 0, 0).Weights("variance", [3], 1, 1)
            .Node("Conv", ["w", "b"]).Node("BatchNormalization", ["scale", "shift", "mean", "variance"], Runproof.Models.Onnx.Graph.OnnxAttribute.Of("epsilon", 0f));
        var statistics = TestCircuit.Observe(folded.Model, folded.Samples(4));
        var first = TestCircuit.Compile(alone.Model, statistics, TestCircuit.OptionsFor(alone.Model, CircuitPrecision.A8W8));
        var second = TestCircuit.Compile(folded.Model, statistics, TestCircuit.OptionsFor(folded.Model, CircuitPrecision.A8W8));

        Assert.Equal(first.Weights, second.Weights);
        Assert.Equal(first.Circuit.Nodes.AsEnumerable(), second.Circuit.Nodes.AsEnumerable());
    }
}
