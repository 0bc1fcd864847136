using System.Buffers.Binary;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Tests.Polynomials;

namespace Runproof.Proofs.Tests.Sumcheck;

/// <summary>The fast prover and verifier against slow ones that were written from the page alone.</summary>
public sealed class SumcheckDifferentialTests
{
    [Fact]
    public void Proofs_have_the_bytes_of_the_naive_prover()
    {
        SameBytes<Goldilocks2>(new BigIntegerField(2, 7));
        SameBytes<Goldilocks3>(new BigIntegerField(3, 2));
    }

    [Fact]
    public void Both_verifiers_agree_on_right_proofs_and_on_every_kind_of_wrong_one()
    {
        Agree<Goldilocks2>(new BigIntegerField(2, 7));
        Agree<Goldilocks3>(new BigIntegerField(3, 2));
    }

    [Fact]
    public void The_transcript_says_what_the_page_says()
    {
        var log = new List<string>();
        var (claim, polynomials) = Protocol.Batch<Goldilocks2>(new Draw(62), 1, 0);
        LinearBatchProver.Prove(claim, polynomials, Protocol.Transcript(log), Workers.One, out _);

        Assert.Equal(
            [
                "section linear-batch", "u64 polynomials", "u64 variables", "u64 variables", "u64 claims",
                "u64 terms", "u64 polynomial", "elements point [1 of 16]", "elements value [1 of 16]",
                "u64 terms", "u64 polynomial", "elements point [0 of 16]", "elements value [1 of 16]",
                "u64 terms", "u64 polynomial", "elements point [1 of 16]", "elements value [1 of 16]",
                "challenge factor [1 of 16]",
                "section sumcheck", "u64 variables", "u64 degree", "elements sum [1 of 16]",
                "elements round [2 of 16]", "challenge challenge [1 of 16]",
                "elements evaluations [2 of 16]",
            ],
            log.Skip(3));

        log.Clear();
        var point = ((PointForm<Goldilocks2>)claim.Claims[0].Terms[0].Form).Point;
        using var rounds = new ProductRounds<Goldilocks2>([polynomials[0]], point, Workers.One);
        EqSumcheckProver.Prove(new EqSumcheckClaim<Goldilocks2>(point, 1, default), rounds, Protocol.Transcript(log), out _);

        Assert.Equal(
            ["section eq-sumcheck", "u64 degree", "elements point [1 of 16]", "elements sum [1 of 16]", "elements round [1 of 16]", "challenge challenge [1 of 16]"],
            log.Skip(3));
    }

    private static void SameBytes<E>(BigIntegerField field)
        where E : struct, IField<E>
    {
        for (int variables = 0; variables <= 4; variables++)
        {
            for (int degree = 1; degree <= 3; degree++)
            {
                var factors = Protocol.Factors<E>(new Draw(60 + variables), variables, degree);
                Assert.Equal(new NaiveProductSumcheck<E>(field, variables, degree).Prove(factors, Protocol.Claim(factors).Sum), Bytes(Protocol.Prove(factors)));
            }
        }
    }

    private static void Agree<E>(BigIntegerField field)
        where E : struct, IField<E>
    {
        const int variables = 3, degree = 2;
        var factors = Protocol.Factors<E>(new Draw(61), variables, degree);
        var claim = Protocol.Claim(factors);
        var naive = new NaiveProductSumcheck<E>(field, variables, degree);
        var bytes = Bytes(Protocol.Prove(factors));

        Assert.True(BothSay(bytes, claim));
        Assert.False(BothSay(bytes, claim with { Sum = claim.Sum + E.One }));
        Assert.False(BothSay(bytes[..^1], claim));
        Assert.False(BothSay([.. bytes, 0], claim));
        for (int at = 0; at < bytes.Length; at++)
        {
            foreach (byte flip in (byte[])[0x01, 0x80, 0xFF])
            {
                var changed = (byte[])bytes.Clone();
                changed[at] ^= flip;
                Assert.False(BothSay(changed, claim));
            }
        }

        // Zero written as the modulus: only the encoding is wrong.
        var zero = claim with { Sum = E.Zero };
        var zeros = Bytes(Protocol.Prove<E>([new E[8], new E[8]]));
        Assert.True(BothSay(zeros, zero));
        BinaryPrimitives.WriteUInt64LittleEndian(zeros, Goldilocks.Modulus);
        Assert.False(BothSay(zeros, zero));

        bool BothSay(byte[] proof, SumcheckClaim<E> claim)
        {
            bool fast = SumcheckFormat.TryRead<E>(variables, degree, degree, proof, out var read, out _) && Protocol.Verify(claim, read) is null;
            Assert.Equal(naive.Verify(claim.Sum, proof), fast);
            return fast;
        }
    }

    private static byte[] Bytes<E>(EvaluatedProof<E> proof)
        where E : struct, IField<E>
    {
        var bytes = new byte[(proof.Rounds.Messages.Length + proof.Evaluations.Length) * E.EncodedSize];
        SumcheckFormat.Write(proof, bytes);
        return bytes;
    }
}
