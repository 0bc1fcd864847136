using System.Collections.Immutable;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Tests.Reference;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Tests.Toys;

/// <summary>Commitments of given shapes, opened for linear claims; a code of 128 symbols keeps the paths of a tree short.</summary>
internal sealed class LigeroToy<E> : IToy
    where E : struct, IExtensionField<E, Goldilocks>
{
    private static readonly Hash256 SaltKey = Blake3.Hash(Blake3Mode.Hash, "salt of a toy"u8);

    private readonly string name;
    private readonly ImmutableArray<LigeroGeometry> geometries;
    private readonly ImmutableArray<CommittedMatrix<E>> matrices;
    private readonly LinearBatchClaim<E> claims;
    private readonly SecurityParameters parameters;

    public LigeroToy(string name, params (int Rows, int Columns)[] shapes)
    {
        // Of a code that is this long, every query is worth almost one bit; sixteen come from work.
        this.name = name;
        var profile = E.Degree == 2 ? SecurityProfile.P100 : SecurityProfile.P128;
        geometries = [.. shapes.Select(shape => new LigeroGeometry(new(shape.Rows, shape.Columns, 0, 7, E.Degree == 2 ? 90 : 124)))];
        Values = [.. shapes.Select((shape, i) => new ToyInputs($"matrix-{i}").Elements<Goldilocks>(shape.Rows * shape.Columns))];
        matrices = Commit(Workers.One);
        claims = BatchToy<E>.Over([.. geometries.Select((geometry, i) => Padded(geometry, Values[i]))], "openings");
        parameters = new()
        {
            Profile = profile,
            ChallengeDegree = E.Degree,
            WorkBits = 16,
            Claims = claims.Claims.Length,
            BatchRounds = claims.MostVariables,
            Matrices = [.. geometries.Select(geometry => geometry.Matrix)],
        };
    }

    public string Name => $"{name}-{typeof(E).Name.ToLowerInvariant()}";

    /// <summary>Where the opened columns begin: what is before them is short and means something everywhere.</summary>
    public int Head => (((2 * claims.MostVariables) + geometries.Length + geometries.Sum(geometry => geometry.Matrix.Columns)) * E.EncodedSize) + sizeof(ulong);

    private ImmutableArray<Goldilocks[]> Values { get; }

    private ImmutableArray<LigeroCommitment> Commitments => [.. matrices.Select(matrix => matrix.Commitment)];

    public byte[] Prove(Workers workers)
    {
        var proof = LigeroProver.Open(Commit(workers), claims, parameters, Start(), workers);
        var bytes = new byte[LigeroFormat.Size(proof)];
        LigeroFormat.Write(proof, bytes);
        return bytes;
    }

    public string? Refuse(ReadOnlySpan<byte> bytes) =>
        LigeroFormat.TryRead<E>(bytes, geometries, out var proof, out var error)
        && LigeroVerifier.TryVerify(Commitments, claims, proof, Start(), parameters, out error) ? null : error!.Code.ToString();

    public bool AcceptSlowly(ReadOnlySpan<byte> bytes) => SlowLigero<E>.Verify(Start(), Commitments, claims, parameters, bytes);

    private static E[] Padded(LigeroGeometry geometry, Goldilocks[] values) =>
        [.. values.Select(E.FromBase), .. new E[(1 << geometry.Variables) - values.Length]];

    private ImmutableArray<CommittedMatrix<E>> Commit(Workers workers) =>
        [.. geometries.Select((geometry, i) => LigeroProver.Commit<E>(geometry, Values[i], SaltKey, workers))];

    private Transcript Start()
    {
        var transcript = new Transcript("toy", 1, "test");
        foreach (var commitment in Commitments)
            commitment.AppendTo(transcript);
        return transcript;
    }
}
