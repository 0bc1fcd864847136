using Runproof.Core.Hashing;

namespace Runproof.Runs.Files;

/// <summary>Digest of a file's content, as the store names it, without reading the file into memory as a whole.</summary>
internal static class FileDigest
{
    private const int ChunkSize = 1 << 20;

    public static Digest Of(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        using var hasher = new TaggedHasher(DigestTags.StoreObject);
        hasher.BeginPart(stream.Length);
        var chunk = new byte[(int)Math.Min(ChunkSize, Math.Max(1, stream.Length))];
        while (hasher.Remaining > 0)
        {
            var read = stream.Read(chunk, 0, (int)Math.Min(chunk.Length, hasher.Remaining));
            if (read == 0)
                throw new EndOfStreamException($"{path} became shorter while it was read");
            hasher.Append(chunk.AsSpan(0, read));
        }

        return hasher.Finish();
    }
}
