using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;

namespace Runproof.Core.Programs;

/// <summary>The exact version of a unit: change a byte of the artifact, of its ports or of the tool that made it, and it is another unit.</summary>
/// <param name="Artifact">Digest of the unit's content, such as a slice's ONNX file.</param>
/// <param name="Schema">Digest of the names and types of its ports.</param>
/// <param name="Toolchain">Digest of the name and version of what produced the artifact.</param>
public sealed record UnitRevision(Digest Artifact, Digest Schema, Digest Toolchain)
{
    /// <summary>Stands where no unit is called.</summary>
    public static UnitRevision None { get; } = new(default, default, default);

    /// <summary>One digest for the three.</summary>
    public Digest Digest
    {
        get
        {
            var writer = new PostcardWriter();
            WriteTo(writer);
            return TaggedHash.Compute(DigestTags.UnitRevision, writer.WrittenSpan);
        }
    }

    /// <summary>Appends the canonical encoding.</summary>
    public void WriteTo(PostcardWriter writer)
    {
        writer.WriteDigest(Artifact);
        writer.WriteDigest(Schema);
        writer.WriteDigest(Toolchain);
    }

    /// <summary>Reads the canonical encoding; on failure the reader holds the error.</summary>
    public static bool TryRead(ref PostcardReader reader, [NotNullWhen(true)] out UnitRevision? value)
    {
        value = null;
        if (!reader.TryReadDigest(out var artifact) || !reader.TryReadDigest(out var schema) || !reader.TryReadDigest(out var toolchain))
            return false;
        value = new UnitRevision(artifact, schema, toolchain);
        return true;
    }
}
