using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Commitments;

/// <summary>Checks claims about committed polynomials: the verifier's side of <see cref="LigeroProver"/>.</summary>
/// <remarks>
/// <para>
/// <b>Transcript</b>: section <c>ligero-opening</c>; bytes <c>parameters</c>; every commitment as <see cref="LigeroCommitment.AppendTo"/> appends it; what
/// <see cref="LinearBatchVerifier"/> absorbs and draws; section <c>ligero-rows</c>; elements <c>row</c> of every matrix; work; indices
/// <c>columns</c> of every matrix.
/// </para>
/// <para>
/// <b>Soundness</b>: the terms queries and tensor of every matrix, batching and collision of the <see cref="SecurityCalculator"/>. The commitments were
/// appended to the transcript before the points of the claims were drawn.
/// </para>
/// </remarks>
public static class LigeroVerifier
{
    /// <summary>Whether the committed polynomials have the claimed values.</summary>
    /// <param name="commitments">The commitments, in the order of the parameters.</param>
    /// <param name="claims">The claims, from the verifier's own run of the protocol; polynomial i is that of commitment i.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="transcript">The transcript in the state that the prover's had.</param>
    /// <param name="parameters">
    /// The verifier's own parameters: nothing in them comes from the prover. The caller has checked that their profile is the one wanted.
    /// </param>
    /// <param name="error">Why the proof is refused.</param>
    public static bool TryVerify<E>(
        ImmutableArray<LigeroCommitment> commitments,
        LinearBatchClaim<E> claims,
        LigeroProof<E> proof,
        Transcript transcript,
        SecurityParameters parameters,
        [NotNullWhen(false)] out LigeroError? error)
        where E : struct, IExtensionField<E, Goldilocks> => TryVerify(commitments, claims, proof, transcript, parameters, out _, out error);

    /// <summary>Whether the committed polynomials have the claimed values, and at which point the batch of claims ended.</summary>
    /// <inheritdoc cref="TryVerify{E}(ImmutableArray{LigeroCommitment}, LinearBatchClaim{E}, LigeroProof{E}, Transcript, SecurityParameters, out LigeroError?)"/>
    /// <param name="commitments">The commitments, in the order of the parameters.</param>
    /// <param name="claims">The claims, from the verifier's own run of the protocol; polynomial i is that of commitment i.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="transcript">The transcript in the state that the prover's had.</param>
    /// <param name="parameters">The verifier's own parameters.</param>
    /// <param name="point">The point of the batch; a polynomial's own is its end. Empty where the proof is refused before.</param>
    /// <param name="error">Why the proof is refused.</param>
    public static bool TryVerify<E>(
        ImmutableArray<LigeroCommitment> commitments,
        LinearBatchClaim<E> claims,
        LigeroProof<E> proof,
        Transcript transcript,
        SecurityParameters parameters,
        out ImmutableArray<E> point,
        [NotNullWhen(false)] out LigeroError? error)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        point = [];
        error = CheckCommitments(commitments, parameters) ?? CheckParameters(claims, parameters) ?? CheckRows(commitments, proof);
        if (error is not null)
            return false;
        if (!claims.Variables.SequenceEqual(commitments.Select(commitment => commitment.Geometry.Variables)))
            throw new ArgumentException("The claims are about polynomials of other sizes than the parameters say.", nameof(claims));

        LigeroTranscript.Begin(transcript, parameters, commitments);
        if (!LinearBatchVerifier.TryVerify(claims, proof.Batch, transcript, out var remaining, out var sumcheck))
        {
            error = new(LigeroErrorCode.WrongBatch) { Sumcheck = sumcheck };
            return false;
        }

        point = remaining.Point;
        LigeroTranscript.Rows(transcript, proof.Rows);
        error = CheckEvaluations(commitments, proof, remaining)
            ?? CheckWork(transcript, parameters.WorkBits, proof.Nonce)
            ?? CheckOpenings(commitments, proof, remaining.Point, transcript);
        return error is null;
    }

    private static LigeroError? CheckCommitments(ImmutableArray<LigeroCommitment> commitments, SecurityParameters parameters)
    {
        if (commitments.Length != parameters.Matrices.Length)
            return new(LigeroErrorCode.WrongGeometry, 0, parameters.Matrices.Length, commitments.Length);
        for (int i = 0; i < commitments.Length; i++)
        {
            if (!commitments[i].Geometry.TryCheck(out var error))
                return error with { Matrix = i };
            if (commitments[i].Geometry.Matrix != parameters.Matrices[i])
                return new(LigeroErrorCode.WrongGeometry, i);
        }

        return null;
    }

    private static LigeroError? CheckParameters<E>(LinearBatchClaim<E> claims, SecurityParameters parameters)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        if (!SecurityCalculator.TryAccept(parameters, out _, out var weak))
            return new(LigeroErrorCode.WeakParameters) { Security = weak };
        if (parameters.ChallengeDegree != E.Degree)
            return new(LigeroErrorCode.WeakParameters, 0, parameters.ChallengeDegree, E.Degree);
        if (parameters.Claims < claims.Claims.Length)
            return new(LigeroErrorCode.WeakParameters, 0, parameters.Claims, claims.Claims.Length);
        return parameters.BatchRounds < claims.MostVariables
            ? new(LigeroErrorCode.WeakParameters, 0, parameters.BatchRounds, claims.MostVariables)
            : null;
    }

    private static LigeroError? CheckRows<E>(ImmutableArray<LigeroCommitment> commitments, LigeroProof<E> proof)
        where E : struct, IField<E>
    {
        if (proof.Rows.Length != commitments.Length)
            return new(LigeroErrorCode.WrongRowCount, 0, commitments.Length, proof.Rows.Length);
        for (int i = 0; i < commitments.Length; i++)
        {
            int columns = commitments[i].Geometry.Matrix.Columns;
            if (proof.Rows[i].Length != columns)
                return new(LigeroErrorCode.WrongRowCount, i, columns, proof.Rows[i].Length);
        }

        return null;
    }

    private static LigeroError? CheckEvaluations<E>(ImmutableArray<LigeroCommitment> commitments, LigeroProof<E> proof, EvaluatedClaims<E> remaining)
        where E : struct, IField<E>
    {
        for (int i = 0; i < commitments.Length; i++)
        {
            LigeroTranscript.Split(commitments[i].Geometry, remaining.Point, out _, out var columnPoint);
            var weights = new E[proof.Rows[i].Length];
            EqTable.Fill(columnPoint, E.One, weights);
            if (!E.InnerProduct(proof.Rows[i].AsSpan(), weights).Equals(remaining.Values[i]))
                return new(LigeroErrorCode.WrongEvaluation, i);
        }

        return null;
    }

    private static LigeroError? CheckWork(Transcript transcript, int bits, ulong nonce) =>
        transcript.TryCheckWork(LigeroTranscript.Work, bits, nonce) ? null : new(LigeroErrorCode.InsufficientWork);

    private static LigeroError? CheckOpenings<E>(
        ImmutableArray<LigeroCommitment> commitments, LigeroProof<E> proof, ImmutableArray<E> point, Transcript transcript)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var indices = new int[commitments.Length][];
        var lengths = new long[commitments.Length];
        for (int i = 0; i < commitments.Length; i++)
        {
            indices[i] = LigeroTranscript.Indices(transcript, commitments[i].Geometry);
            lengths[i] = commitments[i].Geometry.Shape.OpeningLength(indices[i]);
        }

        if (lengths.Sum() != proof.Openings.Length)
            return new(LigeroErrorCode.WrongLength, 0, lengths.Sum(), proof.Openings.Length);
        var rest = proof.Openings.AsSpan();
        for (int i = 0; i < commitments.Length; i++)
        {
            var shape = commitments[i].Geometry.Shape;
            if (!MerkleMultiproof.TryRead(rest[..(int)lengths[i]], shape, indices[i], out var opening, out var merkle)
                || !MerkleVerifier.TryVerify(shape, commitments[i].Root, indices[i], opening!, out merkle))
                return new(LigeroErrorCode.WrongOpening, i) { Merkle = merkle };
            LigeroTranscript.Split(commitments[i].Geometry, point, out var rowPoint, out _);
            if (CheckColumns(commitments[i].Geometry, rowPoint, proof.Rows[i].AsSpan(), indices[i], opening!.Leaves.AsSpan()) is { } error)
                return error with { Matrix = i };
            rest = rest[(int)lengths[i]..];
        }

        return null;
    }

    /// <summary>Whether every opened column, combined like the rows, is the symbol of the combined row's codeword.</summary>
    private static LigeroError? CheckColumns<E>(
        LigeroGeometry geometry, ReadOnlySpan<E> rowPoint, ReadOnlySpan<E> row, ReadOnlySpan<int> indices, ReadOnlySpan<byte> leaves)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var codeword = Encode(geometry, row);
        var weights = new E[1 << geometry.RowVariables];
        EqTable.Fill(rowPoint, E.One, weights);
        var column = new Goldilocks[geometry.Matrix.Rows];
        for (int i = 0; i < indices.Length; i++)
        {
            for (int j = 0; j < column.Length; j++)
            {
                int at = ((i * column.Length) + j) * sizeof(ulong);
                if (!Goldilocks.TryRead(leaves.Slice(at, sizeof(ulong)), out column[j]))
                    return new(LigeroErrorCode.NonCanonicalElement, Actual: at);
            }

            var symbol = E.FromCoefficients(codeword.AsSpan(indices[i] * E.Degree, E.Degree));
            if (!E.InnerProduct(weights.AsSpan(0, column.Length), column).Equals(symbol))
                return new(LigeroErrorCode.WrongColumn, Actual: indices[i]);
        }

        return null;
    }

    /// <summary>Encodes a row of the extension as one row of the base field per coefficient.</summary>
    private static Goldilocks[] Encode<E>(LigeroGeometry geometry, ReadOnlySpan<E> row)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        int length = (int)geometry.Matrix.CodeLength;
        var message = new Goldilocks[row.Length * E.Degree];
        for (int i = 0; i < message.Length; i++)
            message[i] = row[i / E.Degree][i % E.Degree];
        var codeword = new Goldilocks[length * E.Degree];
        new ReedSolomonCode<Goldilocks>(row.Length, 0, length).Encode(message, default, E.Degree, codeword);
        return codeword;
    }
}
