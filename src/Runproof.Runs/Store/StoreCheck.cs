using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;

namespace Runproof.Runs.Store;

/// <summary>Reads every byte of a store: are they what was written? Whether a trace agrees with its claim is for the verifier.</summary>
internal sealed class StoreCheck(StoreLayout layout, ObjectFolder objects, RunFolder runs)
{
    private readonly ImmutableArray<string>.Builder _interrupted = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<string>.Builder _damaged = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<string>.Builder _unnoted = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<string>.Builder _unknown = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<Diagnostic>.Builder _problems = ImmutableArray.CreateBuilder<Diagnostic>();
    private readonly HashSet<Digest> _present = [];
    private readonly HashSet<Digest> _used = [];
    private long _objectBytes;
    private int _closed;

    public StoreVerification Check(IProgress<StoreProgress>? progress, CancellationToken cancellationToken)
    {
        var files = objects.Enumerate().ToArray();
        var ids = runs.Ids().ToArray();
        var log = ClaimLog.Read(layout.Claims);
        if (log.Damage is { } damage)
            _problems.Add(damage);
        var done = 0;
        foreach (var (file, digest) in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            CheckObject(file, digest);
            progress?.Report(new StoreProgress(++done, files.Length + ids.Length));
        }

        foreach (var id in ids)
        {
            cancellationToken.ThrowIfCancellationRequested();
            CheckRun(id, log);
            progress?.Report(new StoreProgress(++done, files.Length + ids.Length));
        }

        ListUnknownFiles();
        return new StoreVerification(
            _present.Count, _objectBytes, _closed, _interrupted.ToImmutable(), _damaged.ToImmutable(), _unnoted.ToImmutable(),
            _used.Count(artifact => !_present.Contains(artifact)), [.. Leftovers()], _unknown.ToImmutable(), _problems.ToImmutable());
    }

    /// <summary>What only a process that was killed leaves behind, or one that is at work right now.</summary>
    public IEnumerable<string> Leftovers()
    {
        var temporary = Entries(layout.Temporary);
        var withoutTrace = Entries(layout.Runs).Where(IsEmptyRun);
        var pins = Entries(layout.Pins).Where(pin => RunId.IsValid(Path.GetFileName(pin)) && !File.Exists(layout.Trace(Path.GetFileName(pin))));
        return [.. temporary, .. withoutTrace, .. pins];
    }

    // Killed before its first write, a run has an empty trace at most.
    private static bool IsEmptyRun(string folder) =>
        Directory.Exists(folder)
        && new DirectoryInfo(folder).EnumerateFileSystemInfos().All(entry => entry is FileInfo { Name: StoreLayout.TraceName, Length: 0 });

    private void CheckObject(FileInfo file, Digest? digest)
    {
        if (digest is not { } name)
        {
            _unknown.Add(file.FullName);
            return;
        }

        _present.Add(name);
        _objectBytes += file.Length;
        using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (ObjectFolder.DigestOf(stream) != name && !UnitContent.IsNamedByMeaning(File.ReadAllBytes(file.FullName), name))
            _problems.Add(ObjectFolder.Damaged(file.FullName, name));
    }

    private void CheckRun(string id, ClaimLog log)
    {
        if (!TraceFile.TryRead(layout.Trace(id), out var trace, out var problem))
        {
            Damage(id, problem);
            return;
        }

        _used.UnionWith(UnitContent.Of(trace.Program, objects.ReadUnchecked));
        var noted = log.Claims.TryGetValue(id, out var known);
        if (trace.Header.RunId != id)
            Damage(id, Problem(id, StoreErrors.RunMisnamed, $"the trace is that of the run {trace.Header.RunId}", "moving it to where it belongs"));
        else if (noted && (!trace.IsClosed || known != new KnownClaim(trace.Claim!.Digest, trace.Program.Digest)))
            Damage(id, Problem(id, StoreErrors.ClaimChanged, ClaimText(trace, known), "another copy of the run, or running it again"));
        else if (!trace.IsClosed)
            _interrupted.Add(id);
        else
            Close(id, noted);
    }

    private void Close(string id, bool noted)
    {
        _closed++;
        if (!noted)
            _unnoted.Add(id);
    }

    private void Damage(string id, Diagnostic problem)
    {
        _damaged.Add(id);
        _problems.Add(problem);
    }

    private Diagnostic Problem(string id, ErrorCode code, string message, string hint) => new(code, Phase.Store, layout.Trace(id), message, hint);

    private static string ClaimText(Trace trace, KnownClaim known) => trace.IsClosed
        ? $"the trace claims {trace.Claim!.Digest}, and the store noted {known.Claim} when the run was closed"
        : $"the trace has lost its end: the store noted the claim {known.Claim} when the run was closed";

    private void ListUnknownFiles()
    {
        string[] known = [layout.Version, layout.Lock, layout.Claims, layout.Objects, layout.Runs, layout.Pins, layout.Temporary, layout.Demo, layout.Models];
        _unknown.AddRange(Entries(layout.Root).Where(entry => !known.Contains(entry)));
        _unknown.AddRange(Entries(layout.Pins).Where(pin => !RunId.IsValid(Path.GetFileName(pin))));
        foreach (var folder in Entries(layout.Runs))
        {
            if (!RunId.IsValid(Path.GetFileName(folder)) || !Directory.Exists(folder))
                _unknown.Add(folder);
            else
                _unknown.AddRange(Entries(folder).Where(entry => Path.GetFileName(entry) is not (StoreLayout.TraceName or StoreLayout.ReceiptName or StoreLayout.ClaimName or StoreLayout.SignatureName)));
        }
    }

    private static IEnumerable<string> Entries(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal) : [];
}
