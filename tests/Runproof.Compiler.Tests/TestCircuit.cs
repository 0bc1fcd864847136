using Runproof.Circuits.Execution;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;
using Runproof.Compiler.Models;
using Runproof.Compiler.Models.Outputs;
using Runproof.Compiler.Models.Quantization;
using Runproof.Compiler.Tests.Reference;
using Runproof.Models.Formats.Onnx;

namespace Runproof.Compiler.Tests;

/// <summary>Calibrates, compiles and executes models.</summary>
internal static class TestCircuit
{
    public static OnnxModel Read(byte[] bytes) =>
        OnnxModel.TryRead(bytes, "model.onnx", null, out var model, out var error) ? model : throw new InvalidOperationException(error.ToString());

    public static TensorStatistics Observe(OnnxModel model, IEnumerable<IReadOnlyDictionary<string, FloatTensor>> samples)
    {
        var evaluator = new FloatEvaluator(model);
        var collector = new StatisticsCollector(model);
        foreach (var sample in samples)
        {
            var values = evaluator.Run(sample);
            foreach (string name in collector.Names.Where(values.ContainsKey))
                collector.Observe(name, [.. values[name].Values.Select(value => (float)value)]);
        }

        return collector.Finish();
    }

    public static CompileOptions OptionsFor(OnnxModel model, CircuitPrecision precision) => new()
    {
        Precision = precision,
        PublicOutputs = [.. model.Graph.Outputs.Select(output => output.Name)],
    };

    public static CompiledCircuit Compile(OnnxModel model, TensorStatistics statistics, CompileOptions options) =>
        ModelCircuitCompiler.TryCompile(model, statistics, options, out var compiled, out var whyNot) ? compiled : throw new InvalidOperationException(whyNot.ToString());

    /// <summary>The integers of a real tensor, as the circuit's input wants them.</summary>
    public static int[] Quantize(CircuitTensor tensor, double[] values)
    {
        double unit = Scales.ToDouble(tensor.Scale);
        return [.. values.Select(value => (int)Math.Clamp(Math.Round(value / unit), tensor.Range.Min, tensor.Range.Max))];
    }

    public static long[][] ExecuteIntegers(CompiledCircuit slice, IReadOnlyList<int[]> inputs)
    {
        var execution = Run(slice, inputs);
        return [.. Enumerable.Range(0, slice.Outputs.Length).Select(execution.Output)];
    }

    public static CircuitExecution Run(CompiledCircuit slice, IReadOnlyList<int[]> inputs)
    {
        if (!CircuitExecutor.TryExecute(slice.Circuit, slice.Weights!, [.. inputs.Select(input => (ReadOnlyMemory<int>)input)], default, out var execution, out var error))
            throw new InvalidOperationException(error.ToString());
        return execution;
    }

    public static FloatTensor[] Execute(CompiledCircuit slice, IReadOnlyDictionary<string, FloatTensor> inputs)
    {
        var outputs = ExecuteIntegers(slice, [.. slice.Inputs.Select((name, i) => Quantize(slice.Circuit.Tensors[i], inputs[name].Values))]);
        return [.. slice.Outputs.Select((output, i) => OutputValues.Of(slice, i, outputs[i])).Select(values => new FloatTensor([values.Length], values))];
    }
}
