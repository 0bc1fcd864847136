using System.Buffers.Binary;
using System.Collections.Immutable;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;

namespace Runproof.Proofs.Tests.Commitments;

/// <summary>Cheats that follow the protocol in everything but one thing.</summary>
public sealed class LigeroAttackTests
{
    private readonly LigeroExample _example = new(21, (4, 4));

    private LigeroGeometry Geometry => _example.Geometries[0];

    private CommittedMatrix<Goldilocks2> Matrix => _example.Matrices[0];

    [Fact]
    public void A_word_just_beyond_the_decoding_radius_is_refused()
    {
        byte[] leaves = LigeroProver.Encode(Geometry, Matrix.Message, Workers.One);
        int wrong = (int)Geometry.Matrix.DecodingRadius + 1;
        for (int i = 0; i < wrong; i++)
            leaves[i * Geometry.Shape.LeafLength] ^= 1;
        Assert.Equal(LigeroErrorCode.WrongColumn, _example.Cheat(Matrix.Message, Matrix.Polynomial, leaves)?.Code);
    }

    [Fact]
    public void A_word_that_is_right_only_where_frozen_indices_look_is_refused()
    {
        int[] frozen = LigeroTranscript.Indices(LigeroExample.Transcript(_example.Matrices), Geometry);
        byte[] right = LigeroProver.Encode(Geometry, Matrix.Message, Workers.One);
        byte[] leaves = [.. right];
        for (int i = 0; i < Geometry.Shape.LeafCount; i++)
        {
            if (Array.BinarySearch(frozen, i) < 0)
                leaves[i * Geometry.Shape.LeafLength] ^= 1;
        }

        // At these indices nothing is wrong; the ones that count depend on the root and on every message.
        Assert.All(frozen, i => Assert.Equal(Leaf(right, i), Leaf(leaves, i)));
        Assert.Equal(LigeroErrorCode.WrongColumn, _example.Cheat(Matrix.Message, Matrix.Polynomial, leaves)?.Code);

        byte[] Leaf(byte[] all, int i) => all.AsSpan(i * Geometry.Shape.LeafLength, Geometry.Shape.LeafLength).ToArray();
    }

    [Fact]
    public void Values_other_than_the_committed_ones_are_refused()
    {
        byte[] leaves = LigeroProver.Encode(Geometry, Matrix.Message, Workers.One);
        Goldilocks[] values = [.. _example.Values[0]];
        values[6] += Goldilocks.One;
        var other = LigeroProver.Commit<Goldilocks2>(Geometry, values, LigeroExample.SaltKey, Workers.One);
        Assert.Null(_example.Cheat(Matrix.Message, Matrix.Polynomial, leaves));
        Assert.Equal(LigeroErrorCode.WrongColumn, _example.Cheat(other.Message, other.Polynomial, leaves)?.Code);
        Assert.Equal(LigeroErrorCode.WrongEvaluation, _example.Cheat(Matrix.Message, other.Polynomial, leaves)?.Code);
    }

    [Fact]
    public void A_wrong_row_with_the_right_evaluation_is_refused()
    {
        Assert.Null(_example.Verify(ProveWith((row, _) => row)));
        var proof = ProveWith((row, weights) => [row[0] + weights[1], row[1] - weights[0], row[2], row[3]]);
        Assert.Equal(LigeroErrorCode.WrongColumn, _example.Verify(proof)?.Code);
    }

    [Fact]
    public void Committed_representatives_beyond_the_modulus_are_refused()
    {
        var message = new Goldilocks[16];
        var leaves = new byte[Geometry.Shape.LeafLength * Geometry.Shape.LeafCount];
        var zeros = Multilinear.OfBase<Goldilocks2, Goldilocks>(message);
        Assert.Null(_example.Cheat(message, zeros, leaves));
        for (int i = 0; i < leaves.Length; i += Geometry.Shape.LeafLength)
            BinaryPrimitives.WriteUInt64LittleEndian(leaves.AsSpan(i), Goldilocks.Modulus);
        Assert.Equal(LigeroErrorCode.NonCanonicalElement, _example.Cheat(message, zeros, leaves)?.Code);
    }

    [Fact]
    public void A_dropped_claim_of_two_is_refused()
    {
        var one = new LinearBatchClaim<Goldilocks2>(_example.Claims.Variables, [_example.Claims.Claims[0]]);
        var proof = _example.Prove(one);
        Assert.Null(_example.Verify(proof, one));
        Assert.Equal(LigeroErrorCode.WrongBatch, _example.Verify(proof)?.Code);
        Assert.Equal(LigeroErrorCode.WrongBatch, _example.Verify(_example.Prove(), one)?.Code);
    }

    [Fact]
    public void Values_that_cancel_under_the_factor_of_the_true_ones_are_refused()
    {
        var transcript = LigeroExample.Transcript(_example.Matrices);
        LigeroTranscript.Begin(transcript, _example.Parameters, _example.Commitments);
        SumcheckTranscript.Absorb(transcript, _example.Claims);
        var factor = SumcheckTranscript.BatchFactor<Goldilocks2>(transcript);
        var (first, second) = (_example.Claims.Claims[0], _example.Claims.Claims[1]);
        var changed = new LinearBatchClaim<Goldilocks2>(
            _example.Claims.Variables, [first with { Value = first.Value + factor }, second with { Value = second.Value - Goldilocks2.One }]);
        Assert.Equal(LigeroErrorCode.WrongBatch, _example.Verify(_example.Prove(), changed)?.Code);
        Assert.Equal(LigeroErrorCode.WrongBatch, _example.Verify(_example.Prove(changed), changed)?.Code);
    }

    [Fact]
    public void Another_history_of_the_transcript_is_refused()
    {
        var transcript = LigeroExample.Transcript(_example.Matrices);
        transcript.AppendUInt64("nonce", 1);
        Assert.False(LigeroVerifier.TryVerify(_example.Commitments, _example.Claims, _example.Prove(), transcript, _example.Parameters, out var error));
        Assert.Equal(LigeroErrorCode.WrongBatch, error.Code);
    }

    [Fact]
    public void Shapes_other_than_those_of_the_parameters_are_refused()
    {
        var proof = _example.Prove();
        Assert.Equal(LigeroErrorCode.WrongGeometry, With(Geometry with { Matrix = Geometry.Matrix with { Rows = 3 } }));
        Assert.Equal(LigeroErrorCode.WrongGeometry, With(Geometry with { Matrix = Geometry.Matrix with { LogCodeLength = 10 } }));
        Assert.Equal(LigeroErrorCode.WrongGeometry, With(Geometry with { Matrix = Geometry.Matrix with { Queries = 89 } }));
        Assert.Equal(LigeroErrorCode.InvalidGeometry, With(Geometry with { Matrix = Geometry.Matrix with { Rows = 0 } }));
        Assert.Equal(LigeroErrorCode.UnsupportedHiding, With(Geometry with { Matrix = Geometry.Matrix with { Randomness = 90 } }));
        Assert.Equal(LigeroErrorCode.UnsupportedHiding, With(Geometry with { MaskRows = 1 }));
        Assert.Equal(LigeroErrorCode.UnsupportedHiding, With(Geometry with { OpeningBudget = 1 }));
        Assert.Equal(LigeroErrorCode.WrongGeometry, LigeroExample.Verify([], _example.Claims, proof, _example.Parameters)?.Code);

        LigeroErrorCode? With(LigeroGeometry geometry) =>
            LigeroExample.Verify([_example.Commitments[0] with { Geometry = geometry }], _example.Claims, proof, _example.Parameters)?.Code;
    }

    [Fact]
    public void Commitments_in_another_order_are_refused()
    {
        var example = new LigeroExample(22, (4, 4), (4, 4));
        var proof = example.Prove();
        Assert.Null(example.Verify(proof));
        Assert.NotNull(LigeroExample.Verify([example.Commitments[1], example.Commitments[0]], example.Claims, proof, example.Parameters));
    }

    [Fact]
    public void Weak_parameters_are_refused_even_where_both_sides_agree()
    {
        var geometry = Geometry with { Matrix = Geometry.Matrix with { Queries = 84 } };
        var matrix = LigeroProver.Commit<Goldilocks2>(geometry, _example.Values[0], LigeroExample.SaltKey, Workers.One);
        var parameters = LigeroExample.Set(_example.Claims, [geometry]);
        Assert.Equal(SecurityErrorCode.Weak, Refused([matrix], parameters)?.Security?.Code);
        Assert.Equal(SecurityErrorCode.Weak, Refused([Matrix], _example.Parameters with { WorkBits = 0 })?.Security?.Code);
        Assert.Equal(LigeroErrorCode.WeakParameters, Refused([Matrix], _example.Parameters with { Claims = 1 })?.Code);
        Assert.Equal(LigeroErrorCode.WeakParameters, Refused([Matrix], _example.Parameters with { BatchRounds = 3 })?.Code);
        Assert.Equal(LigeroErrorCode.WeakParameters, Refused([Matrix], _example.Parameters with { ChallengeDegree = 3 })?.Code);

        LigeroError? Refused(ImmutableArray<CommittedMatrix<Goldilocks2>> matrices, SecurityParameters weak)
        {
            var proof = LigeroProver.Open(matrices, _example.Claims, weak, LigeroExample.Transcript(matrices), Workers.One);
            return LigeroExample.Verify([.. matrices.Select(each => each.Commitment)], _example.Claims, proof, weak);
        }
    }

    [Fact]
    public void A_shape_that_this_version_cannot_commit_to_is_a_mistake_of_the_caller()
    {
        var values = new Goldilocks[16];
        Assert.Throws<ArgumentException>(() => LigeroProver.Commit<Goldilocks2>(Geometry with { MaskRows = 1 }, values, default, Workers.One));
        Assert.Throws<ArgumentException>(() => LigeroProver.Commit<Goldilocks2>(LigeroExample.Geometry(5, 4), values, default, Workers.One));
    }

    /// <summary>The protocol step by step, with a row of the cheat's choice.</summary>
    private LigeroProof<Goldilocks2> ProveWith(Func<ImmutableArray<Goldilocks2>, Goldilocks2[], ImmutableArray<Goldilocks2>> change)
    {
        var transcript = LigeroExample.Transcript(_example.Matrices);
        LigeroTranscript.Begin(transcript, _example.Parameters, _example.Commitments);
        var batch = LinearBatchProver.Prove(_example.Claims, [Matrix.Polynomial], transcript, Workers.One, out var remaining);
        LigeroTranscript.Split(Geometry, remaining.Point, out _, out var columnPoint);
        var weights = new Goldilocks2[4];
        EqTable.Fill(columnPoint, Goldilocks2.One, weights);
        ImmutableArray<ImmutableArray<Goldilocks2>> rows = [change(_example.Prove().Rows[0], weights)];
        LigeroTranscript.Rows(transcript, rows);
        Assert.True(transcript.TryGrind(LigeroTranscript.Work, 16, ulong.MaxValue, out ulong nonce));
        var opening = Matrix.Tree.Open(LigeroTranscript.Indices(transcript, Geometry));
        var bytes = new byte[opening.EncodedLength];
        opening.Write(bytes);
        return new(batch, rows, nonce, [.. bytes]);
    }
}
