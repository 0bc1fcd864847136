using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Runproof.Core.Diagnostics;
using Runproof.Runs.Execution;
using Runproof.Runs.Files;
using Runproof.Runs.Metadata;
using Runproof.Runs.Planning;
using Runproof.Runs.Store;

namespace Runproof.Runs.Compiling;

/// <summary>Makes the circuits of models on disk.</summary>
public static class ModelCircuits
{
    /// <summary>Name of the circuit's file in the folder of its slice.</summary>
    public const string FileName = "circuit.rpc";

    /// <summary>Compiles the slices of a model that can be proved, and writes circuits and metadata. Circuits that were made from the same things stay as they are.</summary>
    /// <param name="path">An ONNX file, or a folder that holds one.</param>
    /// <param name="request">Which slices, and how.</param>
    /// <param name="cancellation">Stops between slices; what was written before stays usable.</param>
    /// <exception cref="RunproofException">The model, its metadata or its sample inputs are malformed, or a slice is named that it does not have.</exception>
    /// <exception cref="FileNotFoundException">Nothing lies at the path.</exception>
    public static CompiledModel Compile(string path, CompileRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var start = Stopwatch.GetTimestamp();
        var location = ModelLocation.Find(path);
        if (!File.Exists(location.MetadataFile) && !WritableFolder.Is(location.Folder))
            location = location.In(Path.Combine(RunStore.Open(request.Store).ModelsFolder, location.Key));
        var model = ModelPreparation.Prepare(location, request.Generate, cancellation);
        var slices = model.Metadata.Slices;
        if (!request.Slices.IsEmpty && request.Slices.Max >= slices.Length)
        {
            throw new RunproofException(new Core.Diagnostics.Diagnostic(PlanningErrors.UnknownSlice, Phase.Plan, model.Metadata.ModelName,
                $"there is no slice {request.Slices.Max}: the model has {slices.Length}, counted from 0", "runproof slice MODEL, which lists them"));
        }

        var compiler = new SliceCompiler(model, request, cancellation);
        var results = ImmutableArray.CreateBuilder<SliceCompilation>(slices.Length);
        for (var i = 0; i < slices.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            results.Add(compiler.Compile(i));
        }

        var (bound, weights) = new WeightsBinder(model, request.Profile, compiler).Bind(results.MoveToImmutable());
        var metadata = Note(model, bound, weights, compiler);
        return new CompiledModel(location, metadata, bound, compiler.Source, [.. model.Warnings, .. compiler.Warnings], Stopwatch.GetElapsedTime(start)) { Times = compiler.Times };
    }

    // The metadata comes last: it names no file that is not there yet.
    private static RunnerMetadata Note(PreparedModel model, ImmutableArray<SliceCompilation> results, BoundWeightsEntry? weights, SliceCompiler compiler)
    {
        var changed = results.Where((result, i) => result.Status is CompileStatus.Compiled or CompileStatus.NotProvable || result.Circuit != model.Metadata.Slices[i].Circuit).ToArray();
        if (changed.Length == 0 && weights == model.Metadata.BoundWeights)
            return model.Metadata;
        var isSame = results.All(result => result.Status is not (CompileStatus.Compiled or CompileStatus.NotProvable));
        var whole = isSame ? model.Metadata.OutputFidelity : compiler.CompareWhole(results);
        return MetadataEditor.Edit(model.Location, root =>
        {
            CircuitKeys.Set(root, weights);
            foreach (var result in changed)
                Note(root, result);
            root[CircuitKeys.OutputFidelity] = whole is null ? null : CircuitKeys.Of(whole);
        });
    }

    private static void Note(JsonObject root, SliceCompilation result)
    {
        CircuitKeys.Set(root, result.SliceId, result.Circuit);
        var slice = root["slices"]![result.SliceId]!;
        slice["provable"] = result.Circuit is not null;
        slice["why_not"] = result.WhyNot;
    }
}
