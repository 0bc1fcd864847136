using System.Collections.Immutable;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Tests.Polynomials;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Tests.Commitments;

/// <summary>Commitments to random values with true claims about them, small but strong enough for their profile.</summary>
internal sealed class LigeroExample
{
    public static readonly Hash256 SaltKey = Blake3.Hash(Blake3Mode.Hash, "salt of a test"u8);

    public LigeroExample(int seed, params ReadOnlySpan<(int Rows, int Columns)> shapes)
    {
        var draw = new Draw(seed);
        foreach (var (rows, columns) in shapes)
        {
            Values = [.. Values, draw.Elements<Goldilocks>(rows * columns)];
            Geometries = [.. Geometries, Geometry(rows, columns)];
        }

        Matrices = [.. Geometries.Select((geometry, i) => LigeroProver.Commit<Goldilocks2>(geometry, Values[i], SaltKey, Workers.One))];
        Claims = Claim(draw, Matrices);
        Parameters = Set(Claims, Geometries);
    }

    public ImmutableArray<Goldilocks[]> Values { get; } = [];

    public ImmutableArray<LigeroGeometry> Geometries { get; } = [];

    public ImmutableArray<CommittedMatrix<Goldilocks2>> Matrices { get; }

    public LinearBatchClaim<Goldilocks2> Claims { get; }

    public SecurityParameters Parameters { get; }

    public ImmutableArray<LigeroCommitment> Commitments => [.. Matrices.Select(matrix => matrix.Commitment)];

    public static LigeroGeometry Geometry(int rows, int columns) => new(new(rows, columns, 0, 9, 90));

    /// <summary>Two claims on every polynomial, the second on a corner of the cube.</summary>
    public static LinearBatchClaim<Goldilocks2> Claim(Draw draw, ImmutableArray<CommittedMatrix<Goldilocks2>> matrices)
    {
        var claims = new List<LinearClaim<Goldilocks2>>();
        for (int i = 0; i < matrices.Length; i++)
        {
            var polynomial = matrices[i].Polynomial;
            var point = draw.Point<Goldilocks2>(polynomial.Variables);
            ImmutableArray<Goldilocks2> corner = [.. point.Select(_ => draw.Below(2) == 0 ? Goldilocks2.Zero : Goldilocks2.One)];
            claims.Add(LinearClaim.At(i, point, polynomial.Evaluate(point.AsSpan(), Workers.One)));
            claims.Add(LinearClaim.At(i, corner, polynomial.Evaluate(corner.AsSpan(), Workers.One)));
        }

        return new([.. matrices.Select(matrix => matrix.Polynomial.Variables)], [.. claims]);
    }

    public static SecurityParameters Set<E>(
        LinearBatchClaim<E> claims, ImmutableArray<LigeroGeometry> geometries, SecurityProfile profile = SecurityProfile.P100)
        where E : struct, IExtensionField<E, Goldilocks> => new()
        {
            Profile = profile,
            ChallengeDegree = E.Degree,
            WorkBits = 16,
            Claims = claims.Claims.Length,
            BatchRounds = claims.MostVariables,
            Matrices = [.. geometries.Select(geometry => geometry.Matrix)],
        };

    public static Transcript Transcript<E>(IEnumerable<CommittedMatrix<E>> matrices)
        where E : struct, IExtensionField<E, Goldilocks> => Transcript(matrices.Select(matrix => matrix.Commitment));

    public static Transcript Transcript(IEnumerable<LigeroCommitment> commitments)
    {
        var transcript = new Transcript("test", 1, "test");
        foreach (var commitment in commitments)
            commitment.AppendTo(transcript);
        return transcript;
    }

    public LigeroProof<Goldilocks2> Prove(LinearBatchClaim<Goldilocks2>? claims = null, Workers? workers = null) =>
        LigeroProver.Open(Matrices, claims ?? Claims, Parameters, Transcript(Matrices), workers ?? Workers.One);

    public LigeroError? Verify(LigeroProof<Goldilocks2> proof, LinearBatchClaim<Goldilocks2>? claims = null) =>
        Verify(Commitments, claims ?? Claims, proof, Parameters);

    public static LigeroError? Verify<E>(
        ImmutableArray<LigeroCommitment> commitments, LinearBatchClaim<E> claims, LigeroProof<E> proof, SecurityParameters parameters)
        where E : struct, IExtensionField<E, Goldilocks> =>
        LigeroVerifier.TryVerify(commitments, claims, proof, Transcript(commitments), parameters, out var error) ? null : error;

    public static byte[] Bytes<E>(LigeroProof<E> proof)
        where E : struct, IField<E>
    {
        var bytes = new byte[LigeroFormat.Size(proof)];
        LigeroFormat.Write(proof, bytes);
        return bytes;
    }

    /// <summary>A proof about a matrix of which the cheat keeps other values than the tree holds.</summary>
    public LigeroError? Cheat(Goldilocks[] message, MultilinearValues<Goldilocks2> polynomial, byte[] leaves)
    {
        var tree = MerkleTree.Build(Geometries[0].Shape, leaves, LigeroProver.Salts(Geometries[0], SaltKey), Workers.One);
        var matrix = new CommittedMatrix<Goldilocks2>(Geometries[0], message, polynomial, tree);
        var claims = Claim(new Draw(99), [matrix]);
        var proof = LigeroProver.Open([matrix], claims, Parameters, Transcript([matrix]), Workers.One);
        return Verify([matrix.Commitment], claims, proof, Parameters);
    }
}
