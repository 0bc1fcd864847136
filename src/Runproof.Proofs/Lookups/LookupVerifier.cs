using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Lookups;

/// <summary>Checks lookup arguments. Mirror: <see cref="LookupProver"/>.</summary>
public static class LookupVerifier
{
    /// <summary>Checks an argument that stands alone: its sum is zero.</summary>
    /// <remarks><b>Transcript</b> and <b>Soundness</b>: as in <see cref="TryReduce"/>.</remarks>
    /// <param name="statement">What the proof is to show.</param>
    /// <param name="challenges">What the transcript gave after it had absorbed the columns.</param>
    /// <param name="proof">The proof, trusted in nothing.</param>
    /// <param name="transcript">The transcript.</param>
    /// <param name="claims">What the caller must still open.</param>
    /// <param name="error">Why the proof was refused; besides the codes of <see cref="TryReduce"/>, <see cref="LookupErrorCode.NotZero"/>.</param>
    public static bool TryVerify<E, F>(
        LookupStatement<F> statement,
        LookupChallenges<E> challenges,
        LookupProof<E> proof,
        Transcript transcript,
        [NotNullWhen(true)] out LookupClaims<E>? claims,
        [NotNullWhen(false)] out LookupError? error)
        where E : struct, IExtensionField<E, F>
        where F : struct, IField<F>
    {
        if (!TryReduce(statement, challenges, proof, transcript, out claims, out error))
            return false;
        if (claims.Sum.IsZero)
            return true;
        claims = null;
        error = new(LookupErrorCode.NotZero);
        return false;
    }

    /// <summary>Checks one segment of an argument and returns its sum, to be added to those of the other segments.</summary>
    /// <remarks>
    /// <b>Transcript</b>: the root (P, Q); per layer λ (not for the first), what <see cref="EqSumcheckVerifier"/> absorbs, the four values, the
    /// line's challenge; at last the evaluations of the columns.
    /// <b>Soundness</b>: see <see cref="LookupClaims{E}"/> for what the caller must do with the claims.
    /// </remarks>
    /// <param name="statement">What the proof is to show.</param>
    /// <param name="challenges">What the transcript gave after it had absorbed the columns of all segments.</param>
    /// <param name="proof">The proof, trusted in nothing.</param>
    /// <param name="transcript">The transcript.</param>
    /// <param name="claims">The sum, whose denominator is not zero, and what the caller must still open.</param>
    /// <param name="error"><see cref="LookupErrorCode.WrongShape"/>, <see cref="LookupErrorCode.ZeroDenominator"/>,
    /// <see cref="LookupErrorCode.WrongLayer"/> or <see cref="LookupErrorCode.WrongLeaves"/>.</param>
    public static bool TryReduce<E, F>(
        LookupStatement<F> statement,
        LookupChallenges<E> challenges,
        LookupProof<E> proof,
        Transcript transcript,
        [NotNullWhen(true)] out LookupClaims<E>? claims,
        [NotNullWhen(false)] out LookupError? error)
        where E : struct, IExtensionField<E, F>
        where F : struct, IField<F>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(challenges.Columns.Length, statement.Columns, nameof(challenges));
        claims = null;
        error = FindFaultOfShape(statement, proof);
        if (error is not null)
            return false;

        LookupMessages.AppendRoot(transcript, proof.Root);
        if (proof.Root.Denominator.Equals(E.Zero))
        {
            error = new(LookupErrorCode.ZeroDenominator);
            return false;
        }

        var claim = proof.Root;
        ImmutableArray<E> point = [];
        foreach (var layer in proof.Layers)
        {
            if (!TryReduceLayer(layer, transcript, ref claim, ref point))
            {
                error = new(LookupErrorCode.WrongLayer, point.Length);
                return false;
            }
        }

        LookupMessages.AppendEvaluations(transcript, proof.Evaluations);
        if (EvaluateLeaves(statement, challenges, point, proof.Evaluations) != claim)
        {
            error = new(LookupErrorCode.WrongLeaves);
            return false;
        }

        claims = new(proof.Root, LookupMessages.Openings(statement, point, proof.Evaluations));
        return true;
    }

    private static LookupError? FindFaultOfShape<E, F>(LookupStatement<F> statement, LookupProof<E> proof)
        where E : struct, IField<E>
        where F : struct, IField<F>
    {
        if (proof.Layers.Length != statement.Depth)
            return new(LookupErrorCode.WrongShape, 0, statement.Depth, proof.Layers.Length);
        for (int layer = 0; layer < proof.Layers.Length; layer++)
        {
            if (proof.Layers[layer].Rounds.Length != LookupLayer<E>.PerRound * layer)
                return new(LookupErrorCode.WrongShape, layer, LookupLayer<E>.PerRound * layer, proof.Layers[layer].Rounds.Length);
        }

        return proof.Evaluations.Length == statement.CommittedColumns.Length
            ? null
            : new(LookupErrorCode.WrongShape, statement.Depth, statement.CommittedColumns.Length, proof.Evaluations.Length);
    }

    private static bool TryReduceLayer<E>(LookupLayer<E> layer, Transcript transcript, ref Fraction<E> claim, ref ImmutableArray<E> point)
        where E : struct, IField<E>
    {
        E lambda = LookupMessages.DrawLambda<E>(transcript, point.Length);
        var rounds = new SumcheckProof<E>(LookupLayer<E>.PerRound, layer.Rounds);
        if (!EqSumcheckVerifier.TryVerify(LookupMessages.LayerClaim(claim, lambda, point), rounds, transcript, out var remaining, out _))
            return false;
        Fraction<E> children = new Fraction<E>(layer.LeftNumerator, layer.LeftDenominator) + new Fraction<E>(layer.RightNumerator, layer.RightDenominator);

        // The first layer has no λ to join with: both parts are compared.
        bool follows = point.Length == 0 ? children == claim : remaining.Value.Equals(children.Numerator + (lambda * children.Denominator));
        if (follows)
            (claim, point) = LookupMessages.NextClaim(transcript, layer, remaining.Point);
        return follows;
    }

    /// <summary>The leaves' extension at a point, from the columns' values at the ends of that point and the tables themselves.</summary>
    private static Fraction<E> EvaluateLeaves<E, F>(
        LookupStatement<F> statement, LookupChallenges<E> challenges, ImmutableArray<E> point, ImmutableArray<E> evaluations)
        where E : struct, IExtensionField<E, F>
        where F : struct, IField<F>
    {
        var values = statement.CommittedColumns.Zip(evaluations).ToDictionary(pair => pair.First, pair => pair.Second);
        E numerator = E.Zero, denominator = E.Zero, covered = E.Zero;
        foreach (var block in statement.Blocks)
        {
            var table = block.IsTable ? statement.Tables[block.Owner] : statement.TableOf(statement.Sites[block.Owner]);
            E weight = PrefixWeight(block, point.AsSpan()[..^block.LogRows]);
            E fingerprint = challenges.Constant(table.Id);
            var row = block.IsTable ? EvaluateTable(table, point.AsSpan()[^block.LogRows..]) : null;
            for (int column = 0; column < table.Columns.Length; column++)
                fingerprint -= challenges.Columns[column] * (row is null ? values[LookupColumn.OfSite(block.Owner, column)] : row[column]);

            numerator += weight * (block.IsTable ? -values[LookupColumn.MultiplicitiesOf(block.Owner)] : E.One);
            denominator += weight * fingerprint;
            covered += weight;
        }

        // The padding is 0/1 wherever no block lies.
        return new(numerator, denominator + E.One - covered);
    }

    private static E PrefixWeight<E>(LookupBlock block, ReadOnlySpan<E> prefix)
        where E : struct, IField<E>
    {
        E weight = E.One;
        for (int i = 0; i < prefix.Length; i++)
        {
            bool isOne = ((block.Start >> (block.LogRows + prefix.Length - 1 - i)) & 1) != 0;
            weight *= isOne ? prefix[i] : E.One - prefix[i];
        }

        return weight;
    }

    private static E[] EvaluateTable<E, F>(LookupTable<F> table, ReadOnlySpan<E> point)
        where E : struct, IExtensionField<E, F>
        where F : struct, IField<F>
    {
        var weights = new E[1 << table.LogRows];
        EqTable.Fill(point, E.One, weights);
        var values = new F[weights.Length];
        var row = new E[table.Columns.Length];
        for (int column = 0; column < row.Length; column++)
        {
            table.Read(column, 0, values);
            row[column] = E.InnerProduct(weights, values);
        }

        return row;
    }
}
