using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Tests.Polynomials;

namespace Runproof.Proofs.Tests.Sumcheck;

public sealed class ThreadIndependenceTests
{
    private const int Variables = 15;

    [Fact]
    public void Products_have_the_same_bytes_for_every_number_of_threads() => Same(workers =>
    {
        var draw = new Draw(21);
        var integers = draw.Integers(1 << Variables, 16);
        return ProductSumcheckProver.Prove(
            new SumcheckClaim<Goldilocks2>(Variables, 3, Goldilocks2.One),
            [
                Multilinear.Of<Goldilocks2>(draw.Elements<Goldilocks2>(1 << Variables)),
                Multilinear.OfBase<Goldilocks2, Goldilocks>(draw.Elements<Goldilocks>(1 << Variables)),
                Multilinear.OfIntegers<Goldilocks2, Goldilocks, short>(Array.ConvertAll(integers, value => (short)value)),
            ],
            Protocol.Transcript(),
            workers,
            out _);
    });

    [Fact]
    public void Eq_sums_have_the_same_bytes_for_every_number_of_threads() => Same(workers =>
    {
        var draw = new Draw(22);
        var point = draw.Point<Goldilocks2>(Variables);
        using var rounds = new ProductRounds<Goldilocks2>(Protocol.Polynomials(Protocol.Factors<Goldilocks2>(draw, Variables, 2)), point, workers);
        return new(EqSumcheckProver.Prove(new EqSumcheckClaim<Goldilocks2>(point, 2, Goldilocks2.One), rounds, Protocol.Transcript(), out _), []);
    });

    [Fact]
    public void Batches_have_the_same_bytes_for_every_number_of_threads() => Same(workers =>
    {
        var (claim, polynomials) = Protocol.Batch<Goldilocks2>(new Draw(23), Variables, 3, 14, 0);
        return LinearBatchProver.Prove(claim, polynomials, Protocol.Transcript(), workers, out _);
    });

    private static void Same(Func<Workers, EvaluatedProof<Goldilocks2>> prove)
    {
        var proofs = new[] { 1, 2, 8 }.Select(threads => prove(new Workers(threads))).Select(proof =>
        {
            var bytes = new byte[(proof.Rounds.Messages.Length + proof.Evaluations.Length) * Goldilocks2.EncodedSize];
            SumcheckFormat.Write(proof, bytes);
            return bytes;
        }).ToArray();
        Assert.All(proofs, bytes => Assert.Equal(proofs[0], bytes));
    }
}
