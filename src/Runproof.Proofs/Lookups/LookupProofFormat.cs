using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Lookups;

/// <summary>The canonical bytes of a lookup proof: its elements one after the other, in the order of the protocol, with no lengths between them.</summary>
public static class LookupProofFormat
{
    /// <summary>Bytes of a proof of a statement.</summary>
    public static int EncodedSize<E, F>(LookupStatement<F> statement)
        where E : struct, IField<E>
        where F : struct, IField<F>
    {
        int rounds = statement.Depth * (statement.Depth - 1) / 2;
        int elements = 2 + (LookupLayer<E>.PerRound * rounds) + (LookupLayer<E>.Ends * statement.Depth) + statement.CommittedColumns.Length;
        return elements * E.EncodedSize;
    }

    /// <summary>Encodes the proof: its elements one after the other, in the order of the protocol.</summary>
    public static byte[] Write<E>(LookupProof<E> proof)
        where E : struct, IField<E>
    {
        List<E> elements = [proof.Root.Numerator, proof.Root.Denominator];
        foreach (var layer in proof.Layers)
        {
            elements.AddRange(layer.Rounds);
            elements.AddRange([layer.LeftNumerator, layer.RightNumerator, layer.LeftDenominator, layer.RightDenominator]);
        }

        elements.AddRange(proof.Evaluations);
        byte[] bytes = new byte[elements.Count * E.EncodedSize];
        for (int i = 0; i < elements.Count; i++)
            E.Write(elements[i], bytes.AsSpan(i * E.EncodedSize, E.EncodedSize));
        return bytes;
    }

    /// <summary>Decodes a proof that uses all of <paramref name="source"/>; the statement alone decides its size.</summary>
    /// <param name="source">The bytes, trusted in nothing.</param>
    /// <param name="statement">What the proof is to show.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="error"><see cref="LookupErrorCode.WrongLength"/> or <see cref="LookupErrorCode.NotCanonical"/>.</param>
    public static bool TryRead<E, F>(
        ReadOnlySpan<byte> source,
        LookupStatement<F> statement,
        [NotNullWhen(true)] out LookupProof<E>? proof,
        [NotNullWhen(false)] out LookupError? error)
        where E : struct, IField<E>
        where F : struct, IField<F>
    {
        proof = null;
        error = null;
        int size = EncodedSize<E, F>(statement);
        if (source.Length != size)
        {
            error = new(LookupErrorCode.WrongLength, 0, size, source.Length);
            return false;
        }

        var elements = new E[size / E.EncodedSize];
        for (int i = 0; i < elements.Length; i++)
        {
            if (E.TryRead(source.Slice(i * E.EncodedSize, E.EncodedSize), out elements[i]))
                continue;
            error = new(LookupErrorCode.NotCanonical, i * E.EncodedSize);
            return false;
        }

        proof = Assemble<E>(elements, statement.Depth);
        return true;
    }

    private static LookupProof<E> Assemble<E>(ReadOnlySpan<E> elements, int depth)
        where E : struct, IField<E>
    {
        Fraction<E> root = new(elements[0], elements[1]);
        elements = elements[2..];
        var layers = ImmutableArray.CreateBuilder<LookupLayer<E>>(depth);
        for (int layer = 0; layer < depth; layer++)
        {
            int rounds = LookupLayer<E>.PerRound * layer;
            layers.Add(new([.. elements[..rounds]], elements[rounds], elements[rounds + 1], elements[rounds + 2], elements[rounds + 3]));
            elements = elements[(rounds + LookupLayer<E>.Ends)..];
        }

        return new(root, layers.MoveToImmutable(), [.. elements]);
    }
}
