using System.Collections.Immutable;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;

namespace Runproof.Core.Programs;

/// <summary>The names and types of a unit's ports, as one digest.</summary>
public static class UnitSchema
{
    /// <summary>The digest of the ports of both sides, in order.</summary>
    public static Digest DigestOf(ImmutableArray<Port> inputs, ImmutableArray<Port> outputs)
    {
        var writer = new PostcardWriter();
        PortList.Write(writer, inputs);
        PortList.Write(writer, outputs);
        return TaggedHash.Compute(DigestTags.Schema, writer.WrittenSpan);
    }
}
