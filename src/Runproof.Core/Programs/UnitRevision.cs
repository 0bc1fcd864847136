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

    // With what it was computed of, since a copy may have other parts.
    private Known? _known;

    /// <summary>One digest for the three.</summary>
    public Digest Digest
    {
        get
        {
            Known? known = _known;
            if (known is null || known.Artifact != Artifact || known.Schema != Schema || known.Toolchain != Toolchain)
                _known = known = new Known(Artifact, Schema, Toolchain, Compute());
            return known.Value;
        }
    }

    /// <inheritdoc />
    public bool Equals(UnitRevision? other) => other is not null && Artifact == other.Artifact && Schema == other.Schema && Toolchain == other.Toolchain;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Artifact, Schema, Toolchain);

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

    private Digest Compute()
    {
        var writer = new PostcardWriter();
        WriteTo(writer);
        return TaggedHash.Compute(DigestTags.UnitRevision, writer.WrittenSpan);
    }

    private sealed record Known(Digest Artifact, Digest Schema, Digest Toolchain, Digest Value);
}
