using Runproof.Core.Hashing;
using Runproof.Runs.Files;
using Runproof.Runs.Metadata;

namespace Runproof.Runs.Compiling;

/// <summary>Writes the file of a circuit.</summary>
internal static class CircuitFile
{
    /// <summary>Replaces the file as a whole.</summary>
    /// <param name="location">Where the model lies.</param>
    /// <param name="entry">What is known of the circuit, its path among it.</param>
    /// <param name="bytes">The file.</param>
    /// <returns>The entry with digest and size of the file.</returns>
    public static CircuitEntry Write(ModelLocation location, CircuitEntry entry, ReadOnlySpan<byte> bytes)
    {
        AtomicFile.Write(Path.Combine(location.Folder, entry.Path), bytes);
        return entry with { Digest = TaggedHash.Compute(DigestTags.StoreObject, bytes), Size = bytes.Length };
    }
}
