using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Tests.Polynomials;

namespace Runproof.Proofs.Tests.Commitments;

public sealed class LigeroCompletenessTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(1, 16)]
    [InlineData(3, 1)]
    [InlineData(5, 8)]
    [InlineData(33, 4)]
    [InlineData(64, 16)]
    public void A_true_opening_is_accepted(int rows, int columns)
    {
        var example = new LigeroExample(rows * columns, (rows, columns));
        var proof = example.Prove();
        Assert.Null(example.Verify(proof));
        Assert.True(LigeroFormat.TryRead<Goldilocks2>(LigeroExample.Bytes(proof), example.Geometries, out var read, out _));
        Assert.Null(example.Verify(read));
        Assert.Equal(LigeroExample.Bytes(proof), LigeroExample.Bytes(read));
    }

    [Fact]
    public void Random_shapes_are_opened_together()
    {
        var draw = new Draw(7);
        for (int i = 0; i < 10; i++)
        {
            var shapes = new (int, int)[1 + draw.Below(4)];
            for (int j = 0; j < shapes.Length; j++)
                shapes[j] = (1 + draw.Below(40), 1 << draw.Below(5));
            var example = new LigeroExample(i, shapes);
            Assert.Null(example.Verify(example.Prove()));
        }
    }

    [Fact]
    public void No_matrix_and_no_claim_prove_nothing_and_pass()
    {
        var example = new LigeroExample(1);
        Assert.Null(example.Verify(example.Prove()));
    }

    [Fact]
    public void The_cubic_extension_reaches_its_profile()
    {
        var geometry = new LigeroGeometry(new(6, 8, 0, 9, 120));
        var matrix = LigeroProver.Commit<Goldilocks3>(geometry, new Draw(3).Elements<Goldilocks>(48), LigeroExample.SaltKey, Workers.One);
        var point = new Draw(4).Point<Goldilocks3>(6);
        var claims = new LinearBatchClaim<Goldilocks3>([6], [LinearClaim.At(0, point, matrix.Polynomial.Evaluate(point.AsSpan(), Workers.One))]);
        var parameters = LigeroExample.Set(claims, [geometry], SecurityProfile.P128);
        var proof = LigeroProver.Open([matrix], claims, parameters, LigeroExample.Transcript([matrix]), Workers.One);
        Assert.Null(LigeroExample.Verify([matrix.Commitment], claims, proof, parameters));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Integers_and_their_elements_have_one_commitment(int rows)
    {
        sbyte[] values = [.. new Draw(5).Integers(rows * 8, 8).Select(value => (sbyte)value)];
        var geometry = LigeroExample.Geometry(rows, 8);
        var integers = LigeroProver.CommitIntegers<Goldilocks2, sbyte>(geometry, values, LigeroExample.SaltKey, Workers.One);
        var elements = LigeroProver.Commit<Goldilocks2>(
            geometry, Array.ConvertAll(values, value => Goldilocks.FromInt64(value)), LigeroExample.SaltKey, Workers.One);
        Assert.Equal(elements.Commitment, integers.Commitment);
        var claims = LigeroExample.Claim(new Draw(6), [integers]);
        var parameters = LigeroExample.Set(claims, [geometry]);
        var proof = LigeroProver.Open([integers], claims, parameters, LigeroExample.Transcript([integers]), Workers.One);
        Assert.Null(LigeroExample.Verify([elements.Commitment], claims, proof, parameters));
    }

    [Fact]
    public void Bytes_do_not_depend_on_the_number_of_threads()
    {
        var geometry = new LigeroGeometry(new(150, 512, 0, 11, 124));
        var values = new Draw(8).Elements<Goldilocks>(150 * 512);
        var proofs = new[] { 1, 2, 8 }.Select(threads =>
        {
            var workers = new Workers(threads);
            var matrix = LigeroProver.Commit<Goldilocks2>(geometry, values, LigeroExample.SaltKey, workers);
            var claims = LigeroExample.Claim(new Draw(9), [matrix]);
            var proof = LigeroProver.Open([matrix], claims, LigeroExample.Set(claims, [geometry]), LigeroExample.Transcript([matrix]), workers);
            return (matrix.Commitment, Bytes: LigeroExample.Bytes(proof));
        }).ToArray();
        Assert.All(proofs, proof => Assert.Equal(proofs[0].Commitment, proof.Commitment));
        Assert.All(proofs, proof => Assert.Equal(proofs[0].Bytes, proof.Bytes));
    }

    [Fact]
    public void Another_salt_key_gives_another_root()
    {
        var values = new Draw(1).Elements<Goldilocks>(8);
        var geometry = LigeroExample.Geometry(2, 4);
        Assert.NotEqual(
            LigeroProver.Commit<Goldilocks2>(geometry, values, LigeroExample.SaltKey, Workers.One).Commitment.Root,
            LigeroProver.Commit<Goldilocks2>(geometry, values, default, Workers.One).Commitment.Root);
    }
}
