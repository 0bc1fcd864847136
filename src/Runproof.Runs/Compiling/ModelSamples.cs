using System.Collections.Immutable;
using Runproof.Compiler.Models.Fidelity;
using Runproof.Compiler.Models.Quantization;
using Runproof.Core.Programs;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Tensors;
using Runproof.Runs.Execution;
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
    /// <param name="circuit">The circuit.</param>
    /// <param name="outputs">The slice's outputs.</param>
    /// <param name="cancellation">Stops between inputs.</param>
    public CircuitFidelity Compare(LoadedCircuit circuit, ImmutableArray<Port> outputs, CancellationToken cancellation)
    {
        var step = new CircuitStep(circuit, outputs);
        var reference = new List<double[]>();
        var actual = new List<double[]>();
        foreach (var values in _values)
        {
            cancellation.ThrowIfCancellationRequested();
            var attempt = step.Run([.. circuit.Compiled.Inputs.Select(name => values[name])], cancellation);
            if (attempt.Refusal is not null)
                continue;
            reference.Add([.. outputs.Where(port => values.ContainsKey(port.Name)).SelectMany(port => Doubles(values[port.Name]))]);
            actual.Add([.. outputs.Zip(attempt.Outputs).Where(pair => values.ContainsKey(pair.First.Name)).SelectMany(pair => Doubles(pair.Second))]);
        }

        if (reference.Count == 0 || reference[0].Length == 0)
            return new CircuitFidelity(reference.Count, 0, 0, reference.Count == 0 ? double.MaxValue : 0, null);
        var areLogits = outputs is [var only] && _outputs.Contains(only.Name) && _values.All(values => values.TryGetValue(only.Name, out var tensor) && !Classification.Logits(tensor).IsEmpty);
        var report = FidelityReport.Of(reference, actual, areLogits);
        return new CircuitFidelity(
            reference.Count,
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
