using Runproof.Circuits.Formats;
using Runproof.Circuits.Graph;
using Runproof.Compiler.Models.Quantization;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Shapes;
using Runproof.Models.Onnx.Slicing;

namespace Runproof.Compiler.Tests;

public sealed class SliceChainTests
{
    [Theory]
    [InlineData("net", CircuitPrecision.A8W8)]
    [InlineData("doom", CircuitPrecision.A8W8)]
    [InlineData("net", CircuitPrecision.A16W8)]
    public void Slices_that_are_compiled_apart_agree_on_what_crosses_between_them(string name, CircuitPrecision precision)
    {
        var sample = SampleModel.Open(name);
        var statistics = TestCircuit.Observe(sample.Model, Enumerable.Range(0, 4).Select(i => sample.Input(sample.Calibration, i)));
        var slices = Compile(sample.Model, statistics, precision);
        var input = sample.Input(sample.Calibration, 0);
        int[] values = TestCircuit.Quantize(slices[0].Circuit.Tensors[0], [.. input.Values.Single().Values]);
        for (int i = 0; i < slices.Count; i++)
        {
            if (i > 0)
                Assert.Equal(slices[i - 1].Circuit.Tensors[slices[i - 1].Circuit.Outputs[0]], slices[i].Circuit.Tensors[0]);
            values = [.. TestCircuit.ExecuteIntegers(slices[i], [values])[0].Select(value => i < slices.Count - 1 ? (int)value : 0)];
        }

        Assert.True(slices.Count > 1);
    }

    [Fact]
    public void Equal_arguments_give_equal_circuits()
    {
        var sample = SampleModel.Open("net");
        var statistics = TestCircuit.Observe(sample.Model, Enumerable.Range(0, 2).Select(i => sample.Input(sample.Calibration, i)));
        var options = TestCircuit.OptionsFor(sample.Model, CircuitPrecision.A8W8);

        var first = TestCircuit.Compile(sample.Model, statistics, options);
        var second = TestCircuit.Compile(SampleModel.Open("net").Model, statistics, options);

        Assert.Equal(CompiledCircuitFormat.Write(first), CompiledCircuitFormat.Write(second));
    }

    [Fact]
    public void Statistics_do_not_depend_on_the_order_of_samples()
    {
        var sample = SampleModel.Open("net");
        int[] order = [0, 1, 2];

        var forward = TestCircuit.Observe(sample.Model, order.Select(i => sample.Input(sample.Calibration, i)));
        var backward = TestCircuit.Observe(sample.Model, order.Reverse().Select(i => sample.Input(sample.Calibration, i)));

        foreach (var (name, values) in forward.Values)
        {
            Assert.Equal(values with { Histogram = [] }, backward[name]! with { Histogram = [] });
            Assert.Equal(values.Histogram.AsEnumerable(), backward[name]!.Histogram.AsEnumerable());
        }
    }

    internal static List<CompiledCircuit> Compile(OnnxModel model, TensorStatistics statistics, CircuitPrecision precision)
    {
        var shapes = ShapeInference.Infer(model);
        Assert.True(ModelSlicer.TryPlan(model, name => shapes[name], new(), out var plan, out var error), error?.ToString());
        var compiled = new List<CompiledCircuit>();
        foreach (var slice in plan.Slices)
        {
            var part = TestCircuit.Read(OnnxExtractor.Extract(model, slice.Nodes, slice.Inputs, slice.Outputs, slice.Name));
            var ends = slice.Outputs.Select(output => output.Name).Intersect(model.Graph.Outputs.Select(output => output.Name));
            compiled.Add(TestCircuit.Compile(part, statistics, new() { Precision = precision, PublicOutputs = [.. ends] }));
        }

        return compiled;
    }
}
