using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Analysis;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Shapes;
using Runproof.Models.Tensors;
using Runproof.Models.Tests.Onnx.Shapes;

namespace Runproof.Models.Tests.Onnx.Analysis;

public sealed class ModelAnalysisTests(ITestOutputHelper output)
{
    [Fact]
    public void Counts_the_parameters_and_products_of_a_small_convolutional_network()
    {
        var analysis = ModelAnalysis.Analyze(Read(Net()));

        Assert.Equal(62_006, analysis.Parameters);
        Assert.Equal([456, 0, 0, 2_416, 0, 0, 0, 48_120, 0, 10_164, 0, 850], analysis.Nodes.Select(n => n.Parameters));
        Assert.Equal((28 * 28 * 6 * 75) + (10 * 10 * 16 * 150) + 48_000 + 10_080 + 840, analysis.Macs);
        Assert.Equal(("net", 17, 12), (analysis.ModelName, analysis.Opset, analysis.NodeCount));
        Assert.Equal("float[1,3,32,32]", Assert.Single(analysis.Inputs).Type!.ToString());
        Assert.Equal("float[1,10]", Assert.Single(analysis.Outputs).Type!.ToString());
        Assert.Empty(analysis.Diagnostics);
    }

    [Fact]
    public void Says_of_every_node_that_there_are_no_circuits_yet()
    {
        var analysis = ModelAnalysis.Analyze(Read(Net()));

        Assert.All(analysis.Nodes, n => Assert.False(n.Provable));
        Assert.All(analysis.Nodes, n => Assert.Contains("no compiler of circuits was asked", n.WhyNot, StringComparison.Ordinal));
    }

    [Fact]
    public void A_shared_constant_counts_once_and_a_shape_never()
    {
        var weight = Tensor.OfFloats([4, 4], new float[16]);
        var model = new OnnxModelBuilder()
            .AddInput("x", Probe.Type("float[1,4]")).AddOutput("y", null)
            .AddInitializer("w", weight).AddInitializer("shape", Tensor.OfInt64s([2], [1, 4]))
            .AddNode("MatMul", ["x", "w"], ["a"]).AddNode("MatMul", ["a", "w"], ["b"]).AddNode("Reshape", ["b", "shape"], ["y"]);

        Assert.Equal([16, 0, 0], ModelAnalysis.Analyze(Read(model)).Nodes.Select(n => n.Parameters));
    }

    [Fact]
    public void Reports_contradictions_and_still_analyses_every_node()
    {
        var model = new OnnxModelBuilder()
            .AddInput("x", Probe.Type("float[1,3]")).AddOutput("y", null).AddInitializer("w", Tensor.OfFloats([4, 5], new float[20]))
            .AddNode("MatMul", ["x", "w"], ["a"]).AddNode("Relu", ["a"], ["y"]);

        var analysis = ModelAnalysis.Analyze(Read(model));

        Assert.Equal(ShapeErrors.Mismatch, Assert.Single(analysis.Diagnostics).Code);
        Assert.Equal(2, analysis.NodeCount);
        Assert.Null(analysis.Macs);
        Assert.NotNull(Assert.Single(analysis.Outputs).WhyDynamic);
    }

    [Theory]
    [InlineData("Conv", "float[2,4,8,8] float[6,2,3,3]", "group=2", 2L * 6 * 6 * 6 * 2 * 9)]
    [InlineData("ConvTranspose", "float[1,4,5,5] float[4,3,2,2]", "", 4L * 25 * 3 * 4)]
    [InlineData("MatMul", "float[7,2,3] float[3,5]", "", 7L * 2 * 3 * 5)]
    [InlineData("Gemm", "float[3,2] float[3,5]", "transA=1", 2L * 3 * 5)]
    [InlineData("Einsum", "float[7,2,3] float[7,3,5]", "equation=bij,bjk->bik", 7L * 2 * 3 * 5)]
    [InlineData("Einsum", "float[2,3]", "equation=ij->ji", 0L)]
    [InlineData("LSTM", "float[5,2,3] float[1,16,3] float[1,16,4]", "", 5L * 2 * (16 * 3 + 16 * 4))]
    [InlineData("GRU", "float[5,2,3] float[2,12,3] float[2,12,4]", "direction=bidirectional", 5L * 2 * 2 * (12 * 3 + 12 * 4))]
    [InlineData("Attention", "float[1,2,3,8] float[1,2,5,8] float[1,2,5,6]", "", 2L * 3 * 5 * (8 + 6))]
    [InlineData("MaxPool", "float[1,1,4,4]", "kernel_shape=[2,2]", 0L)]
    [InlineData("MatMul", "float[?,3] float[3,5]", "", null)]
    [InlineData("Frobnicate", "float[1]", "", null)]
    public void Counts_one_product_for_every_weight_and_position(string op, string inputs, string attributes, long? expected)
    {
        var (graph, table) = Probe.Run(op, 23, inputs, attributes);

        Assert.Equal(expected, MultiplyAccumulates.Of(graph.Nodes[0], table));
    }

    [Fact]
    public void Finds_the_known_parameters_of_the_mnist_model()
    {
        var path = Path.Combine(Root(), "..", "shared", "data", "models", "mnist", "model.onnx");
        Assert.SkipUnless(File.Exists(path), "the mnist model is not at hand");
        Assert.True(OnnxModel.TryRead(path, out var model, out var error), error?.ToString());

        var analysis = ModelAnalysis.Analyze(model);

        // 8*1*5*5 + 8, 16*8*5*5 + 16, 256*10 + 10; the two target shapes of Reshape would make it 5,998.
        Assert.Equal(5_994, analysis.Parameters);
        Assert.Equal("float[1,10]", Assert.Single(analysis.Outputs).Type!.ToString());
        Assert.NotNull(analysis.Macs);
        Assert.Empty(analysis.Diagnostics);
    }

    [Fact]
    public void Gives_the_declared_outputs_of_every_model_that_can_be_read()
    {
        var directories = TestCase.Directories.ToList();
        Assert.SkipWhen(directories.Count == 0, "the package libonnx-testdata is not installed");
        var read = 0;
        foreach (var directory in directories)
        {
            if (!OnnxModel.TryRead(Path.Combine(directory, "model.onnx"), out var model, out _))
                continue;
            read++;
            var analysis = ModelAnalysis.Analyze(model);
            Assert.Empty(analysis.Diagnostics);
            foreach (var (found, declared) in analysis.Outputs.Zip(model.Graph.Outputs))
            {
                if (declared.Tensor is { IsStatic: true } type)
                    Assert.Equal(type.ToString(), found.Type?.ToString());
                else
                    Assert.True(found.Type is null or { IsStatic: true } || found.WhyDynamic is not null, $"{directory}: {found}");
            }
        }

        output.WriteLine($"{read} of {directories.Count} models read and analysed");
    }

    private static string Root()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Runproof.slnx")))
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("the tests do not lie in the repository");
        return directory;
    }

    private static OnnxModel Read(OnnxModelBuilder builder)
    {
        Assert.True(OnnxModel.TryRead(builder.Build(), "net.onnx", null, out var model, out var error), error?.ToString());
        return model;
    }

    private static OnnxModelBuilder Net()
    {
        var builder = new OnnxModelBuilder("net", 17).AddInput("x", Probe.Type("float[N,3,32,32]")).AddOutput("y", Probe.Type("float[N,10]"));
        var value = "x";
        void Layer(string op, string output, OnnxAttribute[] attributes, params long[][] weights)
        {
            var inputs = new List<string> { value };
            foreach (var shape in weights)
            {
                inputs.Add($"{output}_{inputs.Count}");
                builder.AddInitializer(inputs[^1], Tensor.OfFloats(shape, new float[shape.Aggregate(1L, (a, b) => a * b)]));
            }

            builder.AddNode(op, [.. inputs], [output], "", attributes);
            value = output;
        }

        OnnxAttribute[] pool = [OnnxAttribute.Of("kernel_shape", [2L, 2]), OnnxAttribute.Of("strides", [2L, 2])];
        Layer("Conv", "c1", [], [6, 3, 5, 5], [6]);
        Layer("Relu", "r1", []);
        Layer("MaxPool", "p1", pool);
        Layer("Conv", "c2", [], [16, 6, 5, 5], [16]);
        Layer("Relu", "r2", []);
        Layer("MaxPool", "p2", pool);
        Layer("Flatten", "f", []);
        Layer("Gemm", "g1", [OnnxAttribute.Of("transB", 1L)], [120, 400], [120]);
        Layer("Relu", "r3", []);
        Layer("Gemm", "g2", [OnnxAttribute.Of("transB", 1L)], [84, 120], [84]);
        Layer("Relu", "r4", []);
        Layer("Gemm", "y", [OnnxAttribute.Of("transB", 1L)], [10, 84], [10]);
        return builder;
    }
}
