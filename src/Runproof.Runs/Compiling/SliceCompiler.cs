using System.Collections.Immutable;
using System.Diagnostics;
using Runproof.Circuits.Graph;
using Runproof.Compiler.Models;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
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
    private readonly CompileRecipe _recipe;
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
        _recipe = new CompileRecipe(model, request);
    }

    /// <summary>Where the time went so far.</summary>
    public CompileTimes Times => new(_calibration, _circuits, _fidelity);

    /// <summary>Where the sample inputs come from; null where none were needed.</summary>
    public string? Source => _samples.IsValueCreated ? _inputs.Value.Source : null;

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
            Remember(slice, slice.Circuit?.Precision == PrecisionNames.Text(CircuitPrecision.A16W8) ? CircuitPrecision.A16W8 : CircuitPrecision.A8W8);
            return new SliceCompilation(slice.Id, isRequested ? CompileStatus.Unchanged : CompileStatus.NotRequested, slice.Circuit, null, Stopwatch.GetElapsedTime(start));
        }

        if (!OnnxModel.TryRead(SliceFiles.PathOf(_model.Location, slice), out var onnx, out var error, _cancellation))
            throw new RunproofException(error);
        if (Best(slice, onnx, out var whyNot) is not { } best)
            return new SliceCompilation(slice.Id, CompileStatus.NotProvable, null, whyNot, Stopwatch.GetElapsedTime(start));
        Remember(slice, best.Circuit.Compiled.Precision);
        return new SliceCompilation(slice.Id, CompileStatus.Compiled, Write(slice, best, recipe), null, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>How close all circuits together come to the model's output; null unless every slice has one.</summary>
    /// <param name="results">What compiling each slice came to.</param>
    public CircuitFidelity? CompareWhole(IReadOnlyList<SliceCompilation> results)
    {
        if (results.Any(result => result.Circuit is null))
            return null;
        var circuits = ImmutableArray.CreateBuilder<LoadedCircuit>(results.Count);
        foreach (var result in results)
        {
            var path = _model.Location.Resolve(result.Circuit!.Path);
            if (path is null || !File.Exists(path) || !LoadedCircuit.TryLoad(File.ReadAllBytes(path), out var circuit, out _))
                return null;
            circuits.Add(circuit);
        }

        return Timed(ref _fidelity, () => _samples.Value.Compare(circuits.MoveToImmutable(), _model.Metadata.Slices, _model.Metadata.Outputs, _cancellation));
    }

    private bool IsThere(SliceEntry slice, Digest recipe) =>
        slice.Circuit is { } circuit && circuit.Recipe == recipe && slice.Backend == SliceEntry.CircuitBackend
        && _model.Location.Resolve(circuit.Path) is { } path && File.Exists(path) && FileDigest.Of(path) == circuit.Digest;

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

    private CircuitEntry Write(SliceEntry slice, (LoadedCircuit Circuit, CircuitFidelity Fidelity) best, Digest recipe)
    {
        var bytes = best.Circuit.Bytes.Span;
        var path = Path.Combine(Path.GetDirectoryName(slice.Path) ?? "", ModelCircuits.FileName).Replace('\\', '/');
        AtomicFile.Write(Path.Combine(_model.Location.Folder, path), bytes);
        var precision = PrecisionNames.Text(best.Circuit.Compiled.Precision);
        return new CircuitEntry(path, TaggedHash.Compute(DigestTags.StoreObject, bytes), bytes.Length, precision, recipe, best.Fidelity);
    }
}
