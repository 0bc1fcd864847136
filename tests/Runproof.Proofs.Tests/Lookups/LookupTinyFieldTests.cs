using Runproof.Proofs.Lookups;
using Runproof.Proofs.Tests.Fields;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Tests.Lookups;

public sealed class LookupTinyFieldTests
{
    [Fact]
    public void Accepts_every_argument_whose_denominators_miss_zero_and_refuses_no_other()
    {
        int accepted = 0, withoutSum = 0;
        for (ulong seed = 0; seed < 300; seed++)
        {
            Random random = new((int)seed);
            TinyField[] rows = [.. Enumerable.Range(0, 5).Select(_ => TinyField.FromInt64(random.Next(TinyField.Modulus)))];
            LookupStatement<TinyField> statement = new([new(3, [[.. rows]])], [new(3, 3)]);
            int[] looked = [.. Enumerable.Range(0, 8).Select(_ => random.Next(5))];
            var (proof, verifying, challenges) = Prove(statement, looked, rows, seed);

            bool verified = LookupVerifier.TryVerify(statement, challenges, proof, verifying, out _, out var error);

            Assert.True(verified || error!.Code == LookupErrorCode.ZeroDenominator, error?.ToString());
            accepted += verified ? 1 : 0;
            withoutSum += verified ? 0 : 1;
        }

        // 13 fingerprints of 257 values: about one argument in twenty has no sum.
        Assert.InRange(accepted, 200, 299);
        Assert.InRange(withoutSum, 1, 100);
    }

    private static (LookupProof<TinyLine> Proof, Transcript Verifying, LookupChallenges<TinyLine> Challenges) Prove(
        LookupStatement<TinyField> statement, int[] looked, TinyField[] rows, ulong seed)
    {
        Transcript proving = new("tiny", seed, "tiny");
        var drawn = LookupChallenges.Draw<TinyLine, TinyField>(proving, statement);
        var proof = LookupProver.Prove(statement, Read, drawn, proving, Workers.One).Proof;
        Transcript verifying = new("tiny", seed, "tiny");
        return (proof, verifying, LookupChallenges.Draw<TinyLine, TinyField>(verifying, statement));

        void Read(LookupColumn column, int start, Span<TinyField> values)
        {
            for (int i = 0; i < values.Length; i++)
                values[i] = column.IsMultiplicity ? TinyField.FromInt64(looked.Count(row => row == start + i)) : rows[looked[start + i]];
        }
    }
}
