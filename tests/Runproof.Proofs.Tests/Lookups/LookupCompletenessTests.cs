using Runproof.Proofs.Fields;
using Runproof.Proofs.Lookups;
using Runproof.Proofs.Polynomials;

namespace Runproof.Proofs.Tests.Lookups;

public sealed class LookupCompletenessTests
{
    public static TheoryData<int[], (int, int)[]> Shapes() => new()
    {
        { [], [] },
        { [0], [] },
        { [1], [] },
        { [1], [(0, 0)] },
        { [1, 1, 1], [(2, 3)] },
        { [3], [(0, 2)] },
        { [5, 0, 7], [(0, 0), (2, 1), (2, 4)] },
        { [16, 16], [(0, 4), (1, 4)] },
        { [100, 33, 2], [(0, 5), (1, 0), (2, 6), (2, 6), (0, 3)] },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Accepts_every_shape_and_leaves_true_claims(int[] tables, (int, int)[] sites)
    {
        AcceptsAndLeavesTrueClaims<Goldilocks2>(LookupExample.Create(1, tables, sites));
        AcceptsAndLeavesTrueClaims<Goldilocks3>(LookupExample.Create(2, tables, sites));
    }

    [Fact]
    public void Accepts_random_shapes()
    {
        Random random = new(3);
        for (int run = 0; run < 60; run++)
        {
            int[] tables = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(1, 40))];
            (int, int)[] sites = [.. Enumerable.Range(0, random.Next(0, 6)).Select(_ => (random.Next(tables.Length), random.Next(0, 6)))];
            AcceptsAndLeavesTrueClaims<Goldilocks2>(LookupExample.Create(run, tables, sites));
        }
    }

    [Fact]
    public void Gives_the_same_bytes_with_one_two_and_eight_threads()
    {
        var example = LookupExample.Create(4, [5000, 300], (0, 14), (1, 13), (0, 12));
        byte[] expected = LookupProofFormat.Write(example.Prove<Goldilocks2>().Proof);

        Assert.Null(example.Verify(example.Prove<Goldilocks2>().Proof).Error);
        foreach (int threads in (int[])[2, 8])
            Assert.Equal(expected, LookupProofFormat.Write(example.Prove<Goldilocks2>(new Workers(threads)).Proof));
    }

    [Fact]
    public void Adds_segments_that_balance_only_together()
    {
        var table = LookupExample.Table(7, 2, 12, new(5));
        LookupExample lookups = new(new([table], [new(7, 4)]), new(6));
        LookupExample counts = new(new([table], []), new(7));
        var multiplicities = LookupColumn.MultiplicitiesOf(0);
        lookups[multiplicities].CopyTo(counts[multiplicities], 0);
        Array.Clear(lookups[multiplicities]);

        var proving = LookupExample.NewTranscript();
        var challenges = LookupChallenges.Draw<Goldilocks2, Goldilocks>(proving, lookups.Statement, counts.Statement);
        var first = LookupProver.Prove(lookups.Statement, lookups.Read, challenges, proving, Workers.One).Proof;
        var second = LookupProver.Prove(counts.Statement, counts.Read, challenges, proving, Workers.One).Proof;

        var verifying = LookupExample.NewTranscript();
        challenges = LookupChallenges.Draw<Goldilocks2, Goldilocks>(verifying, lookups.Statement, counts.Statement);
        Assert.True(LookupVerifier.TryReduce(lookups.Statement, challenges, first, verifying, out var left, out _));
        Assert.True(LookupVerifier.TryReduce(counts.Statement, challenges, second, verifying, out var right, out _));

        Assert.False(left.Sum.IsZero);
        Assert.False(right.Sum.IsZero);
        Assert.True((left.Sum + right.Sum).IsZero);
        Assert.Equal(LookupErrorCode.NotZero, lookups.Verify(lookups.Prove<Goldilocks2>().Proof).Error!.Code);
    }

    [Fact]
    public void Sums_what_the_definition_sums()
    {
        var example = LookupExample.Create(8, [6, 9], (0, 3), (1, 2));
        example.Overwrite(0, 1, 1000);
        var transcript = LookupExample.NewTranscript();
        var challenges = LookupChallenges.Draw<Goldilocks2, Goldilocks>(transcript, example.Statement);
        var root = LookupProver.Prove(example.Statement, example.Read, challenges, transcript, Workers.One).Proof.Root;

        var sum = Goldilocks2.Zero;
        for (int site = 0; site < 2; site++)
        {
            for (int row = 0; row < 1 << example.Statement.Sites[site].LogRows; row++)
                sum += Inverse(site + 1, column => example[LookupColumn.OfSite(site, column)][row]);
        }

        for (int table = 0; table < 2; table++)
        {
            for (int row = 0; row < 1 << example.Statement.Tables[table].LogRows; row++)
            {
                int real = Math.Min(row, example.Statement.Tables[table].Rows - 1);
                sum -= Inverse(table + 1, column => example.Statement.Tables[table].Columns[column][real])
                    * example[LookupColumn.MultiplicitiesOf(table)][row];
            }
        }

        Assert.NotEqual(Goldilocks2.Zero, sum);
        Assert.Equal(root.Numerator, sum * root.Denominator);

        Goldilocks2 Inverse(int id, Func<int, Goldilocks> value)
        {
            var fingerprint = challenges.Alpha - (challenges.Id * Goldilocks2.FromInt64(id));
            for (int column = 0; column < id; column++)
                fingerprint -= challenges.Columns[column] * value(column);
            Assert.True(Goldilocks2.TryInvert(fingerprint, out var inverse));
            return inverse;
        }
    }

    [Fact]
    public void Absorbs_every_message_before_the_challenge_that_follows_it()
    {
        List<string> proverLog = [], verifierLog = [];
        var example = LookupExample.Create(9, [3, 2], (1, 0));
        var proving = LookupExample.NewTranscript(proverLog);
        var challenges = LookupChallenges.Draw<Goldilocks2, Goldilocks>(proving, example.Statement);
        var proof = LookupProver.Prove(example.Statement, example.Read, challenges, proving, Workers.One).Proof;
        var verifying = LookupExample.NewTranscript(verifierLog);
        challenges = LookupChallenges.Draw<Goldilocks2, Goldilocks>(verifying, example.Statement);
        Assert.True(LookupVerifier.TryVerify(example.Statement, challenges, proof, verifying, out _, out _));

        string[] round = ["elements round [2 of 16]", "challenge challenge [1 of 16]"];
        string[] Claim(int variables) => ["section eq-sumcheck", "u64 degree", $"elements point [{variables} of 16]", "elements sum [1 of 16]"];
        string[] end = ["elements layer [4 of 16]", "challenge line [1 of 16]"];
        Assert.Equal(proverLog, verifierLog);
        Assert.Equal(
            [
                "section lookup", "u64 segments", "bytes shape [40]", "challenge alpha [1 of 16]", "challenge beta [2 of 16]", "challenge beta-id [1 of 16]",
                "section lookup-tree", "elements root [2 of 16]",
                .. Claim(0), .. end,
                "challenge lambda [1 of 16]", .. Claim(1), .. round, .. end,
                "challenge lambda [1 of 16]", .. Claim(2), .. round, .. round, .. end,
                "elements evaluations [4 of 16]",
            ],
            verifierLog.Skip(3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(14)]
    [InlineData(16)]
    public void Computes_rounds_whose_weight_hides_the_value_at_one(int leadingOnes)
    {
        // z = 0 in a variable: the sum says nothing about t(1).
        Random random = new(10);
        Goldilocks2[] numerators = Values(16), denominators = Values(16);
        numerators.AsSpan(0, leadingOnes).Fill(Goldilocks2.One);
        var lambda = Values(1)[0];
        Goldilocks2[] point = [Values(1)[0], Goldilocks2.Zero, Goldilocks2.Zero], bound = Values(2);
        using FractionTree<Goldilocks2> tree = new(4, leadingOnes);
        numerators.CopyTo(tree.Numerators(4));
        denominators.CopyTo(tree.Denominators(4));
        var (zero, one) = (Above(0), Above(1));
        FractionRounds<Goldilocks2> rounds = new(tree, new([], zero.P, one.P, zero.Q, one.Q), [.. point], lambda, Workers.One);

        for (int round = 0; round < 3; round++)
        {
            var next = rounds.Next(((Goldilocks2.One - point[round]) * At(round, 0)) + (point[round] * At(round, 1)));
            for (int x = 0; x < 4; x++)
                Assert.Equal(At(round, x), next.Evaluate(Goldilocks2.FromInt64(x)));
            if (round < 2)
                rounds.Bind(bound[round]);
        }

        Goldilocks2[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => new Goldilocks2(Goldilocks.FromInt64(random.NextInt64()), Goldilocks.FromInt64(random.NextInt64())))];

        // Σ over the variables behind the round's of the summand, weighted with eq in these.
        Goldilocks2 At(int round, int x) => Sum(round, x, values => (values[0] * values[3]) + (values[1] * values[2]) + (lambda * values[2] * values[3]));

        (Goldilocks2 P, Goldilocks2 Q) Above(int x) =>
            (Sum(0, x, values => (values[0] * values[3]) + (values[1] * values[2])), Sum(0, x, values => values[2] * values[3]));

        Goldilocks2 Sum(int round, int x, Func<Goldilocks2[], Goldilocks2> summand)
        {
            Goldilocks2[] prefix = [.. bound[..round], Goldilocks2.FromInt64(x)];
            int free = 2 - round;
            return Enumerable.Range(0, 1 << free).Aggregate(Goldilocks2.Zero, (sum, low) =>
            {
                Goldilocks2[] rest = [.. Enumerable.Range(0, free).Select(bit => Goldilocks2.FromInt64((low >> (free - 1 - bit)) & 1))];
                Goldilocks2[] all = [.. prefix, .. rest];
                Goldilocks2[] values = [.. ((Goldilocks2[][])[numerators[..8], numerators[8..], denominators[..8], denominators[8..]])
                    .Select(table => Multilinear.Of<Goldilocks2>(table).Evaluate(all, Workers.One))];
                return sum + (EqTable.Evaluate<Goldilocks2>(point.AsSpan(round + 1), rest) * summand(values));
            });
        }
    }

    private static void AcceptsAndLeavesTrueClaims<E>(LookupExample example)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var (proof, proverClaims) = example.Prove<E>();
        byte[] bytes = LookupProofFormat.Write(proof);
        Assert.True(LookupProofFormat.TryRead<E, Goldilocks>(bytes, example.Statement, out var read, out _));

        var (claims, error) = example.Verify(read);

        Assert.True(error is null, error?.ToString());
        Assert.Equal(example.Statement.CommittedColumns, claims!.Openings.Select(opening => opening.Column));
        Assert.Equal(proverClaims.Sum, claims.Sum);
        for (int i = 0; i < claims.Openings.Length; i++)
        {
            var opening = claims.Openings[i];
            Assert.Equal(example.Evaluate(opening.Column, opening.Point), opening.Value);
            Assert.Equal(proverClaims.Openings[i].Point, opening.Point);
        }
    }
}
