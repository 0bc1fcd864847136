using Runproof.Circuits.Formats;
using Runproof.Core.Hashing;
using Runproof.Verifier.Receipts;

namespace Runproof.Runs.Store;

/// <summary>Whether content is what a digest names: its bytes, or, of a circuit, what is computed and with which weights.</summary>
internal static class UnitContent
{
    /// <summary>Computes the digest anew.</summary>
    public static bool Has(ReadOnlySpan<byte> content, Digest digest) => ObjectFolder.DigestOf(content) == digest || IsCircuit(content, digest);

    /// <summary>Whether content is the file of a circuit that a program names by a digest.</summary>
    public static bool IsCircuit(ReadOnlySpan<byte> content, Digest digest) =>
        CompiledCircuitFormat.TryRead(content, out var compiled, out _) && CircuitUnit.ArtifactOf(compiled) == digest;
}
