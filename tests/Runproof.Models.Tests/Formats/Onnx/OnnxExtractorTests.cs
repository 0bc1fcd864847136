using Runproof.Models.Formats.Onnx;

namespace Runproof.Models.Tests.Formats.Onnx;

public sealed class OnnxExtractorTests
{
    [Fact]
    public void All_nodes_of_every_seed_give_an_equal_graph()
    {
        foreach (var seed in OnnxSeeds.All)
        {
            var model = Read(seed);
            var again = Read(OnnxExtractor.Extract(model, model.Graph.Nodes, model.Graph.Inputs, model.Graph.Outputs, model.Graph.Name));
            Assert.Equal(GraphText.Of(model), GraphText.Of(again));
        }
    }

    [Fact]
    public void Only_the_constants_and_functions_that_are_used_come_along()
    {
        var model = Read(OnnxSeeds.Convolutions().Build());
        var part = Read(OnnxExtractor.Extract(model, [.. model.Graph.Nodes.Take(2)], model.Graph.Inputs, [model.Graph.ValueInfos["a"]], "part"));
        Assert.Equal(["w1"], part.Graph.Initializers.Keys);
        Assert.Equal("part", part.Graph.Name);

        model = Read(OnnxSeeds.Functions());
        part = Read(OnnxExtractor.Extract(model, model.Graph.Nodes, model.Graph.Inputs, model.Graph.Outputs, "part"));
        Assert.Equal(["own:Once", "own:Twice"], part.FunctionNames);
        Assert.Equal(1, part.Opsets["own"]);
    }

    [Fact]
    public void Constants_of_an_old_file_are_inputs_again()
    {
        var model = Read(OnnxSeeds.OldStyle());
        var part = Read(OnnxExtractor.Extract(model, model.Graph.Nodes, model.Graph.Inputs, model.Graph.Outputs, "part"));
        Assert.Equal(["x", "w"], part.Wire.Graph.Input.Select(input => input.Name));
        Assert.Equal(["x"], part.Graph.Inputs.Select(input => input.Name));
    }

    [Fact]
    public void A_constant_can_be_returned()
    {
        var model = Read(OnnxSeeds.Residual().Build());
        var part = Read(OnnxExtractor.Extract(model, [], [], [new("w0", model.Graph.Initializers["w0"].Type)], "part"));
        Assert.Equal(["w0"], part.Graph.Initializers.Keys);
    }

    private static OnnxModel Read(byte[] bytes)
    {
        Assert.True(OnnxModel.TryRead(bytes, "model.onnx", null, out var model, out var error), error?.ToString());
        return model;
    }
}
