using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;

namespace Runproof.Runs.Store;

/// <summary>
/// Content under its digest, one file each. A file appears under its name only when it is complete, and each time it is read its digest is
/// computed again.
/// </summary>
internal sealed class ObjectFolder(StoreLayout layout, TimeProvider clock)
{
    private const int CopyBufferLength = 1 << 20;

    public static Digest DigestOf(ReadOnlySpan<byte> bytes) => TaggedHash.Compute(DigestTags.StoreObject, bytes);

    /// <summary>The digest of a file's content; a file that changes its length meanwhile is an <see cref="IOException"/>.</summary>
    public static Digest DigestOf(FileStream file) => Copy(file, Stream.Null, CancellationToken.None);

    public Digest Put(ReadOnlySpan<byte> bytes)
    {
        var digest = DigestOf(bytes);
        PutAs(digest, bytes);
        return digest;
    }

    /// <summary>Stores content under a digest that somebody else computed: that of a unit which is not named by its bytes.</summary>
    public void PutAs(Digest digest, ReadOnlySpan<byte> bytes)
    {
        using var guard = ShareLock();
        if (Renew(digest, bytes.Length))
            return;
        var temporary = layout.NewTemporary();
        using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        Publish(temporary, digest);
    }

    public Digest PutFile(string path, Digest? expected, CancellationToken cancellationToken)
    {
        using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var guard = ShareLock();
        if (expected is { } known && Renew(known, source.Length))
            return known;
        var temporary = layout.NewTemporary();
        Digest digest;
        try
        {
            using var target = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            digest = Copy(source, target, cancellationToken);
            target.Flush(flushToDisk: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        if (expected is { } other && digest != other)
        {
            File.Delete(temporary);
            throw new RunproofException(new Diagnostic(
                StoreErrors.ObjectMismatch, Phase.Store, path, $"the file has the digest {digest}, and {other} is expected",
                    "making the file again: it was changed since"));
        }

        Publish(temporary, digest);
        return digest;
    }

    public bool TryGet(Digest digest, [NotNullWhen(true)] out byte[]? bytes, [NotNullWhen(false)] out Diagnostic? error)
    {
        var path = layout.Object(digest);
        bytes = null;
        if (!File.Exists(path))
        {
            error = new Diagnostic(StoreErrors.ObjectMissing, Phase.Store, path, $"the store does not hold the object {digest}",
                "running the model again, which stores its slices");
            return false;
        }

        var content = File.ReadAllBytes(path);
        error = UnitContent.Has(content, digest) ? null : Damaged(path, digest);
        if (error is null)
            bytes = content;
        return error is null;
    }

    public byte[]? ReadUnchecked(Digest digest) => File.Exists(layout.Object(digest)) ? File.ReadAllBytes(layout.Object(digest)) : null;

    /// <summary>Every file below the folder of objects; the digest is null where the name is not one of ours.</summary>
    public IEnumerable<(FileInfo File, Digest? Digest)> Enumerate()
    {
        var folder = new DirectoryInfo(layout.Objects);
        if (!folder.Exists)
            return [];
        return folder.EnumerateFiles("*", SearchOption.AllDirectories)
            .OrderBy(file => file.FullName, StringComparer.Ordinal)
            .Select(file => (file, NameOf(file)));
    }

    public static Diagnostic Damaged(string path, Digest digest) => new(
        StoreErrors.ObjectDamaged, Phase.Store, path, $"the content does not have the digest {digest}",
            "deleting the file and running the model again, which stores it anew");

    /// <summary>Held by whoever relies on an object that is already there, so that it is not collected in the same moment.</summary>
    private FileStream ShareLock() => StoreLock.Open(layout.Lock, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);

    // An object of the right length counts as present: its content is checked when it is read. Its age starts anew, which keeps it from being collected.
    private bool Renew(Digest digest, long length)
    {
        var file = new FileInfo(layout.Object(digest));
        if (!file.Exists || file.Length != length)
            return false;
        file.LastWriteTimeUtc = clock.GetUtcNow().UtcDateTime;
        return true;
    }

    private void Publish(string temporary, Digest digest)
    {
        var path = layout.Object(digest);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.SetLastWriteTimeUtc(temporary, clock.GetUtcNow().UtcDateTime);
        File.Move(temporary, path, overwrite: true);
    }

    private Digest? NameOf(FileInfo file)
    {
        var name = file.Directory!.Name + file.Name;
        return Digest.TryParse(name, out var digest) && layout.Object(digest) == file.FullName ? digest : null;
    }

    private static Digest Copy(FileStream source, Stream target, CancellationToken cancellationToken)
    {
        using var hasher = new TaggedHasher(DigestTags.StoreObject);
        hasher.BeginPart(source.Length);
        var buffer = new byte[(int)Math.Clamp(source.Length, 1, CopyBufferLength)];
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (read > hasher.Remaining)
                break;
            hasher.Append(buffer.AsSpan(0, read));
            target.Write(buffer.AsSpan(0, read));
        }

        if (hasher.Remaining != 0 || source.Position != source.Length)
            throw new IOException($"The length of '{source.Name}' changed while it was read.");
        return hasher.Finish();
    }
}
