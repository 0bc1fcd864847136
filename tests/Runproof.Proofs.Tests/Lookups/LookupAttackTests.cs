using System.Collections.Immutable;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Lookups;

namespace Runproof.Proofs.Tests.Lookups;

public sealed class LookupAttackTests
{
    private static readonly LookupColumn Counts = LookupColumn.MultiplicitiesOf(0);

    [Fact]
    public void Refuses_a_row_that_is_in_no_table()
    {
        var example = LookupExample.Create(1, [10, 10], (0, 3), (1, 3));
        example.Overwrite(0, 5, 777);

        Refuses(example, LookupErrorCode.NotZero);
    }

    [Fact]
    public void Refuses_one_changed_column_of_a_row()
    {
        var example = LookupExample.Create(2, [10, 10, 10], (2, 3));
        example[LookupColumn.OfSite(0, 2)][0] += Goldilocks.One;

        Refuses(example, LookupErrorCode.NotZero);
    }

    [Fact]
    public void Refuses_a_row_that_is_only_in_another_table()
    {
        LookupExample example = new(
            new([Single(1, 1, 2, 3), Single(2, 4, 5, 6)], [new(1, 2)]), new(3));
        var row = example[LookupColumn.OfSite(0, 0)][0];
        example[Counts][Array.FindIndex([.. example.Statement.Tables[0].Columns[0]], value => value == row)] -= Goldilocks.One;
        example[LookupColumn.MultiplicitiesOf(1)][0] += Goldilocks.One;
        example.Overwrite(0, 0, 4);

        Refuses(example, LookupErrorCode.NotZero);
    }

    [Fact]
    public void Refuses_multiplicities_of_one_table_that_pay_for_an_equal_one()
    {
        LookupExample example = new(new([Single(1, 1, 2, 3, 4), Single(2, 1, 2, 3, 4)], [new(1, 3)]), new(4));
        Assert.Null(example.Verify(example.Prove<Goldilocks2>().Proof).Error);
        example[Counts].CopyTo(example[LookupColumn.MultiplicitiesOf(1)], 0);
        Array.Clear(example[Counts]);

        Refuses(example, LookupErrorCode.NotZero);
    }

    [Fact]
    public void Refuses_a_narrow_row_that_hides_behind_the_zeros_of_a_wide_one()
    {
        ImmutableArray<ImmutableArray<Goldilocks>> wide = [[Goldilocks.FromInt64(9)], [Goldilocks.Zero]];
        LookupExample example = new(new([Single(1, 8), new(2, wide)], [new(1, 0)]), new(5));
        Array.Clear(example[Counts]);
        example[LookupColumn.MultiplicitiesOf(1)][0] = Goldilocks.One;
        example.Overwrite(0, 0, 9);

        Refuses(example, LookupErrorCode.NotZero);
    }

    [Fact]
    public void Refuses_lookups_into_an_empty_table() => Refuses(LookupExample.Create(6, [0, 4], (0, 2), (1, 2)), LookupErrorCode.NotZero);

    [Fact]
    public void Refuses_a_padding_row_of_a_site_that_is_not_counted()
    {
        var example = LookupExample.Create(7, [4], (0, 3));
        int used = Array.FindIndex(example[Counts], count => count != Goldilocks.Zero);
        example[Counts][used] -= Goldilocks.One;

        Refuses(example, LookupErrorCode.NotZero);
    }

    [Fact]
    public void Refuses_multiplicities_that_move_to_another_row()
    {
        var example = LookupExample.Create(8, [16], (0, 5));
        example[Counts][0] += Goldilocks.One;
        example[Counts][1] -= Goldilocks.One;

        Refuses(example, LookupErrorCode.NotZero);
    }

    [Fact]
    public void Refuses_a_pad_leaf_with_a_numerator_that_pays_for_a_forged_row()
    {
        var example = LookupExample.Create(9, [4], (0, 4));
        Assert.Equal(5, example.Statement.Depth);
        var honest = example[LookupColumn.OfSite(0, 0)][2];
        example.Overwrite(0, 2, 777);

        var proof = example.ProveChangedLeaves<Goldilocks2>((numerators, denominators) =>
        {
            // Leaves 0 to 15 are the site's, 16 to 19 the table's, the rest is padding: cancel the forged row, and pay for the honest one.
            int row = Array.FindIndex([.. example.Statement.Tables[0].Columns[0]], value => value == honest);
            numerators.Span[31] = -Goldilocks2.One;
            denominators.Span[31] = denominators.Span[2];
            numerators.Span[30] = Goldilocks2.One;
            denominators.Span[30] = denominators.Span[16 + row];
        });

        Assert.True(proof.Root.IsZero);
        Assert.Equal(LookupErrorCode.WrongLeaves, example.Verify(proof).Error!.Code);
    }

    [Fact]
    public void Refuses_a_lookup_leaf_whose_numerator_is_not_one()
    {
        var example = LookupExample.Create(10, [4], (0, 2));
        example.Overwrite(0, 1, 777);

        // Nothing counts at all, so that the sum is zero whatever was looked up.
        var proof = example.ProveChangedLeaves<Goldilocks2>((numerators, _) => numerators.Span.Clear());

        Assert.True(proof.Root.IsZero);
        Assert.Equal(LookupErrorCode.WrongLeaves, example.Verify(proof).Error!.Code);
    }

    [Fact]
    public void Refuses_a_table_row_that_the_prover_forges()
    {
        var example = LookupExample.Create(11, [4], (0, 2));
        example.Overwrite(0, 0, 777);
        example.Overwrite(0, 1, 777);
        example.Overwrite(0, 2, 777);
        example.Overwrite(0, 3, 777);
        Array.Clear(example[Counts]);
        example[Counts][0] = Goldilocks.FromInt64(4);

        var proof = example.ProveChangedLeaves<Goldilocks2>((_, denominators) => denominators.Span[4] = denominators.Span[0]);

        Assert.True(proof.Root.IsZero);
        Assert.Equal(LookupErrorCode.WrongLeaves, example.Verify(proof).Error!.Code);
    }

    [Fact]
    public void Refuses_a_denominator_of_zero()
    {
        var example = LookupExample.Create(12, [4], (0, 2));

        var poisoned = example.ProveChangedLeaves<Goldilocks2>((_, denominators) => denominators.Span[0] = Goldilocks2.Zero);
        var nothing = example.ProveChangedLeaves<Goldilocks2>((numerators, denominators) =>
        {
            numerators.Span.Clear();
            denominators.Span.Clear();
        });

        Assert.True(nothing.Root.Numerator == Goldilocks2.Zero && !nothing.Root.IsZero);
        Assert.Equal(LookupErrorCode.ZeroDenominator, example.Verify(poisoned).Error!.Code);
        Assert.Equal(LookupErrorCode.ZeroDenominator, example.Verify(nothing).Error!.Code);
    }

    [Fact]
    public void Refuses_an_honest_proof_when_a_fingerprint_happens_to_be_zero()
    {
        var example = LookupExample.Create(13, [1], (0, 0));
        var beta = Goldilocks2.FromInt64(3);
        var id = Goldilocks2.FromInt64(5);
        LookupChallenges<Goldilocks2> unlucky = new((beta * example[LookupColumn.OfSite(0, 0)][0]) + id, [beta], id);
        var proof = LookupProver.Prove(example.Statement, example.Read, unlucky, LookupExample.NewTranscript(), Workers.One).Proof;

        Assert.False(LookupVerifier.TryReduce(example.Statement, unlucky, proof, LookupExample.NewTranscript(), out _, out var error));

        Assert.Equal(LookupErrorCode.ZeroDenominator, error.Code);
    }

    [Fact]
    public void Refuses_another_root_than_the_layers_add_up_to()
    {
        var example = LookupExample.Create(14, [4], (0, 2));
        example.Overwrite(0, 0, 777);
        var proof = example.Prove<Goldilocks2>().Proof;

        var error = example.Verify(proof with { Root = new(Goldilocks2.Zero, proof.Root.Denominator) }).Error;

        Assert.Equal(new LookupError(LookupErrorCode.WrongLayer, 0), error);
    }

    [Fact]
    public void Refuses_another_denominator_even_where_nothing_else_depends_on_it()
    {
        // Two leaves: no value of the proof moves with the challenges, so only the root's own check is in the way.
        var example = LookupExample.Create(18, [1], (0, 0));
        var proof = example.Prove<Goldilocks2>().Proof;
        Assert.Equal(1, example.Statement.Depth);

        var error = example.Verify(proof with { Root = new(proof.Root.Numerator, Goldilocks2.One) }).Error;

        Assert.Equal(new LookupError(LookupErrorCode.WrongLayer, 0), error);
    }

    [Fact]
    public void Leaves_the_caller_to_open_each_column_because_their_sum_binds_none()
    {
        var example = LookupExample.Create(15, [4, 4], (1, 2));
        var transcript = LookupExample.NewTranscript();
        var challenges = LookupChallenges.Draw<Goldilocks2, Goldilocks>(transcript, example.Statement);
        var proof = LookupProver.Prove(example.Statement, example.Read, challenges, transcript, Workers.One).Proof;

        // Both columns of the site move so that β_0·v_0 + β_1·v_1 stays what it was.
        var shifted = proof.Evaluations.SetItem(0, proof.Evaluations[0] + challenges.Columns[1]).SetItem(1, proof.Evaluations[1] - challenges.Columns[0]);
        var (claims, error) = example.Verify(proof with { Evaluations = shifted });

        Assert.Null(error);
        Assert.All(claims!.Openings.Take(2), opening => Assert.NotEqual(example.Evaluate(opening.Column, opening.Point), opening.Value));
    }

    [Fact]
    public void Refuses_a_proof_made_for_another_transcript_or_another_statement()
    {
        var example = LookupExample.Create(16, [5], (0, 3));
        var proof = example.Prove<Goldilocks2>().Proof;
        Runproof.Proofs.Transcripts.Transcript other = new("lookup-test", 2, "p100");
        var challenges = LookupChallenges.Draw<Goldilocks2, Goldilocks>(other, example.Statement);

        Assert.False(LookupVerifier.TryVerify(example.Statement, challenges, proof, other, out _, out _));
        LookupStatement<Goldilocks> renamed = new([new(2, example.Statement.Tables[0].Columns)], [new(2, 3)]);
        Assert.NotNull(new LookupExample(renamed, new(1)).Verify(proof).Error);
    }

    [Fact]
    public void Refuses_a_proof_whose_rounds_were_made_with_frozen_challenges()
    {
        // The tree is proven against a transcript that never sees its messages.
        var example = LookupExample.Create(17, [5], (0, 3));
        var transcript = LookupExample.NewTranscript();
        var challenges = LookupChallenges.Draw<Goldilocks2, Goldilocks>(transcript, example.Statement);
        var frozen = LookupProver.Prove(example.Statement, example.Read, challenges, LookupExample.NewTranscript(), Workers.One).Proof;

        Assert.Equal(LookupErrorCode.WrongLayer, example.Verify(frozen).Error!.Code);
    }

    [Fact]
    public void Refuses_multiplicities_that_pay_for_a_forged_row_under_challenges_known_before()
    {
        // Two multiplicities have two coefficients of the extension to meet: m₁/f₁ + m₂/f₂ = Σ 1/row has a solution in the base field for given challenges.
        var example = LookupExample.Create(19, [2], (0, 1));
        example.Overwrite(0, 0, 777);
        var transcript = LookupExample.NewTranscript();
        var frozen = LookupChallenges.Draw<Goldilocks2, Goldilocks>(transcript, example.Statement);
        var rows = example.Statement.Tables[0].Columns[0];
        Goldilocks2 first = Inverse(rows[0]), second = Inverse(rows[1]);
        var owed = example[LookupColumn.OfSite(0, 0)].Aggregate(Goldilocks2.Zero, (sum, row) => sum + Inverse(row));
        Assert.True(Goldilocks.TryInvert((first[0] * second[1]) - (first[1] * second[0]), out var determinant));
        example[Counts][0] = ((owed[0] * second[1]) - (owed[1] * second[0])) * determinant;
        example[Counts][1] = ((first[0] * owed[1]) - (first[1] * owed[0])) * determinant;

        // Whoever draws the challenges before the multiplicities are bound is cheated; the statement asks for the other order.
        var proof = LookupProver.Prove(example.Statement, example.Read, frozen, transcript, Workers.One).Proof;
        Assert.Null(example.Verify(proof).Error);
        var bound = LookupExample.NewTranscript();
        bound.AppendElements<Goldilocks>("multiplicities", example[Counts]);
        var challenges = LookupChallenges.Draw<Goldilocks2, Goldilocks>(bound, example.Statement);
        var honest = LookupProver.Prove(example.Statement, example.Read, challenges, bound, Workers.One).Proof;
        Assert.Equal(LookupErrorCode.NotZero, Refuse(honest));
        Assert.Equal(LookupErrorCode.WrongLayer, Refuse(proof));

        Goldilocks2 Inverse(Goldilocks row)
        {
            Assert.True(Goldilocks2.TryInvert(frozen.Constant(1) - (frozen.Columns[0] * row), out var inverse));
            return inverse;
        }

        LookupErrorCode? Refuse(LookupProof<Goldilocks2> sent)
        {
            var verifying = LookupExample.NewTranscript();
            verifying.AppendElements<Goldilocks>("multiplicities", example[Counts]);
            var drawn = LookupChallenges.Draw<Goldilocks2, Goldilocks>(verifying, example.Statement);
            return LookupVerifier.TryVerify(example.Statement, drawn, sent, verifying, out _, out var error) ? null : error.Code;
        }
    }

    private static LookupTable<Goldilocks> Single(int id, params long[] values) => new(id, [[.. values.Select(Goldilocks.FromInt64)]]);

    private static void Refuses(LookupExample example, LookupErrorCode code)
    {
        Assert.Equal(code, example.Verify(example.Prove<Goldilocks2>().Proof).Error!.Code);
        Assert.Equal(code, example.Verify(example.Prove<Goldilocks3>().Proof).Error!.Code);
    }
}
