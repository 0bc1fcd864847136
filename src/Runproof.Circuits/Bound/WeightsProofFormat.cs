using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Proving;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Lookups;

namespace Runproof.Circuits.Bound;

/// <summary>The bytes of a setup proof: root of the witness, lookups, opening. The layout gives all lengths but the last part's, which is the rest.</summary>
internal static class WeightsProofFormat
{
    public static byte[] Write<E>(WeightsProof<E> proof)
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
        ReadOnlySpan<byte> bytes, WeightsPlan plan, [NotNullWhen(true)] out WeightsProof<E>? proof, [NotNullWhen(false)] out ProofError? error)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        proof = null;
        int size = LookupProofFormat.EncodedSize<E, Goldilocks>(plan.Lookups);
        if (bytes.Length < Hash256.Size + size)
        {
            error = new(ProofErrorCode.Malformed, bytes.Length);
            return false;
        }

        if (!LookupProofFormat.TryRead<E, Goldilocks>(bytes.Slice(Hash256.Size, size), plan.Lookups, out var lookups, out var lookupError))
        {
            error = new(ProofErrorCode.Malformed, Hash256.Size + (long)lookupError.Position) { Lookups = lookupError };
            return false;
        }

        if (!LigeroFormat.TryRead<E>(bytes[(Hash256.Size + size)..], [plan.WeightsGeometry, plan.Geometry], out var opening, out var openingError))
        {
            error = new(ProofErrorCode.Malformed, Hash256.Size + size + openingError.Actual) { Opening = openingError };
            return false;
        }

        proof = new(Hash256.Read(bytes[..Hash256.Size]), lookups, opening);
        error = null;
        return true;
    }
}
