using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;
using Runproof.Proofs.Security;
using Runproof.Runs.Execution;
using Runproof.Runs.Files;
using Runproof.Runs.Inputs;
using Runproof.Runs.Metadata;
using Runproof.Runs.Planning;
using Runproof.Runs.Proving;
using Runproof.Runs.Results;
using Runproof.Runs.Store;

namespace Runproof.Runs;

/// <summary>Runs one model: as slices with automatic fallback, or whole. Safe for concurrent runs; limits are read when a run starts.</summary>
public sealed class Runner : IDisposable
{
    /// <summary>Name and version of this software, as runs state it.</summary>
    public static readonly string Producer = $"runproof {typeof(Runner).Assembly.GetName().Version!.ToString(3)}";

    private readonly PreparedModel _model;
    private readonly RunnerOptions _options;
    private readonly ModelExecutors _executors;
    private readonly Lazy<RunStore> _store;
    private int _security;

    private Runner(PreparedModel model, RunnerOptions options)
    {
        _model = model;
        _options = options;
        _executors = new ModelExecutors(model, options.Optimization);
        _store = new Lazy<RunStore>(() => RunStore.Open(options.Store));
        TimeLimit = model.Metadata.TimeLimit;
        SizeLimit = model.Metadata.SizeLimit;
        VerifiedSlices = model.Metadata.VerifiedSlices;
        Profile = model.Metadata.BoundWeights?.Profile ?? SecurityProfile.P100;
        _security = model.Metadata.OverallSecurity;
    }

    /// <summary>Name of the model.</summary>
    public string Name => _model.Metadata.ModelName;

    /// <summary>The metadata that the runner was opened with.</summary>
    public RunnerMetadata Metadata => _model.Metadata;

    /// <summary>Which backends may be used where a run does not say.</summary>
    public InferMode Mode { get; set; } = InferMode.Auto;

    /// <summary>Wall time that the circuit of one slice may take before the slice falls back.</summary>
    public TimeSpan TimeLimit { get; set; }

    /// <summary>Largest compiled circuit that is used, in bytes.</summary>
    public long SizeLimit { get; set; }

    /// <summary>For each slice whether its circuit is wanted; a slice that is not listed is wanted.</summary>
    public ImmutableSortedDictionary<string, bool> VerifiedSlices { get; set; }

    /// <summary>Memory that proving may take, as predicted before it begins, in bytes; null for no limit.</summary>
    public long? MaxMemory { get; set; }

    /// <summary>The security of the proofs: at first that of the bound weights, or p100.</summary>
    public SecurityProfile Profile { get; set; }

    /// <summary>How the circuit steps of a run are divided among proofs.</summary>
    public ProofLayout Layout { get; set; } = ProofLayout.Joint;

    /// <summary>Makes and checks the proofs.</summary>
    internal RunProver Prover { get; private set; } = new();

    /// <summary>The model's inputs: names and types.</summary>
    public ImmutableArray<OnnxValueInfo> Inputs =>
        [.. _model.Metadata.Inputs.Select(port => new OnnxValueInfo(port.Name, TensorType.TryParse(port.Type, out var type) ? type : null, port.Type))];

    /// <summary>
    /// Opens a model and makes what is missing: analysis, slices, metadata. They go beside the model, or into the store where the model's folder is read-only.
    /// </summary>
    /// <param name="path">An ONNX file, or a folder that holds one.</param>
    /// <param name="options">How to prepare and record.</param>
    /// <param name="cancellation">Stops the preparation; what was written stays valid.</param>
    /// <exception cref="RunproofException">The model or its metadata is malformed, or cannot be sliced.</exception>
    /// <exception cref="FileNotFoundException">Nothing lies at the path.</exception>
    public static Runner Open(string path, RunnerOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new RunnerOptions();
        var location = ModelLocation.Find(path);
        if (!File.Exists(location.MetadataFile) && !WritableFolder.Is(location.Folder))
            location = location.In(Path.Combine(RunStore.Open(options.Store).ModelsFolder, location.Key));
        return new Runner(ModelPreparation.Prepare(location, options.Generate, cancellation), options);
    }

    /// <summary>Opens a model, runs it once on the <c>input.json</c> beside it, and closes it.</summary>
    public static async Task<RunResult> RunInferenceAsync(string path, CancellationToken cancellationToken = default)
    {
        using var runner = Open(path, null, cancellationToken);
        return await runner.InferAsync(cancellationToken: cancellationToken);
    }

    /// <summary>Reads an input file; without a path the <c>input.json</c> beside the model.</summary>
    /// <exception cref="RunproofException">The file is missing or malformed, or does not fit the model.</exception>
    public IReadOnlyList<Tensor> ReadInput(string? path = null)
    {
        var file = path ?? _model.Location.InputFile;
        if (!File.Exists(file))
        {
            throw new RunproofException(new Diagnostic(InputErrors.FileMissing, Phase.Read, file,
                path is null ? "the model has no input.json beside it, and no input was named" : "the input file is missing", "--input FILE with {\"input_data\": [[…]]}"));
        }

        return ParseInput(File.ReadAllBytes(file), file);
    }

    /// <summary>Reads input JSON.</summary>
    /// <param name="json">The UTF-8 text, of the form <c>{"input_data":[[…]]}</c>.</param>
    /// <param name="subject">Where it comes from, for errors.</param>
    /// <exception cref="RunproofException">The text is malformed or does not fit the model.</exception>
    public IReadOnlyList<Tensor> ParseInput(ReadOnlySpan<byte> json, string subject) =>
        InputFile.TryRead(json, subject, Inputs, out var tensors, out var error) ? tensors : throw new RunproofException(error);

    /// <summary>Runs the model.</summary>
    /// <param name="mode">Which backends may be used; null for <see cref="Mode"/>.</param>
    /// <param name="inputs">The inputs in the model's order; null for the <c>input.json</c> beside the model.</param>
    /// <param name="cancellationToken">Stops within a step; what was recorded stays and is reported as interrupted.</param>
    /// <exception cref="RunproofException">A step failed (after the claim was closed), an input does not fit the model, or the policy allows no backend.</exception>
    public Task<RunResult> InferAsync(InferMode? mode = null, IReadOnlyList<Tensor>? inputs = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Infer(mode ?? Mode, inputs ?? ReadInput(), cancellationToken), cancellationToken);

    /// <summary>Unloads the model.</summary>
    public void Dispose() => _executors.Dispose();

    /// <summary>The same runner with another prover.</summary>
    internal Runner With(RunProver? prover)
    {
        Prover = prover ?? Prover;
        return this;
    }

    /// <summary>Memory that proving every slice that has a circuit is going to take, as predicted, in bytes; 0 where none has one.</summary>
    public long PredictProofMemory() => MemoryPlan.Predict(_executors.Circuits, Layout, Profile);

    internal RunResult Infer(InferMode mode, IReadOnlyList<Tensor> inputs, CancellationToken cancellation)
    {
        CheckInputs(inputs);
        var policy = new RunPolicy(mode, TimeLimit, SizeLimit, VerifiedSlices) { MaxMemory = MaxMemory, Profile = Profile, Layout = Layout };
        var run = new ModelRun(Name, _executors, policy, Prover)
        {
            Store = _options.Record ? _store.Value : null,
            Resume = _options.Resume,
            Producer = Producer,
        };
        var result = Result(policy, run.Run(inputs, cancellation));
        return result.Proof is null ? result : NoteSecurity(result);
    }

    /// <summary>Executes the slices as a run does, circuits where it uses them, and proves and records nothing.</summary>
    /// <returns>The outputs, empty where a slice failed, and how many slices ran as circuits.</returns>
    internal (ImmutableArray<Tensor> Outputs, int Circuits) Execute(IReadOnlyList<Tensor> inputs, CancellationToken cancellation)
    {
        CheckInputs(inputs);
        var policy = new RunPolicy(InferMode.Auto, TimeLimit, SizeLimit, VerifiedSlices) { MaxMemory = MaxMemory, Profile = Profile, Layout = Layout };
        var plans = Planner.Plan(Name, _executors.Circuits.Facts, policy);
        while (true)
        {
            var execution = _executors.Sliced(plans).Execute(inputs, null, cancellation);
            if (execution.Refusal is not { } refusal)
                return (execution.Tensors, plans.Count(plan => plan.Backend == Backend.Circuit));
            plans = Planner.FallBack(Name, plans, refusal.Step, refusal.Reason, policy);
        }
    }

    // The metadata says what the last verified run came to. It is written only where that changes, since a run should not wait for the disk.
    private RunResult NoteSecurity(RunResult result)
    {
        if (Interlocked.Exchange(ref _security, result.OverallSecurity) == result.OverallSecurity)
            return result;
        try
        {
            MetadataEditor.Edit(_model.Location, json => json["overall_security"] = result.OverallSecurity);
            return result;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return result with { Warnings = result.Warnings.Add($"the metadata keeps its old overall_security: {exception.Message}") };
        }
    }

    // Before anything is recorded, so that a mistake of the caller leaves no half of a run.
    private void CheckInputs(IReadOnlyList<Tensor> inputs)
    {
        var declared = Inputs;
        for (var i = 0; i < Math.Max(declared.Length, inputs.Count); i++)
        {
            if (i < declared.Length && i < inputs.Count && declared[i].Tensor is { } type && type.Accepts(inputs[i]))
                continue;
            var expected = i < declared.Length ? $"{declared[i].Name} {declared[i].OtherKind}" : "no further input";
            var found = i < inputs.Count ? inputs[i].ToString() : "nothing";
            throw new RunproofException(new Diagnostic(InputErrors.WrongShape, Phase.Read, Name, $"the model takes {expected} as input {i}, and {found} was given",
                "runproof inspect MODEL, which lists the inputs and their shapes"));
        }
    }

    private RunResult Result(RunPolicy policy, FinishedRun run)
    {
        var (execution, program, plans) = (run.Execution, run.Executor.Program, run.Plans);
        if (execution.Error is { } error)
            throw new RunproofException(run.RunId is null ? error : error with { Hint = $"runproof report {run.RunId}, or another input" });
        var logits = execution.Outputs.IsEmpty ? [] : Classification.Logits(execution.Outputs[0].Tensor);
        return new RunResult
        {
            ModelName = Name,
            Mode = policy.Mode,
            Outputs = [.. program.Outputs.Select((output, i) => new NamedTensor(output.Name, execution.Outputs[i].Tensor))],
            PredictedClass = Classification.Argmax(logits.AsSpan()),
            Logits = logits,
            Probabilities = Classification.Softmax(logits.AsSpan()),
            ExecutionResults = [.. program.Steps.Select((step, i) => SliceOf(step.Name, i, run))],
            TotalExecutionTime = run.Total,
            Policy = policy,
            Program = program.Digest,
            RunId = run.RunId,
            Claim = run.Claim,
            Proof = run.Proof?.Summary(policy.Layout, run.ReceiptSize),
            Warnings = plans.IsEmpty ? _model.Warnings : [.. _model.Warnings, .. _executors.Circuits.Warnings],
            ResumedFrom = run.ResumedFrom,
            ResumedSteps = run.ResumedSteps,
        };
    }

    private SliceResult SliceOf(string name, int index, FinishedRun run)
    {
        var proof = run.Proof?.Steps.FirstOrDefault(step => step.Step == index);
        var method = run.Plans.IsEmpty ? ExecutionMethod.OnnxWhole
            : run.Plans[index].Backend == Backend.Circuit ? ExecutionMethod.Circuit
            : ExecutionMethod.OnnxSlice;
        return new SliceResult(
            name,
            method,
            run.Plans.IsEmpty ? null : run.Plans[index].Fallback,
            run.Execution.Steps[index].Time,
            proof is null ? Verification.NotAttempted : Verification.Passed,
            Success: true)
        {
            ProveTime = proof?.ProveTime,
            VerifyTime = proof?.VerifyTime,
            ProofSize = proof?.ProofSize,
            CircuitSize = run.Plans.IsEmpty ? null : _executors.Circuits[index]?.Bytes.Length,
        };
    }
}
