using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Witness;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Lookups;

namespace Runproof.Circuits.Proving;

/// <summary>
/// The bytes of a proof: root of the witness, lookups, opening; with bound weights the length of that opening in front of it, and behind it constants, values and the
/// opening of the weights. The statement gives all lengths but those of the openings, the last of which is the rest.
/// </summary>
internal static class CircuitProofFormat
{
    public static byte[] Write<E>(CircuitProof<E> proof)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var root = new byte[Hash256.Size];
        proof.Witness.CopyTo(root);
        var bytes = new List<byte>(root);
        bytes.AddRange(LookupProofFormat.Write(proof.Lookups));
        if (proof.Bound is null)
            return [.. bytes, .. Write(proof.Opening)];
        var opening = Write(proof.Opening);
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, opening.Length);
        bytes.AddRange(length);
        bytes.AddRange(opening);
        foreach (E element in proof.Bound.Constants.Concat(proof.Bound.Values))
        {
            var encoded = new byte[E.EncodedSize];
            E.Write(element, encoded);
            bytes.AddRange(encoded);
        }

        return [.. bytes, .. Write(proof.Bound.Opening)];
    }

    public static bool TryRead<E>(
        ReadOnlySpan<byte> bytes, WitnessPlan plan, [NotNullWhen(true)] out CircuitProof<E>? proof, [NotNullWhen(false)] out ProofError? error)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        proof = null;
        int lookupSize = LookupProofFormat.EncodedSize<E, Goldilocks>(plan.Lookups);
        int at = Hash256.Size + lookupSize;
        if (bytes.Length < at)
        {
            error = new(ProofErrorCode.Malformed, bytes.Length);
            return false;
        }

        if (!LookupProofFormat.TryRead<E, Goldilocks>(bytes.Slice(Hash256.Size, lookupSize), plan.Lookups, out var lookups, out var lookupError))
        {
            error = new(ProofErrorCode.Malformed, Hash256.Size + (long)lookupError.Position) { Lookups = lookupError };
            return false;
        }

        BoundOpening<E>? bound = null;
        int length = bytes.Length - at;
        if (plan.Statement.Bound is not null)
        {
            if (!TryReadLength(bytes, ref at, out length, out error) || !TryReadBound(bytes, at + length, plan, out bound, out error))
                return false;
        }

        ImmutableArray<LigeroGeometry> geometries = [plan.Geometry, .. plan.Statement.Boundaries.Select(boundary => boundary.Geometry)];
        if (!TryRead<E>(bytes.Slice(at, length), at, geometries, out var opening, out error))
            return false;
        proof = new(Hash256.Read(bytes[..Hash256.Size]), lookups, opening, bound);
        return true;
    }

    private static byte[] Write<E>(LigeroProof<E> opening)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var bytes = new byte[LigeroFormat.Size(opening)];
        LigeroFormat.Write(opening, bytes);
        return bytes;
    }

    private static bool TryReadLength(ReadOnlySpan<byte> bytes, ref int at, out int length, [NotNullWhen(false)] out ProofError? error)
    {
        length = bytes.Length - at < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
        bool fits = length >= 0 && length <= bytes.Length - at - sizeof(int);
        error = fits ? null : new(ProofErrorCode.Malformed, at);
        at += sizeof(int);
        return fits;
    }

    private static bool TryReadBound<E>(
        ReadOnlySpan<byte> bytes, int at, WitnessPlan plan, [NotNullWhen(true)] out BoundOpening<E>? bound, [NotNullWhen(false)] out ProofError? error)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        bound = null;
        var (claims, forms) = plan.BoundCounts;
        var elements = new E[claims + forms];
        for (int i = 0; i < elements.Length; i++, at += E.EncodedSize)
        {
            if (bytes.Length - at < E.EncodedSize || !E.TryRead(bytes.Slice(at, E.EncodedSize), out elements[i]))
            {
                error = new(ProofErrorCode.Malformed, at);
                return false;
            }
        }

        if (!TryRead<E>(bytes[at..], at, [plan.Statement.Bound!.Commitment.Geometry], out var opening, out error))
            return false;
        bound = new([.. elements.AsSpan(0, claims)], [.. elements.AsSpan(claims)], opening);
        return true;
    }

    private static bool TryRead<E>(
        ReadOnlySpan<byte> bytes,
        int offset,
        ImmutableArray<LigeroGeometry> geometries,
        [NotNullWhen(true)] out LigeroProof<E>? opening,
        [NotNullWhen(false)] out ProofError? error)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        bool read = LigeroFormat.TryRead(bytes, geometries, out opening, out var openingError);
        error = read ? null : new(ProofErrorCode.Malformed, offset + openingError!.Actual) { Opening = openingError };
        return read;
    }
}
