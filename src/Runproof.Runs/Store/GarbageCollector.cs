using System.Collections.Immutable;
using Runproof.Core.Hashing;

namespace Runproof.Runs.Store;

/// <summary>
/// Removes runs, then objects that no run uses, then leftovers. Each removal is a rename or the deletion of one file, so that being killed leaves a store that
/// opens, and the next collection goes on. Objects and leftovers younger than <see cref="Grace"/> stay: a run that is about to start may need them.
/// </summary>
internal sealed class GarbageCollector(StoreLayout layout, ObjectFolder objects, RunFolder runs, TimeProvider clock, GarbageOptions options)
{
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    private readonly DateTimeOffset _now = clock.GetUtcNow();
    private long _bytes;

    public GarbageReport Collect(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(layout.Runs))
            return new GarbageReport([], 0, 0, 0, []);

        // Whoever relies on an object that is there already renews its age under a shared lock: so age and deletion cannot cross.
        using var guard = StoreLock.Open(layout.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var unwanted = Unwanted().ToImmutableArray();
        foreach (var id in unwanted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RemoveRun(id);
        }

        var used = UsedObjects(unwanted, out var unreadable);
        var removed = unreadable.IsEmpty ? RemoveObjects(used, cancellationToken) : 0;
        return new GarbageReport(unwanted, removed, RemoveLeftovers(), _bytes, unreadable);
    }

    private IEnumerable<string> Unwanted()
    {
        if (options.KeepNewest is null && options.OlderThan is null)
            return [];
        return runs.NewestFirst()
            .Skip(options.KeepNewest ?? 0)
            .Where(id => options.OlderThan is not { } age || (RunId.TryGetTime(id, out var startedAt) && _now - startedAt > age))
            .Where(id => !runs.IsPinned(id) && !StoreLock.IsInUse(layout.Trace(id)));
    }

    private void RemoveRun(string id)
    {
        _bytes += new FileInfo(layout.Trace(id)).Length;
        if (options.DryRun)
            return;
        var removed = layout.NewTemporary();
        Directory.Move(layout.Run(id), removed);
        Directory.Delete(removed, recursive: true);
    }

    private HashSet<Digest> UsedObjects(ImmutableArray<string> removedRuns, out ImmutableArray<string> unreadable)
    {
        var used = new HashSet<Digest>();
        var unread = ImmutableArray.CreateBuilder<string>();
        foreach (var id in runs.Ids().Except(removedRuns))
        {
            if (TraceOutline.TryRead(layout.Trace(id), out var outline, out _))
                used.UnionWith(UnitContent.Of(outline.Head.Program, objects.ReadUnchecked));
            else
                unread.Add(id);
        }

        unreadable = unread.ToImmutable();
        return used;
    }

    private int RemoveObjects(HashSet<Digest> used, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var (file, digest) in objects.Enumerate())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (digest is not { } name || used.Contains(name) || IsYoung(file))
                continue;
            count++;
            _bytes += file.Length;
            if (!options.DryRun)
                file.Delete();
        }

        return count;
    }

    private int RemoveLeftovers()
    {
        var count = 0;
        foreach (var path in new StoreCheck(layout, objects, runs).Leftovers())
        {
            FileSystemInfo entry = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
            if (IsYoung(entry))
                continue;
            count++;
            _bytes += entry is FileInfo file ? file.Length : 0;
            if (options.DryRun)
                continue;
            if (entry is DirectoryInfo folder)
                folder.Delete(recursive: true);
            else
                entry.Delete();
        }

        return count;
    }

    private bool IsYoung(FileSystemInfo entry) => _now - entry.LastWriteTimeUtc < Grace;
}
