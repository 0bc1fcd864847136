using System.Collections.Immutable;
using Runproof.Circuits.Conversion;
using Runproof.Circuits.Execution;
using Runproof.Compiler.Models;
using Runproof.Compiler.Models.Fidelity;
using Runproof.Compiler.Models.Quantization;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Tensors;
using Runproof.Runs.Metadata;
using Runproof.Runs.Results;

namespace Runproof.Runs.Compiling;

/// <summary>What all tensors of a model hold on sample inputs: their statistics, and, for some of the inputs, the tensors themselves.</summary>
internal sealed class ModelSamples
{
    private const int Compared = 64;

    private readonly ImmutableArray<Dictionary<string, Tensor>> _values;

    private readonly HashSet<string> _outputs;

    private ModelSamples(TensorStatistics statistics, HashSet<string> outputs, ImmutableArray<Dictionary<string, Tensor>> values)
    {
        Statistics = statistics;
        _outputs = outputs;
        _values = values;
    }

    /// <summary>The statistics.</summary>
    public TensorStatistics Statistics { get; }

    /// <summary>Runs a model on all sample inputs.</summary>
    public static ModelSamples Observe(OnnxModel model, SampleInputs samples, CancellationToken cancellation)
    {
        var collector = new StatisticsCollector(model);
        var kept = ImmutableArray.CreateBuilder<Dictionary<string, Tensor>>();
        using var observer = ModelObserver.Open(model);
        foreach (var inputs in samples.Inputs)
        {
            cancellation.ThrowIfCancellationRequested();
            var values = observer.Run(inputs, cancellation);
            foreach (var name in collector.Names)
            {
                if (values.TryGetValue(name, out var tensor) && tensor.Type == ElementType.Float)
                    collector.Observe(name, tensor.AsFloats());
            }

            if (kept.Count < Compared)
                kept.Add(values);
        }

        return new ModelSamples(collector.Finish(), model.Graph.Outputs.Select(output => output.Name).ToHashSet(StringComparer.Ordinal), kept.ToImmutable());
    }

    /// <summary>Holds a circuit against what ONNX Runtime made of the same inputs.</summary>
    public CircuitFidelity Compare(CompiledSlice compiled, CancellationToken cancellation)
    {
        var reference = new List<double[]>();
        var actual = new List<double[]>();
        var refused = 0;
        foreach (var values in _values)
        {
            cancellation.ThrowIfCancellationRequested();
            var inputs = new ReadOnlyMemory<int>[compiled.Inputs.Length];
            for (var i = 0; i < inputs.Length; i++)
            {
                var type = compiled.Circuit.Tensors[i];
                var integers = new int[type.Shape.Count];
                Quantizer.Quantize(values[compiled.Inputs[i]].AsFloats(), type.Scale, type.Range, integers);
                inputs[i] = integers;
            }

            if (!CircuitExecutor.TryExecute(compiled.Circuit, compiled.Weights, inputs, cancellation, out var execution, out _))
            {
                refused++;
                continue;
            }

            reference.Add([.. compiled.Outputs.SelectMany(output => Doubles(values[output.Name]))]);
            actual.Add([.. compiled.Outputs.SelectMany((output, i) => output.ToReal(execution.Output(i)).Values)]);
        }

        if (reference.Count == 0)
            return new CircuitFidelity(_values.Length, double.MaxValue, double.MaxValue, double.MaxValue, null);
        var areLogits = compiled.Outputs.Length == 1 && _outputs.Contains(compiled.Outputs[0].Name) && _values.All(values => !Classification.Logits(values[compiled.Outputs[0].Name]).IsEmpty);
        var report = FidelityReport.Of(reference, actual, areLogits);
        return new CircuitFidelity(
            _values.Length,
            report.MaxAbsoluteError,
            report.MeanAbsoluteError,
            double.IsFinite(report.RelativeError) ? report.RelativeError : double.MaxValue,
            report.TopOneAgreement is { } share ? (int)Math.Round(share * reference.Count) : null);
    }

    private static double[] Doubles(Tensor tensor)
    {
        var values = TensorValues.Of(tensor);
        var doubles = new double[values.Count];
        for (var i = 0; i < doubles.Length; i++)
            doubles[i] = values[i];
        return doubles;
    }
}
