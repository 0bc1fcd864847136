using Runproof.Circuits.Graph;
using Runproof.Compiler.Models;
using Runproof.Compiler.Models.Quantization;
using Runproof.Compiler.Tests.Operators;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Shapes;

namespace Runproof.Compiler.Tests;

public sealed class ProvabilityTests
{
    public static TheoryData<string> Names => [.. OperatorCases.All.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_node_is_provable_exactly_if_its_slice_compiles(string name)
    {
        var entry = OperatorCases.All.Single(entry => entry.Name == name);
        Check(entry.Model, TestCircuit.Observe(entry.Model, entry.Samples(4)));
    }

    internal static void Check(OnnxModel model, TensorStatistics statistics)
    {
        var shapes = ShapeInference.Infer(model);
        var whyNot = CircuitProvability.For(model, shapes);
        foreach (var node in model.Graph.Nodes)
        {
            var inputs = node.Reads.Where(read => !model.Graph.Initializers.ContainsKey(read)).Distinct().Select(read => new OnnxValueInfo(read, shapes[read])).ToArray();
            OnnxValueInfo output = new(node.Outputs[0], shapes[node.Outputs[0]]);
            var slice = TestCircuit.Read(OnnxExtractor.Extract(model, [node], inputs, [output], "slice"));
            bool compiles = ModelCircuitCompiler.TryCompile(slice, statistics, TestCircuit.OptionsFor(slice, CircuitPrecision.A8W8), out _, out var error);

            Assert.True(compiles == (whyNot(node) is null), $"{node}: {whyNot(node) ?? "provable"}, but {error?.Message ?? "compiled"}");
        }
    }
}
