using System.Collections.Immutable;
using System.Diagnostics;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Models.Formats.Onnx;
using Runproof.Runs.Backends;
using Runproof.Runs.Metadata;
using Runproof.Runs.Planning;
using Runproof.Runs.Recording;
using Runproof.Runs.Store;

namespace Runproof.Runs.Execution;

/// <summary>The executors of one model, loaded when they are first needed: one for every plan of its slices, and the model as a whole.</summary>
internal sealed class ModelExecutors : IDisposable
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);
    private static readonly OnnxRuntimeSessions Pool = new(capacity: 256);

    private readonly PreparedModel _model;
    private readonly OnnxSessionOptions _options;
    private readonly UnitToolchain _toolchain;
    private readonly List<OnnxSessionLease> _leases = [];
    private readonly Dictionary<string, ProgramExecutor> _sliced = new(StringComparer.Ordinal);
    private readonly Dictionary<(ProgramExecutor Executor, string Store), long> _kept = [];
    private readonly Lock _gate = new();
    private readonly bool _wholeIsFile;
    private readonly Lazy<CircuitShelf> _circuits;
    private readonly OnnxStep?[] _steps;
    private bool _isChecked;
    private ProgramExecutor? _whole;

    public ModelExecutors(PreparedModel model, GraphOptimization optimization)
    {
        _model = model;
        _options = new OnnxSessionOptions { Level = optimization };
        _toolchain = UnitToolchain.For(optimization);
        _wholeIsFile = model.Metadata.Digests.Count == 1 + model.Metadata.Slices.Sum(slice => slice.Circuit is null ? 1 : 2);
        _circuits = new(() => CircuitShelf.Load(model.Location, model.Metadata));
        _steps = new OnnxStep?[model.Metadata.Slices.Length];
    }

    /// <summary>What the model's metadata says.</summary>
    public RunnerMetadata Metadata => _model.Metadata;

    /// <summary>The circuits of the slices.</summary>
    public CircuitShelf Circuits => _circuits.Value;

    /// <summary>The executor of the slices, all on ONNX Runtime.</summary>
    /// <exception cref="RunproofException">A slice is missing or was changed, or the metadata's wiring is not that of its program.</exception>
    public ProgramExecutor Slices() => Sliced([.. _model.Metadata.Slices.Select(slice => new StepPlan(slice.Id, Backend.OnnxRuntime, null))]);

    /// <summary>The executor of the slices, each on the backend of its plan.</summary>
    /// <exception cref="RunproofException">A slice is missing or was changed, or the metadata's wiring is not that of its program.</exception>
    public ProgramExecutor Sliced(ImmutableArray<StepPlan> plans)
    {
        var key = string.Concat(plans.Select(plan => plan.Backend == Backend.Circuit ? 'c' : 'o'));
        lock (_gate)
        {
            if (!_sliced.TryGetValue(key, out var executor))
                _sliced.Add(key, executor = OpenSlices(plans));
            return executor;
        }
    }

    /// <summary>The executor of the whole model.</summary>
    public ProgramExecutor Whole()
    {
        lock (_gate)
            return _whole ??= OpenWhole();
    }

    /// <summary>Puts the content of every unit of a program into a store that does not hold it yet. A store does not collect what was put there a moment ago, so that running again at once looks at no file.</summary>
    public void Keep(ProgramExecutor executor, RunStore store)
    {
        lock (_gate)
        {
            var isFresh = _kept.TryGetValue((executor, store.Root), out var last) && Stopwatch.GetElapsedTime(last) < KeptFor;
            if (isFresh)
                return;
            _kept[(executor, store.Root)] = Stopwatch.GetTimestamp();
        }

        for (var i = 0; i < executor.Steps.Length; i++)
        {
            var unit = executor.Program.Steps[i].Unit;
            if (executor.Steps[i] is CircuitStep step)
                store.PutCircuit(step.Circuit.Bytes.Span, unit.Artifact);
            else if (!ReferenceEquals(executor, _whole))
                store.PutFile(SliceFiles.PathOf(_model.Location, _model.Metadata.Slices[i]), unit.Artifact);
            else if (_wholeIsFile)
                store.PutFile(_model.Location.ModelFile, unit.Artifact);
            else
                store.PutObject(WholeModelBytes());
        }

        if (executor.Steps.OfType<CircuitStep>().FirstOrDefault(step => step.Circuit.Owner is not null) is { Circuit.Owner: { } weights })
            store.PutWeights(weights.Bytes.Span, weights.Digest);
    }

    public void Dispose()
    {
        foreach (var lease in _leases)
            lease.Dispose();
        _leases.Clear();
    }

    private ProgramExecutor OpenSlices(ImmutableArray<StepPlan> plans)
    {
        CheckWiring();
        var metadata = _model.Metadata;
        var steps = ImmutableArray.CreateBuilder<IStep>(plans.Length);
        var units = ImmutableArray.CreateBuilder<UnitRevision>(plans.Length);
        for (var i = 0; i < plans.Length; i++)
        {
            var slice = metadata.Slices[i];
            if (plans[i].Backend == Backend.Circuit)
            {
                var circuit = Circuits[i] ?? throw new InvalidOperationException($"the plan uses a circuit that {slice.Id} does not have");
                steps.Add(new CircuitStep(circuit, slice.Outputs));
                units.Add(circuit.UnitOf(slice));
            }
            else
            {
                steps.Add(_steps[i] ??= new OnnxStep(Rent(slice.Digest, SliceFiles.Read(_model.Location, slice), $"{metadata.ModelName}/{slice.Id}")));
                units.Add(SliceProgram.UnitOf(slice, _toolchain));
            }
        }

        var program = SliceProgram.Of(metadata.ModelName, metadata.Inputs, metadata.Slices, units.ToImmutable(), metadata.Outputs);
        return new ProgramExecutor(program, steps.ToImmutable(), [.. metadata.Slices.Select(slice => slice.Macs)]);
    }

    private void CheckWiring()
    {
        if (_isChecked)
            return;
        var metadata = _model.Metadata;
        var written = SliceProgram.Of(metadata.ModelName, metadata.Inputs, metadata.Slices, metadata.Outputs, UnitToolchain.For(GraphOptimization.All));
        if (written.Digest != metadata.Program)
        {
            throw new RunproofException(new Diagnostic(MetadataErrors.ProgramChanged, Phase.Plan, _model.Location.MetadataFile,
                $"the slices make program {written.Digest.ToShortString()}, and key program names {metadata.Program.ToShortString()}",
                $"runproof slice {_model.Location.ModelFile}, which writes the metadata again"));
        }

        _isChecked = true;
    }

    private ProgramExecutor OpenWhole()
    {
        var metadata = _model.Metadata;
        var bytes = WholeModelBytes();
        var artifact = TaggedHash.Compute(DigestTags.StoreObject, bytes);
        var session = Rent(artifact, bytes, metadata.ModelName);
        var outputs = session.Outputs.Select(port => new Port(port.Name, port.Type.CanonicalText)).ToImmutableArray();
        var program = SliceProgram.OfWhole(metadata.ModelName, metadata.Inputs, outputs, artifact, _toolchain);
        var macs = metadata.Slices.Aggregate((long?)0, (sum, slice) => sum + slice.Macs);
        return new ProgramExecutor(program, [new OnnxStep(session)], [macs]);
    }

    // A model whose weights lie in other files is made whole first, so that one digest names everything that runs.
    private byte[] WholeModelBytes()
    {
        var location = _model.Location;
        if (_wholeIsFile)
            return File.ReadAllBytes(location.ModelFile);
        var model = MetadataGenerator.ReadModel(location.ModelFile, CancellationToken.None);
        return OnnxExtractor.Extract(model, model.Graph.Nodes, model.Graph.Inputs, model.Graph.Outputs, model.Graph.Name);
    }

    private OnnxRuntimeSession Rent(Digest digest, byte[] bytes, string subject)
    {
        var lease = Pool.Rent(digest, _options, options => OnnxRuntimeSession.Open(bytes, options, subject));
        _leases.Add(lease);
        return lease.Session;
    }
}
