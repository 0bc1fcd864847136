using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;

namespace Runproof.Runs.Store;

/// <summary>The recorded runs of a store: finding, listing, pinning.</summary>
internal sealed class RunFolder(StoreLayout layout)
{
    private const string Latest = "latest";
    private const int MostNamesInAnError = 5;

    /// <summary>Names of the runs in ascending order. A folder without a trace, or with an empty one, is not a run: nothing was recorded.</summary>
    public IEnumerable<string> Ids() =>
        Directory.Exists(layout.Runs)
            ? Directory.EnumerateDirectories(layout.Runs)
                .Select(folder => Path.GetFileName(folder))
                .Where(name => RunId.IsValid(name) && new FileInfo(layout.Trace(name)) is { Exists: true, Length: > 0 })
                .Order(StringComparer.Ordinal)
            : [];

    public bool TryResolve(string run, [NotNullWhen(true)] out RunLocation? location, [NotNullWhen(false)] out Diagnostic? error)
    {
        location = null;
        error = null;
        if (run == Latest)
            location = NewestFirst().Select(Own).FirstOrDefault();
        else if (RunId.IsPrefix(run))
            location = ByPrefix(run, out error);
        if (location is null && error is null)
            location = ByPath(run);
        if (location is null)
            error ??= Unknown(run);
        return location is not null;
    }

    /// <summary>The newest run first. Within one second the names do not say which came first, and the traces do.</summary>
    public IEnumerable<string> NewestFirst() =>
        Ids().Reverse()
            .GroupBy(id => id[..^7], StringComparer.Ordinal)
            .SelectMany(second => second.Count() == 1
                ? second.AsEnumerable()
                : second.OrderByDescending(StartOf)
                    .ThenByDescending(id => File.GetLastWriteTimeUtc(layout.Trace(id)))
                    .ThenByDescending(id => id, StringComparer.Ordinal));

    public ImmutableArray<RunSummary> List() => [.. NewestFirst().Select(Summarize)];

    public bool IsPinned(string id) => File.Exists(layout.Pin(id));

    public void Unpin(string id) => File.Delete(layout.Pin(id));

    private RunSummary Summarize(string id)
    {
        var path = layout.Trace(id);
        RunId.TryGetTime(id, out var startedAt);
        if (!TraceOutline.TryRead(path, out var outline, out _))
            return new RunSummary(id, startedAt, RunState.Damaged, "", null, null, 0, new FileInfo(path).Length, IsPinned(id));
        var header = outline.Head.Header;
        return new RunSummary(
            id,
            TimeOf(header.StartedAt) ?? startedAt,
            outline.IsClosed ? RunState.Closed : RunState.Interrupted,
            header.Target,
            header.Mode,
            outline.IsClosed ? outline.Claim!.Digest : null,
            outline.Steps,
            outline.Length,
            IsPinned(id));
    }

    private ulong StartOf(string id) => TraceOutline.TryRead(layout.Trace(id), out var outline, out _) ? outline.Head.Header.StartedAt : 0;

    private static DateTimeOffset? TimeOf(ulong milliseconds) =>
        milliseconds <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : null;

    private RunLocation Own(string id) => new(id, layout.Trace(id), IsOwn: true);

    private RunLocation? ByPrefix(string prefix, out Diagnostic? error)
    {
        var matches = Ids().Where(id => id.StartsWith(prefix, StringComparison.Ordinal)).ToArray();
        error = null;
        if (matches.Length == 1)
            return Own(matches[0]);
        if (matches.Length == 0)
            return null;
        var some = string.Join(", ", matches.Take(MostNamesInAnError)) + (matches.Length > MostNamesInAnError ? ", …" : "");
        error = new Diagnostic(StoreErrors.RunAmbiguous, Phase.Store, prefix, $"{matches.Length} runs begin with this: {some}", "more characters of the name");
        return null;
    }

    private RunLocation? ByPath(string path)
    {
        if (path.Length == 0 || path.Contains('\0'))
            return null;
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            full = Path.Combine(full, StoreLayout.TraceName);
        if (!File.Exists(full))
            return null;
        var id = Path.GetFileName(Path.GetDirectoryName(full));
        return RunId.IsValid(id) && full == layout.Trace(id!) ? Own(id!) : new RunLocation(path, full, IsOwn: false);
    }

    private static Diagnostic Unknown(string run) => run == Latest
        ? new(StoreErrors.RunUnknown, Phase.Store, run, "the store holds no run", "runproof run MODEL, which records one")
        : new(StoreErrors.RunUnknown, Phase.Store, run, "no run of the store begins with this, and there is no such file or folder",
            "runproof store ls, which lists the runs");
}
