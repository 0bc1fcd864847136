using System.Collections.Immutable;
using System.Diagnostics;
using Runproof.Circuits.Graph;
using Runproof.Compiler.Models;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Models.Formats.Onnx;
using Runproof.Runs.Execution;
using Runproof.Runs.Files;
using Runproof.Runs.Metadata;

namespace Runproof.Runs.Compiling;

/// <summary>Compiles the slices of one model in order. Nothing is observed before a slice asks for it.</summary>
internal sealed class SliceCompiler
{
    private readonly PreparedModel _model;
    private readonly CompileRequest _request;
    private readonly CancellationToken _cancellation;
    private readonly Lazy<OnnxModel> _whole;
    private readonly Lazy<ModelSamples> _samples;
    private readonly Lazy<SampleInputs> _inputs;
    private readonly Lazy<LoadedWeights?> _kept;
    private readonly CompileRecipe _recipe;
    private readonly WeightsKind _kind;
    private readonly SortedDictionary<int, CompiledCircuit> _unbound = [];
    private readonly SortedDictionary<int, LoadedCircuit> _bound = [];
    private readonly Dictionary<string, CircuitPrecision> _boundaries = new(StringComparer.Ordinal);
    private readonly List<string> _warnings = [];
    private TimeSpan _calibration;
    private TimeSpan _circuits;
    private TimeSpan _fidelity;

    public SliceCompiler(PreparedModel model, CompileRequest request, CancellationToken cancellation)
    {
        _model = model;
        _request = request;
        _cancellation = cancellation;
        _whole = new(() => MetadataGenerator.ReadModel(model.Location.ModelFile, cancellation));
        _inputs = new(() => SampleInputs.Find(model.Location, _whole.Value.Graph.Inputs, request.Calibration));
        _samples = new(() => Timed(ref _calibration, () => ModelSamples.Observe(_whole.Value, _inputs.Value, cancellation)));
        var isBound = model.Metadata.BoundWeights is not null || model.Metadata.Slices.Any(slice => slice.Circuit is { Weights: WeightsKind.Bound });
        _kind = request.Weights ?? (isBound ? WeightsKind.Bound : WeightsKind.Public);
        _recipe = new CompileRecipe(model, request, _kind);
        _kept = new(() => CircuitShelf.LoadWeights(model.Location, model.Metadata, out _));
    }

    /// <summary>Where the time went so far.</summary>
    public CompileTimes Times => new(_calibration, _circuits, _fidelity);

    /// <summary>Where the sample inputs come from; null where none were needed.</summary>
    public string? Source => _samples.IsValueCreated ? _inputs.Value.Source : null;

    /// <summary>The bound weights that the metadata names; null where it names none that may be used.</summary>
    public LoadedWeights? Kept => _kept.Value;

    /// <summary>The circuits that were just made and whose weights are to be bound, by slice. Their files are not written yet.</summary>
    public IReadOnlyDictionary<int, CompiledCircuit> Unbound => _unbound;

    /// <summary>The circuits that stay as they are and whose weights are bound already, by slice.</summary>
    public IReadOnlyDictionary<int, LoadedCircuit> Bound => _bound;

    /// <summary>What the reader should know before trusting the circuits.</summary>
    public IEnumerable<string> Warnings => _samples.IsValueCreated ? [.. _inputs.Value.Warnings, .. _warnings] : _warnings;

    /// <summary>Compiles a slice, unless it is not requested, or its circuit is there already.</summary>
    public SliceCompilation Compile(int index)
    {
        var start = Stopwatch.GetTimestamp();
        var slice = _model.Metadata.Slices[index];
        var recipe = _recipe.Of(slice, slice.Inputs.Select(port => _boundaries.GetValueOrDefault(port.Name)));
        var isRequested = _request.Slices.IsEmpty || _request.Slices.Contains(index);
        if (!isRequested || IsThere(slice, recipe))
        {
            if (FindBound(slice) is { } bound)
                _bound.Add(index, bound);
            Remember(slice, slice.Circuit?.Precision == PrecisionNames.Text(CircuitPrecision.A16W8) ? CircuitPrecision.A16W8 : CircuitPrecision.A8W8);
            return new SliceCompilation(slice.Id, isRequested ? CompileStatus.Unchanged : CompileStatus.NotRequested, slice.Circuit, null, Stopwatch.GetElapsedTime(start));
        }

        if (!OnnxModel.TryRead(SliceFiles.PathOf(_model.Location, slice), out var onnx, out var error, _cancellation))
            throw new RunproofException(error);
        if (Best(slice, onnx, out var whyNot) is not { } best)
            return new SliceCompilation(slice.Id, CompileStatus.NotProvable, null, whyNot, Stopwatch.GetElapsedTime(start));
        Remember(slice, best.Circuit.Compiled.Precision);
        var isBound = _kind == WeightsKind.Bound && !best.Circuit.Compiled.Circuit.Parameters.IsEmpty;
        if (isBound)
            _unbound.Add(index, best.Circuit.Compiled);
        return new SliceCompilation(slice.Id, CompileStatus.Compiled, Write(slice, best, recipe, isBound), null, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>How close all circuits together come to the model's output; null unless every slice has one.</summary>
    /// <param name="results">What compiling each slice came to.</param>
    public CircuitFidelity? CompareWhole(IReadOnlyList<SliceCompilation> results)
    {
        var circuits = ImmutableArray.CreateBuilder<LoadedCircuit>(results.Count);
        for (var i = 0; i < results.Count; i++)
        {
            if (Executable(i, results[i]) is not { } circuit)
                return null;
            circuits.Add(circuit);
        }

        return Timed(ref _fidelity, () => _samples.Value.Compare(circuits.MoveToImmutable(), _model.Metadata.Slices, _model.Metadata.Outputs, _cancellation));
    }

    // What commits to weights is of no concern here: those that were just compiled are at hand, others are bound as they were before.
    private LoadedCircuit? Executable(int index, SliceCompilation result)
    {
        if (_unbound.TryGetValue(index, out var made))
            return LoadedCircuit.Of(made);
        if (result.Circuit is not { } entry)
            return null;
        if (entry.Weights == WeightsKind.Bound)
            return _bound.GetValueOrDefault(index);
        return _model.Location.Resolve(entry.Path) is { } path && File.Exists(path) && LoadedCircuit.TryLoad(File.ReadAllBytes(path), _ => null, out var circuit, out _) ? circuit : null;
    }

    private bool IsThere(SliceEntry slice, Digest recipe) =>
        slice.Circuit is { } circuit && circuit.Recipe == recipe && slice.Backend == SliceEntry.CircuitBackend
        && FileOf(slice) is not null && (circuit.Weights == WeightsKind.Public || FindBound(slice) is not null);

    // Null where the slice has no such circuit, or its file or its weights are not those that the metadata names.
    private LoadedCircuit? FindBound(SliceEntry slice) =>
        slice.Circuit is { Weights: WeightsKind.Bound } && FileOf(slice) is { } path
        && LoadedCircuit.TryLoad(File.ReadAllBytes(path), model => Kept?.Digest == model ? Kept : null, out var circuit, out _) ? circuit : null;

    private string? FileOf(SliceEntry slice) =>
        _model.Location.Resolve(slice.Circuit!.Path) is { } path && File.Exists(path) && FileDigest.Of(path) == slice.Circuit.Digest ? path : null;

    // A tensor between two slices has the precision of the slice that makes it.
    private void Remember(SliceEntry slice, CircuitPrecision precision)
    {
        foreach (var output in slice.Outputs)
            _boundaries[output.Name] = precision;
    }

    private (LoadedCircuit Circuit, CircuitFidelity Fidelity)? Best(SliceEntry slice, OnnxModel onnx, out string? whyNot)
    {
        var precisions = _request.Precision switch
        {
            PrecisionChoice.A8W8 => [CircuitPrecision.A8W8],
            PrecisionChoice.A16W8 => [CircuitPrecision.A16W8],
            _ => new[] { CircuitPrecision.A8W8, CircuitPrecision.A16W8 },
        };
        (LoadedCircuit Circuit, CircuitFidelity Fidelity)? best = null;
        whyNot = null;
        var samples = _samples.Value;
        foreach (var precision in precisions)
        {
            var options = new CompileOptions
            {
                Precision = precision,
                Weights = _kind,
                Boundaries = slice.Inputs.Where(port => _boundaries.ContainsKey(port.Name)).ToImmutableDictionary(port => port.Name, port => _boundaries[port.Name]),
                PublicOutputs = [.. _whole.Value.Graph.Outputs.Select(output => output.Name)],
            };
            Diagnostic? error = null;
            var circuit = Timed(
                ref _circuits,
                () => ModelCircuitCompiler.TryCompile(onnx, samples.Statistics, options, out var compiled, out error) ? LoadedCircuit.Of(compiled) : null);
            if (circuit is null)
            {
                whyNot ??= error!.Message;
                break;
            }

            var fidelity = Timed(ref _fidelity, () => samples.Compare(circuit, slice.Outputs, _cancellation));
            if (best is null || fidelity.RelativeError < best.Value.Fidelity.RelativeError)
                best = (circuit, fidelity);
            if (fidelity.RelativeError <= _request.MaxError)
                break;
        }

        if (best is { } chosen && chosen.Fidelity.RelativeError > _request.MaxError)
            _warnings.Add(FormattableString.Invariant($"{slice.Id}: the relative error {chosen.Fidelity.RelativeError:0.000} is above {_request.MaxError}"));
        return best;
    }

    private static T Timed<T>(ref TimeSpan sum, Func<T> work)
    {
        var start = Stopwatch.GetTimestamp();
        var result = work();
        sum += Stopwatch.GetElapsedTime(start);
        return result;
    }

    private CircuitEntry Write(SliceEntry slice, (LoadedCircuit Circuit, CircuitFidelity Fidelity) best, Digest recipe, bool isBound)
    {
        var path = Path.Combine(Path.GetDirectoryName(slice.Path) ?? "", ModelCircuits.FileName).Replace('\\', '/');
        var entry = new CircuitEntry(path, default, 0, PrecisionNames.Text(best.Circuit.Compiled.Precision), recipe, best.Fidelity);
        return isBound ? entry with { Weights = WeightsKind.Bound } : CircuitFile.Write(_model.Location, entry, best.Circuit.Bytes.Span);
    }
}
