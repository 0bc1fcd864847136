using Runproof.Circuits.Formats;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Runs.Execution;
using Runproof.Verifier.Receipts;

namespace Runproof.Runs.Store;

/// <summary>Whether content is what a digest names: its bytes, or, of a circuit, what is computed and with which weights, or, of bound weights, what commits to them.</summary>
internal static class UnitContent
{
    /// <summary>Computes the digest anew.</summary>
    public static bool Has(ReadOnlyMemory<byte> content, Digest digest) => ObjectFolder.DigestOf(content.Span) == digest || IsNamedByMeaning(content, digest);

    /// <summary>Whether content is a circuit that a program names by a digest, or the bound weights that circuits name by it.</summary>
    public static bool IsNamedByMeaning(ReadOnlyMemory<byte> content, Digest digest) => OwnerWeightsFormat.IsOne(content.Span)
        ? LoadedWeights.TryLoad(content, out var weights, out _) && weights.Digest == digest
        : CompiledCircuitFormat.TryRead(content.Span, out var compiled, out _) && CircuitUnit.ArtifactOf(compiled) == digest;

    /// <summary>The digests of everything that a program's units need: their artifacts, and the bound weights of circuits.</summary>
    /// <param name="program">The program.</param>
    /// <param name="read">The bytes that lie under a digest; null where none do.</param>
    public static IEnumerable<Digest> Of(Program program, Func<Digest, byte[]?> read)
    {
        foreach (var step in program.UnitCalls)
        {
            yield return step.Unit.Artifact;
            if (CircuitUnit.WeightsOf(step) == WeightsKind.Bound
                && read(step.Unit.Artifact) is { } file && CompiledCircuitFormat.TryRead(file, out var compiled, out _) && compiled.Bound is { } bound)
                yield return bound.Model;
        }
    }
}
