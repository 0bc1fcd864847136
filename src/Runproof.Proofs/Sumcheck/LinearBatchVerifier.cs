using System.Diagnostics.CodeAnalysis;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Sumcheck;

/// <summary>Reduces many linear claims on multilinear polynomials of different sizes to one value of each polynomial at one random point.</summary>
/// <remarks>
/// <para>
/// A polynomial in m of the n variables is read as one in n variables that does not depend on the first n − m; a form on it weights only values where these
/// are 0. What remains is its value at the last m challenges.
/// </para>
/// <para>
/// <b>Transcript</b>: the sizes; of every claim its terms, each the polynomial and what the form appends, and its value; the batching factor is drawn; then what <see cref="SumcheckVerifier"/> absorbs
/// for the combined sum, then the evaluations.
/// </para>
/// <para>
/// <b>Soundness</b>: error at most (claims − 1)/|E| + 2·variables/|E|, given that the transcript has absorbed the polynomials and determined every form
/// before and that the caller checks every value that remains.
/// </para>
/// </remarks>
public static class LinearBatchVerifier
{
    /// <summary>Follows all rounds and combines the evaluations; false when the proof does not have the claim's shape or they do not fit.</summary>
    /// <param name="claim">What is claimed.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="transcript">The transcript in the state that the prover's had.</param>
    /// <param name="remaining">What the caller must still check.</param>
    /// <param name="error">Why the proof is refused.</param>
    public static bool TryVerify<E>(
        LinearBatchClaim<E> claim,
        EvaluatedProof<E> proof,
        Transcript transcript,
        [NotNullWhen(true)] out EvaluatedClaims<E>? remaining,
        [NotNullWhen(false)] out SumcheckError? error)
        where E : struct, IField<E>
    {
        remaining = null;
        error = SumcheckShape.Check(claim.Variables.Length, proof);
        if (error is not null)
            return false;
        SumcheckTranscript.Absorb(transcript, claim);
        E factor = SumcheckTranscript.BatchFactor<E>(transcript);
        if (!SumcheckVerifier.TryVerify(claim.Combine(factor), proof.Rounds, transcript, out var end, out error))
            return false;
        SumcheckTranscript.Evaluations(transcript, proof.Evaluations.AsSpan());
        if (!Expected(claim, proof, end.Point.AsSpan(), factor).Equals(end.Value))
        {
            error = new(SumcheckErrorCode.WrongEvaluation);
            return false;
        }

        remaining = new(end.Point, proof.Evaluations);
        return true;
    }

    private static E Expected<E>(LinearBatchClaim<E> claim, EvaluatedProof<E> proof, ReadOnlySpan<E> point, E factor)
        where E : struct, IField<E>
    {
        // eq(0, ·) in the first variables, for every number of them that a polynomial may lack.
        var prefix = new E[point.Length + 1];
        prefix[0] = E.One;
        for (int j = 0; j < point.Length; j++)
            prefix[j + 1] = prefix[j] * (E.One - point[j]);

        E sum = E.Zero;
        E power = E.One;
        foreach (var linear in claim.Claims)
        {
            E value = E.Zero;
            foreach (var term in linear.Terms)
            {
                int missing = point.Length - term.Form.Variables;
                value += prefix[missing] * term.Form.Evaluate(point[missing..]) * proof.Evaluations[term.Polynomial];
            }

            sum += power * value;
            power *= factor;
        }

        return sum;
    }
}
