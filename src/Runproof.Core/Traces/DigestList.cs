using System.Collections.Immutable;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;

namespace Runproof.Core.Traces;

/// <summary>The encoding of a list of digests: a count, then the digests.</summary>
internal static class DigestList
{
    public static void Write(PostcardWriter writer, ImmutableArray<Digest> digests)
    {
        writer.WriteCount(digests.Length);
        foreach (var digest in digests)
            writer.WriteDigest(digest);
    }

    public static bool TryRead(ref PostcardReader reader, out ImmutableArray<Digest> digests)
    {
        digests = [];
        if (!reader.TryReadCount(Digest.Size, out var count))
            return false;
        var builder = ImmutableArray.CreateBuilder<Digest>(count);
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryReadDigest(out var digest))
                return false;
            builder.Add(digest);
        }

        digests = builder.MoveToImmutable();
        return true;
    }
}
