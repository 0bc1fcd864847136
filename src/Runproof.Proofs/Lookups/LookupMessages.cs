using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Lookups;

/// <summary>What prover and verifier do alike: absorb messages, draw challenges and carry the claim from one to the next.</summary>
internal static class LookupMessages
{
    public static void AppendRoot<E>(Transcript transcript, Fraction<E> root)
        where E : struct, IField<E>
    {
        transcript.Section("lookup-tree");
        transcript.AppendElements<E>("root", [root.Numerator, root.Denominator]);
    }

    public static void AppendEvaluations<E>(Transcript transcript, ImmutableArray<E> evaluations)
        where E : struct, IField<E> => transcript.AppendElements("evaluations", evaluations.AsSpan());

    /// <summary>The challenge that joins numerator and denominator; the layer below the root has nothing to join.</summary>
    public static E DrawLambda<E>(Transcript transcript, int variables)
        where E : struct, IField<E> => variables == 0 ? E.Zero : transcript.DrawChallenge<E>("lambda");

    /// <summary>What the rounds of a layer show: Σ eq(z, x)·(p0·q1 + p1·q0 + λ·q0·q1)(x) = p + λ·q.</summary>
    public static EqSumcheckClaim<E> LayerClaim<E>(Fraction<E> claim, E lambda, ImmutableArray<E> point)
        where E : struct, IField<E> => new(point, LookupLayer<E>.PerRound, claim.Numerator + (lambda * claim.Denominator));

    /// <summary>Absorbs a layer's four values and joins them to one claim on the line between the halves of the layer below.</summary>
    public static (Fraction<E> Claim, ImmutableArray<E> Point) NextClaim<E>(Transcript transcript, LookupLayer<E> layer, ImmutableArray<E> point)
        where E : struct, IField<E>
    {
        transcript.AppendElements<E>("layer", [layer.LeftNumerator, layer.RightNumerator, layer.LeftDenominator, layer.RightDenominator]);
        E challenge = transcript.DrawChallenge<E>("line");
        return (new(Line(layer.LeftNumerator, layer.RightNumerator), Line(layer.LeftDenominator, layer.RightDenominator)), [challenge, .. point]);

        E Line(E zero, E one) => zero + (challenge * (one - zero));
    }

    /// <summary>What remains to be opened: a block's point is the end of the tree's.</summary>
    public static ImmutableArray<LookupOpening<E>> Openings<E, F>(LookupStatement<F> statement, ImmutableArray<E> point, ImmutableArray<E> evaluations)
        where E : struct, IField<E>
        where F : struct, IField<F>
    {
        var openings = new LookupOpening<E>[evaluations.Length];
        for (int i = 0; i < openings.Length; i++)
        {
            var column = statement.CommittedColumns[i];
            openings[i] = new(column, point[^statement.LogRowsOf(column)..], evaluations[i]);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(openings);
    }
}
