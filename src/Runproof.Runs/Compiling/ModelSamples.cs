using System.Collections.Immutable;
using Runproof.Circuits.Graph;
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
        return Compare(
            values => step.Run([.. circuit.Compiled.Inputs.Select(name => values[name])], cancellation) is { Refusal: null } attempt ? attempt.Outputs : null,
            outputs,
            StepOf(circuit, 0),
            cancellation);
    }

    /// <summary>Holds all circuits, one after the other, against the whole model.</summary>
    /// <param name="circuits">The circuit of every slice.</param>
    /// <param name="slices">The slices.</param>
    /// <param name="outputs">The model's outputs.</param>
    /// <param name="cancellation">Stops between inputs.</param>
    public CircuitFidelity Compare(ImmutableArray<LoadedCircuit> circuits, ImmutableArray<SliceEntry> slices, ImmutableArray<ProgramOutput> outputs, CancellationToken cancellation)
    {
        CircuitStep[] steps = [.. circuits.Zip(slices, (circuit, slice) => new CircuitStep(circuit, slice.Outputs))];
        var first = outputs[0].Source;
        return Compare(
            values =>
            {
                var made = new Dictionary<string, Tensor>(StringComparer.Ordinal);
                for (var i = 0; i < steps.Length; i++)
                {
                    var attempt = steps[i].Run([.. slices[i].Inputs.Select(port => made.GetValueOrDefault(port.Name) ?? values[port.Name])], cancellation);
                    if (attempt.Refusal is not null)
                        return null;
                    for (var port = 0; port < attempt.Outputs.Count; port++)
                        made[slices[i].Outputs[port].Name] = attempt.Outputs[port];
                }

                return [.. outputs.Select(output => made.GetValueOrDefault(output.Name) ?? values[output.Name])];
            },
            [.. outputs.Select(output => new Port(output.Name, ""))],
            first.Step is { } step ? StepOf(circuits[(int)step], (int)first.Port) : null,
            cancellation);
    }

    private CircuitFidelity Compare(
        Func<Dictionary<string, Tensor>, IReadOnlyList<Tensor>?> run, ImmutableArray<Port> outputs, double? step, CancellationToken cancellation)
    {
        var reference = new List<double[]>();
        var actual = new List<double[]>();
        var errors = new List<double>();
        var results = new IReadOnlyList<Tensor>?[_values.Length];
        Parallel.For(0, results.Length, new ParallelOptions { CancellationToken = cancellation }, i => results[i] = run(_values[i]));
        foreach (var (values, result) in _values.Zip(results))
        {
            if (result is not { } found)
                continue;
            var pairs = outputs.Zip(found).Where(pair => values.ContainsKey(pair.First.Name)).ToArray();
            reference.Add(Doubles(pairs.Select(pair => values[pair.First.Name])));
            actual.Add(Doubles(pairs.Select(pair => pair.Second)));
            if (step is not null && values.TryGetValue(outputs[0].Name, out var first))
                AddErrors(first, found[0], errors);
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
            report.TopOneAgreement is { } share ? (int)Math.Round(share * reference.Count) : null)
        {
            Histogram = errors.Count == 0 ? null : ErrorHistogram.Of(step!.Value, errors),
        };
    }

    // What one step of an output's integers is worth; null where they are not the output, but a function of them is.
    private static double? StepOf(LoadedCircuit circuit, int output)
    {
        var compiled = circuit.Compiled;
        var scale = compiled.Circuit.Tensors[compiled.Circuit.Outputs[output]].Scale;
        return compiled.Outputs[output].Function is OutputFunction.None ? Math.ScaleB(scale.Mantissa, -scale.Shift) : null;
    }

    private static void AddErrors(Tensor wanted, Tensor found, List<double> errors)
    {
        var left = wanted.AsFloats();
        var right = found.AsFloats();
        for (var i = 0; i < left.Length; i++)
            errors.Add((double)right[i] - left[i]);
    }

    private static double[] Doubles(IEnumerable<Tensor> tensors)
    {
        var all = tensors.ToArray();
        var doubles = new double[all.Sum(tensor => tensor.ElementCount)];
        var next = 0;
        foreach (var tensor in all)
        {
            if (tensor.Type == ElementType.Float)
            {
                foreach (var value in tensor.AsFloats())
                    doubles[next++] = value;
                continue;
            }

            var values = TensorValues.Of(tensor);
            for (var i = 0L; i < values.Count; i++)
                doubles[next++] = values[i];
        }

        return doubles;
    }
}
