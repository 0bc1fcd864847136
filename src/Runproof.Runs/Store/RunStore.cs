using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Runs.Recording;

namespace Runproof.Runs.Store;

/// <summary>
/// A folder that holds recorded runs and the artifacts they used. Any number of processes may use it at once; whichever of them is killed, it opens
/// again. Nothing is written before the first run or object is stored.
/// </summary>
public sealed class RunStore
{
    /// <summary>The environment variable that names the store's folder.</summary>
    public const string HomeVariable = "RUNPROOF_HOME";

    private readonly StoreLayout _layout;
    private readonly TimeProvider _clock;
    private readonly ObjectFolder _objects;
    private readonly RunFolder _runs;

    private RunStore(StoreLayout layout, TimeProvider clock)
    {
        _layout = layout;
        _clock = clock;
        _objects = new ObjectFolder(layout, clock);
        _runs = new RunFolder(layout);
    }

    /// <summary>Full path of the folder.</summary>
    public string Root => _layout.Root;

    /// <summary>Full path of the folder in which demonstrations keep their files; it may be deleted at any time.</summary>
    public string DemoFolder => _layout.Demo;

    /// <summary>Full path of the folder that keeps slices and metadata of models whose own folder is read-only; it may be deleted at any time.</summary>
    public string ModelsFolder => _layout.Models;

    /// <summary>The folder that is used where none is named: <see cref="HomeVariable"/>, else <c>.runproof</c> in the user's home.</summary>
    public static string DefaultPath => Environment.GetEnvironmentVariable(HomeVariable) is { Length: > 0 } home
        ? home
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".runproof");

    /// <summary>Opens a store. A folder that does not exist is an empty store, and is made when something is stored.</summary>
    /// <param name="path">The folder; null for <see cref="DefaultPath"/>.</param>
    /// <param name="clock">Names runs and tells the age of files; null for the system's.</param>
    /// <exception cref="RunproofException">The folder holds something else, or a store of another version (<see cref="StoreErrors.Version"/>).</exception>
    public static RunStore Open(string? path = null, TimeProvider? clock = null)
    {
        var layout = new StoreLayout(path ?? DefaultPath);
        if (VersionProblem(layout) is { } problem)
            throw new RunproofException(problem);
        return new RunStore(layout, clock ?? TimeProvider.System);
    }

    /// <summary>The digest that names content in every store.</summary>
    public static Digest DigestOfObject(ReadOnlySpan<byte> bytes) => ObjectFolder.DigestOf(bytes);

    /// <summary>Stores content, unless it is there already.</summary>
    /// <returns>Its digest.</returns>
    public Digest PutObject(ReadOnlySpan<byte> bytes)
    {
        Prepare();
        return _objects.Put(bytes);
    }

    /// <summary>Stores a copy of a file, unless it is there already.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">The digest it has to have. Where the store holds an object of this digest and of the file's length, the file is not read.</param>
    /// <param name="cancellationToken">Ends the copy; nothing is stored then.</param>
    /// <returns>Its digest.</returns>
    /// <exception cref="RunproofException">The file has another digest than expected (<see cref="StoreErrors.ObjectMismatch"/>).</exception>
    public Digest PutFile(string path, Digest? expected = null, CancellationToken cancellationToken = default)
    {
        Prepare();
        return _objects.PutFile(path, expected, cancellationToken);
    }

    /// <summary>Stores the file of a circuit by the name that programs give it, unless it is there already.</summary>
    /// <param name="file">The compiled circuit.</param>
    /// <param name="artifact">The artifact of the unit, from the digests of circuit and weights.</param>
    public void PutCircuit(ReadOnlySpan<byte> file, Digest artifact)
    {
        Prepare();
        _objects.PutAs(artifact, file);
    }

    /// <summary>Stores what the owner of bound weights keeps by the name that circuits give it, unless it is there already. It holds the weights: nobody else gets it.</summary>
    /// <param name="file">What the owner keeps.</param>
    /// <param name="model">The digest of the bound model.</param>
    public void PutWeights(ReadOnlySpan<byte> file, Digest model)
    {
        Prepare();
        _objects.PutAs(model, file);
    }

    /// <summary>Reads content and computes its digest anew.</summary>
    /// <param name="digest">The digest that names it.</param>
    /// <param name="bytes">The content.</param>
    /// <param name="error"><see cref="StoreErrors.ObjectMissing"/> or <see cref="StoreErrors.ObjectDamaged"/>, if the result is false.</param>
    public bool TryGetObject(Digest digest, [NotNullWhen(true)] out byte[]? bytes, [NotNullWhen(false)] out Diagnostic? error) =>
        _objects.TryGet(digest, out bytes, out error);

    /// <summary>The bytes that lie under a digest, whatever they are, for a caller who computes the digest himself; null where none lie there.</summary>
    /// <param name="digest">The digest that names them.</param>
    public byte[]? ReadObjectUnchecked(Digest digest) => _objects.ReadUnchecked(digest);

    /// <summary>Starts to record a run. The artifacts of its program are stored first: from here on they count as used.</summary>
    /// <param name="program">What runs.</param>
    /// <param name="mode">The run mode.</param>
    /// <param name="target">What is run, in words, such as the model's name.</param>
    /// <param name="producer">Name and version of the software that runs it.</param>
    public RunRecorder CreateRun(Program program, RunMode mode, string target, string producer)
    {
        ArgumentNullException.ThrowIfNull(program);
        Prepare();
        var startedAt = _clock.GetUtcNow();
        while (true)
        {
            var id = RunId.Create(startedAt);
            Directory.CreateDirectory(_layout.Run(id));
            FileStream file;
            try
            {
                file = new FileStream(_layout.Trace(id), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
            }
            catch (IOException) when (File.Exists(_layout.Trace(id)))
            {
                continue;
            }

            var header = new TraceHeader(id, (ulong)startedAt.ToUnixTimeMilliseconds(), mode, program.Digest, target, producer);
            try
            {
                return RunRecorder.Start(file, header, program, claim => ClaimLog.Append(_layout.Claims, id, claim));
            }
            catch (IOException)
            {
                Directory.Delete(_layout.Run(id), recursive: true);
                throw;
            }
        }
    }

    /// <summary>Starts a run that goes on where an interrupted one stopped: it begins with that run's values and steps.</summary>
    /// <param name="interrupted">The trace of the interrupted run.</param>
    /// <param name="inputs">Digest of each program input, in the program's order; the trace holds all of them.</param>
    /// <param name="producer">Name and version of the software that goes on.</param>
    /// <exception cref="ArgumentException">The trace has a claim, or does not hold an input.</exception>
    public RunRecorder ResumeRun(Trace interrupted, ImmutableArray<Digest> inputs, string producer)
    {
        ArgumentNullException.ThrowIfNull(interrupted);
        if (interrupted.Claim is not null)
            throw new ArgumentException("The run has ended.", nameof(interrupted));
        var recorder = CreateRun(interrupted.Program, interrupted.Header.Mode, interrupted.Header.Target, producer);
        try
        {
            recorder.Repeat(interrupted, inputs);
            return recorder;
        }
        catch
        {
            recorder.Dispose();
            throw;
        }
    }

    /// <summary>Finds a run.</summary>
    /// <param name="run">Its name, the start of its name, <c>latest</c>, or the path of a run's folder or trace.</param>
    /// <param name="location">Where it lies.</param>
    /// <param name="error"><see cref="StoreErrors.RunUnknown"/> or <see cref="StoreErrors.RunAmbiguous"/>, if the result is false.</param>
    public bool TryResolve(string run, [NotNullWhen(true)] out RunLocation? location, [NotNullWhen(false)] out Diagnostic? error)
    {
        ArgumentNullException.ThrowIfNull(run);
        return _runs.TryResolve(run, out location, out error);
    }

    /// <summary>The runs, newest first.</summary>
    public ImmutableArray<RunSummary> List() => _runs.List();

    /// <summary>The traces of runs that were interrupted, newest first. Runs that cannot be read are passed over.</summary>
    /// <param name="program">Digest of their program.</param>
    /// <param name="mode">Their run mode.</param>
    /// <param name="target">What was run, in words.</param>
    public IEnumerable<Trace> Interrupted(Digest program, RunMode mode, string target)
    {
        foreach (var run in _runs.List())
        {
            if (run.State == RunState.Interrupted && run.Mode == mode && run.Target == target
                && TraceFile.TryRead(_layout.Trace(run.Id), out var trace, out _) && trace.Claim is null && trace.Program.Digest == program)
                yield return trace;
        }
    }

    /// <summary>What the store noted when a run of its own was closed; null where it noted nothing.</summary>
    /// <param name="runId">Name of the run; any other text is a run of which nothing is known.</param>
    public KnownClaim? KnownClaim(string runId) =>
        ClaimLog.Read(_layout.Claims).Claims.TryGetValue(runId, out var claim) ? claim : null;

    /// <summary>Whether the store noted a claim when one of its own runs was closed.</summary>
    public bool HasClaim(Digest claim) => ClaimLog.Read(_layout.Claims).Claims.Values.Any(known => known.Claim == claim);

    /// <summary>The newest run of the store that was closed with a claim; null where none was, or it is gone.</summary>
    public string? RunOf(Digest claim) =>
        ClaimLog.Read(_layout.Claims).Claims.Where(known => known.Value.Claim == claim && File.Exists(_layout.Trace(known.Key))).Select(known => known.Key).Max(StringComparer.Ordinal);

    /// <summary>Reads every byte of the store and checks it.</summary>
    /// <param name="progress">Told after each object and each run.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public StoreVerification Verify(IProgress<StoreProgress>? progress = null, CancellationToken cancellationToken = default) =>
        new StoreCheck(_layout, _objects, _runs).Check(progress, cancellationToken);

    /// <summary>Removes what nobody needs: objects that no run uses, what killed processes left, and, where the options say so, old runs.</summary>
    /// <param name="options">Which runs go.</param>
    /// <param name="cancellationToken">Ends the work; what is removed by then stays removed.</param>
    public GarbageReport CollectGarbage(GarbageOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new GarbageCollector(_layout, _objects, _runs, _clock, options).Collect(cancellationToken);
    }

    /// <summary>Keeps a run until it is unpinned, whatever is collected.</summary>
    /// <param name="runId">Name of a run of this store, in full.</param>
    /// <exception cref="RunproofException">There is no such run (<see cref="StoreErrors.RunUnknown"/>).</exception>
    public void Pin(string runId)
    {
        var run = Existing(runId);
        Prepare();
        using var guard = StoreLock.Open(_layout.Lock, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
        File.WriteAllBytes(_layout.Pin(run), []);
    }

    /// <summary>Lets a run be collected again.</summary>
    /// <param name="runId">Name of a run of this store, in full.</param>
    /// <exception cref="RunproofException">There is no such run (<see cref="StoreErrors.RunUnknown"/>).</exception>
    public void Unpin(string runId) => _runs.Unpin(Existing(runId));

    private string Existing(string runId)
    {
        if (!RunId.IsValid(runId) || !File.Exists(_layout.Trace(runId)))
        {
            throw new RunproofException(new Diagnostic(
                StoreErrors.RunUnknown, Phase.Store, runId, $"the store {Root} holds no run of this name", "runproof store ls, which lists the runs"));
        }

        return runId;
    }

    private void Prepare()
    {
        if (File.Exists(_layout.Version))
            return;
        foreach (var folder in new[] { _layout.Temporary, _layout.Objects, _layout.Runs, _layout.Pins })
            Directory.CreateDirectory(folder);
        var temporary = _layout.NewTemporary();
        File.WriteAllText(temporary, StoreLayout.VersionText, Encoding.ASCII);
        File.Move(temporary, _layout.Version, overwrite: true);
    }

    private static Diagnostic? VersionProblem(StoreLayout layout)
    {
        const string hint = "another folder with --store, or the version of Runproof that made this one";
        if (File.Exists(layout.Version))
        {
            var found = ReadStart(layout.Version);
            return found == StoreLayout.VersionText
                ? null
                : new Diagnostic(StoreErrors.Version, Phase.Store, layout.Version,
                    $"the store says \"{Printable(found)}\", and \"{StoreLayout.VersionText.TrimEnd()}\" is supported", hint);
        }

        if (File.Exists(layout.Root))
            return new Diagnostic(StoreErrors.Version, Phase.Store, layout.Root, "the store's folder is a file", hint);

        // Before its version is written a store has empty folders at most.
        var known = new[] { layout.Temporary, layout.Objects, layout.Runs, layout.Pins, layout.Demo, layout.Models };
        var foreign = Directory.Exists(layout.Root) ? Directory.EnumerateFileSystemEntries(layout.Root).FirstOrDefault(entry => !known.Contains(entry)) : null;

        // Another process wrote the version since it was looked for.
        if (foreign == layout.Version && File.Exists(layout.Version))
            return VersionProblem(layout);
        return foreign is null
            ? null
            : new Diagnostic(StoreErrors.Version, Phase.Store, layout.Root,
                $"the folder holds {Path.GetFileName(foreign)} and no file \"version\": it is not a store", hint);
    }

    private static string ReadStart(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var bytes = new byte[64];
        return Encoding.Latin1.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }

    private static string Printable(string text) => string.Concat(text.TrimEnd().Select(c => char.IsControl(c) ? '?' : c));
}
