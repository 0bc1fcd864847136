using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Models.Formats.Onnx;
using Runproof.Runs.Backends;
using Runproof.Runs.Metadata;
using Runproof.Runs.Recording;
using Runproof.Runs.Store;

namespace Runproof.Runs.Execution;

/// <summary>The executors of one model, loaded when they are first needed: its slices, and the model as a whole.</summary>
internal sealed class ModelExecutors : IDisposable
{
    private static readonly OnnxRuntimeSessions Pool = new(capacity: 256);

    private readonly PreparedModel _model;
    private readonly OnnxSessionOptions _options;
    private readonly UnitToolchain _toolchain;
    private readonly List<OnnxSessionLease> _leases = [];
    private readonly Lock _gate = new();
    private readonly bool _wholeIsFile;
    private ProgramExecutor? _slices;
    private ProgramExecutor? _whole;

    public ModelExecutors(PreparedModel model, GraphOptimization optimization)
    {
        _model = model;
        _options = new OnnxSessionOptions { Level = optimization };
        _toolchain = UnitToolchain.For(optimization);
        _wholeIsFile = model.Metadata.Digests.Count == 1 + model.Metadata.Slices.Length;
    }

    /// <summary>The executor of the slices.</summary>
    /// <exception cref="RunproofException">A slice is missing or was changed, or the metadata's wiring is not that of its program.</exception>
    public ProgramExecutor Slices()
    {
        lock (_gate)
            return _slices ??= OpenSlices();
    }

    /// <summary>The executor of the whole model.</summary>
    public ProgramExecutor Whole()
    {
        lock (_gate)
            return _whole ??= OpenWhole();
    }

    /// <summary>Puts the content of every unit of a program into a store that does not hold it yet.</summary>
    public void Keep(ProgramExecutor executor, RunStore store)
    {
        foreach (var step in executor.Program.Steps)
        {
            if (!ReferenceEquals(executor, _whole))
                store.PutFile(SliceFiles.PathOf(_model.Location, _model.Metadata.Slices.First(slice => slice.Id == step.Name)), step.Unit.Artifact);
            else if (_wholeIsFile)
                store.PutFile(_model.Location.ModelFile, step.Unit.Artifact);
            else
                store.PutObject(WholeModelBytes());
        }
    }

    public void Dispose()
    {
        foreach (var lease in _leases)
            lease.Dispose();
        _leases.Clear();
    }

    private ProgramExecutor OpenSlices()
    {
        var metadata = _model.Metadata;
        var written = SliceProgram.Of(metadata.ModelName, metadata.Inputs, metadata.Slices, metadata.Outputs, UnitToolchain.For(GraphOptimization.All));
        if (written.Digest != metadata.Program)
        {
            throw new RunproofException(new Diagnostic(MetadataErrors.ProgramChanged, Phase.Plan, _model.Location.MetadataFile,
                $"the slices make program {written.Digest.ToShortString()}, and key program names {metadata.Program.ToShortString()}",
                $"runproof slice {_model.Location.ModelFile}, which writes the metadata again"));
        }

        var program = SliceProgram.Of(metadata.ModelName, metadata.Inputs, metadata.Slices, metadata.Outputs, _toolchain);
        var sessions = metadata.Slices.Select(slice => Rent(slice.Digest, SliceFiles.Read(_model.Location, slice), $"{metadata.ModelName}/{slice.Id}"));
        return new ProgramExecutor(program, [.. sessions], [.. metadata.Slices.Select(slice => slice.Macs)]);
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
        return new ProgramExecutor(program, [session], [macs]);
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
