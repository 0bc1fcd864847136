using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Witness;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Lookups;

namespace Runproof.Circuits.Proving;

/// <summary>The bytes of a proof: root of the witness, lookups, opening. The statement gives all lengths but the last part's, which is the rest.</summary>
internal static class CircuitProofFormat
{
    public static byte[] Write<E>(CircuitProof<E> proof)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var lookups = LookupProofFormat.Write(proof.Lookups);
        var bytes = new byte[Hash256.Size + lookups.Length + LigeroFormat.Size(proof.Opening)];
        proof.Witness.CopyTo(bytes);
        lookups.CopyTo(bytes.AsSpan(Hash256.Size));
        LigeroFormat.Write(proof.Opening, bytes.AsSpan(Hash256.Size + lookups.Length));
        return bytes;
    }

    public static bool TryRead<E>(
        ReadOnlySpan<byte> bytes, WitnessPlan plan, [NotNullWhen(true)] out CircuitProof<E>? proof, [NotNullWhen(false)] out ProofError? error)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        proof = null;
        int lookupSize = LookupProofFormat.EncodedSize<E, Goldilocks>(plan.Lookups);
        int opening = Hash256.Size + lookupSize;
        if (bytes.Length < opening)
        {
            error = new(ProofErrorCode.Malformed, bytes.Length);
            return false;
        }

        if (!LookupProofFormat.TryRead<E, Goldilocks>(bytes.Slice(Hash256.Size, lookupSize), plan.Lookups, out var lookups, out var lookupError))
        {
            error = new(ProofErrorCode.Malformed, Hash256.Size + (long)lookupError.Position) { Lookups = lookupError };
            return false;
        }

        ImmutableArray<LigeroGeometry> geometries = [plan.Geometry, .. plan.Statement.Boundaries.Select(boundary => boundary.Geometry)];
        if (!LigeroFormat.TryRead<E>(bytes[opening..], geometries, out var opened, out var openingError))
        {
            error = new(ProofErrorCode.Malformed, opening + openingError.Actual) { Opening = openingError };
            return false;
        }

        proof = new(Hash256.Read(bytes[..Hash256.Size]), lookups, opened);
        error = null;
        return true;
    }
}
