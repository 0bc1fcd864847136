using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Sumcheck;

/// <summary>The bytes of proofs: their elements one after the other, in their canonical encoding. No count is written: the claim gives all.</summary>
public static class SumcheckFormat
{
    /// <summary>Bytes of a proof of rounds.</summary>
    /// <param name="variables">The variables of the claim.</param>
    /// <param name="degree">The degree of the claim.</param>
    public static int Size<E>(int variables, int degree)
        where E : struct, IField<E>
    {
        SumcheckShape.RequireClaim(variables, degree);
        return variables * degree * E.EncodedSize;
    }

    /// <summary>Bytes of a proof that ends in evaluations.</summary>
    /// <param name="variables">The variables of the claim.</param>
    /// <param name="degree">The degree of the claim.</param>
    /// <param name="evaluations">The polynomials of the claim.</param>
    public static int Size<E>(int variables, int degree, int evaluations)
        where E : struct, IField<E> => Size<E>(variables, degree) + (evaluations * E.EncodedSize);

    /// <summary>Writes the messages of all rounds.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="destination">Receives the bytes. Shape: <see cref="Size{E}(int, int)"/>.</param>
    public static void Write<E>(SumcheckProof<E> proof, Span<byte> destination)
        where E : struct, IField<E> => WriteElements(proof.Messages.AsSpan(), destination);

    /// <summary>Writes the messages of all rounds, then the evaluations.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="destination">Receives the bytes. Shape: <see cref="Size{E}(int, int, int)"/>.</param>
    public static void Write<E>(EvaluatedProof<E> proof, Span<byte> destination)
        where E : struct, IField<E>
    {
        int rounds = proof.Rounds.Messages.Length * E.EncodedSize;
        Write(proof.Rounds, destination[..rounds]);
        WriteElements(proof.Evaluations.AsSpan(), destination[rounds..]);
    }

    /// <summary>Reads the messages of all rounds from exactly the bytes that the claim asks for.</summary>
    /// <param name="variables">The variables of the claim.</param>
    /// <param name="degree">The degree of the claim.</param>
    /// <param name="source">The bytes.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="error">Why the bytes are refused.</param>
    public static bool TryRead<E>(
        int variables,
        int degree,
        ReadOnlySpan<byte> source,
        [NotNullWhen(true)] out SumcheckProof<E>? proof,
        [NotNullWhen(false)] out SumcheckError? error)
        where E : struct, IField<E>
    {
        proof = null;
        if (!TryReadElements(variables, degree, 0, source, out E[]? elements, out error))
            return false;
        proof = new(degree, ImmutableCollectionsMarshal.AsImmutableArray(elements));
        return true;
    }

    /// <summary>Reads the messages of all rounds and the evaluations from exactly the bytes that the claim asks for.</summary>
    /// <param name="variables">The variables of the claim.</param>
    /// <param name="degree">The degree of the claim.</param>
    /// <param name="evaluations">The polynomials of the claim.</param>
    /// <param name="source">The bytes.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="error">Why the bytes are refused.</param>
    public static bool TryRead<E>(
        int variables,
        int degree,
        int evaluations,
        ReadOnlySpan<byte> source,
        [NotNullWhen(true)] out EvaluatedProof<E>? proof,
        [NotNullWhen(false)] out SumcheckError? error)
        where E : struct, IField<E>
    {
        proof = null;
        if (!TryReadElements(variables, degree, evaluations, source, out E[]? elements, out error))
            return false;
        proof = new(new(degree, [.. elements.AsSpan(0, variables * degree)]), [.. elements.AsSpan(variables * degree)]);
        return true;
    }

    private static void WriteElements<E>(ReadOnlySpan<E> elements, Span<byte> destination)
        where E : struct, IField<E>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, elements.Length * E.EncodedSize, nameof(destination));
        for (int i = 0; i < elements.Length; i++)
            E.Write(elements[i], destination.Slice(i * E.EncodedSize, E.EncodedSize));
    }

    private static bool TryReadElements<E>(
        int variables,
        int degree,
        int evaluations,
        ReadOnlySpan<byte> source,
        [NotNullWhen(true)] out E[]? elements,
        [NotNullWhen(false)] out SumcheckError? error)
        where E : struct, IField<E>
    {
        elements = null;
        int size = Size<E>(variables, degree, evaluations);
        if (source.Length != size)
        {
            error = new(SumcheckErrorCode.WrongLength, size, source.Length);
            return false;
        }

        var read = new E[size / E.EncodedSize];
        for (int i = 0; i < read.Length; i++)
        {
            if (!E.TryRead(source.Slice(i * E.EncodedSize, E.EncodedSize), out read[i]))
            {
                error = new(SumcheckErrorCode.NonCanonicalElement, Actual: i * E.EncodedSize);
                return false;
            }
        }

        elements = read;
        error = null;
        return true;
    }
}
