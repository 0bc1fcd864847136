using System.Collections.Immutable;
using Runproof.Proofs;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Transcripts;

namespace Runproof.Bench;

/// <summary>A commitment to 2^17 elements, or another number, and its opening for 100 bits.</summary>
internal sealed class ProofsLigero
{
    private const int RowVariables = 11;

    private static readonly Workers Two = new(2);

    private readonly LigeroGeometry geometry;
    private readonly Goldilocks[] values;
    private readonly ImmutableArray<Goldilocks2> point;
    private readonly CommittedMatrix<Goldilocks2>? matrix;
    private readonly LigeroProof<Goldilocks2>? proof;
    private readonly SecurityParameters parameters;

    private LinearBatchClaim<Goldilocks2>? claims;

    public ProofsLigero(bool prove = true, int variables = 17)
    {
        geometry = new(new(1 << (variables - RowVariables), 1 << RowVariables, 0, RowVariables + 2, 124));
        values = new Goldilocks[1 << variables];
        parameters = new()
        {
            Profile = SecurityProfile.P100,
            ChallengeDegree = 2,
            WorkBits = 16,
            Claims = 1,
            BatchRounds = variables,
            Matrices = [geometry.Matrix],
        };
        var random = new Random(1);
        for (int i = 0; i < values.Length; i++)
            values[i] = Goldilocks.FromInt64(random.NextInt64());
        point = [.. Enumerable.Range(0, variables).Select(_ => new Goldilocks2(
            Goldilocks.FromInt64(random.NextInt64()), Goldilocks.FromInt64(random.NextInt64())))];
        if (!prove)
            return;
        matrix = Commit();
        proof = Open(matrix);
    }

    /// <summary>Bytes of what is committed.</summary>
    public long CommittedBytes => sizeof(ulong) * (long)values.Length;

    /// <summary>Rows of <see cref="ProofsArea"/>.</summary>
    public static void Run(TextWriter output)
    {
        var ligero = new ProofsLigero();
        Figure[] figures = Interleaved.Measure(1, () => ligero.Commit(), () => ligero.Open(ligero.matrix!), ligero.Verify, () => ligero.CommitAndOpen());
        ProofsArea.Row(output, "Ligero commit and open 2^17 elements, two cores", figures[3].Milliseconds, 30, 8, "ms", figures[3].Allocated);
        ProofsArea.Row(output, "of it the commitment", figures[0].Milliseconds, 0, 0, "ms", figures[0].Allocated);
        ProofsArea.Row(output, "of it the opening, 2^16 trials of work on average", figures[1].Milliseconds, 0, 0, "ms", figures[1].Allocated);
        ProofsArea.Row(output, "Ligero verify, one core", figures[2].Milliseconds, 2, 0, "ms", figures[2].Allocated);
        ProofsArea.Row(output, "Ligero proof of one claim on 2^17 elements", LigeroFormat.Size(ligero.proof!) / 1024.0, 160, 0, "KiB");
    }

    /// <summary>Commits to the values, evaluates them and proves the value.</summary>
    public LigeroProof<Goldilocks2> CommitAndOpen() => Open(Commit());

    /// <summary>The proof's bytes.</summary>
    public byte[] Bytes()
    {
        var bytes = new byte[LigeroFormat.Size(proof!)];
        LigeroFormat.Write(proof!, bytes);
        return bytes;
    }

    /// <summary>Whether bytes are a proof that verifies.</summary>
    public bool Accepts(byte[] bytes) => LigeroFormat.TryRead<Goldilocks2>(bytes, [geometry], out var read, out _) && TryVerify(read) is null;

    private CommittedMatrix<Goldilocks2> Commit() => LigeroProver.Commit<Goldilocks2>(geometry, values, default, Two);

    private LigeroProof<Goldilocks2> Open(CommittedMatrix<Goldilocks2> committed) =>
        LigeroProver.Open([committed], Claims(committed), parameters, Start(committed), Two);

    private void Verify()
    {
        if (TryVerify(proof!) is { } error)
            throw new InvalidOperationException(error.ToString());
    }

    private LigeroError? TryVerify(LigeroProof<Goldilocks2> sent) =>
        LigeroVerifier.TryVerify([matrix!.Commitment], claims ??= Claims(matrix), sent, Start(matrix), parameters, out var error) ? null : error;

    private LinearBatchClaim<Goldilocks2> Claims(CommittedMatrix<Goldilocks2> committed) =>
        new([point.Length], [LinearClaim.At(0, point, committed.Polynomial.Evaluate(point.AsSpan(), Two))]);

    private static Transcript Start(CommittedMatrix<Goldilocks2> committed)
    {
        var transcript = new Transcript("bench", 1, "p100");
        committed.Commitment.AppendTo(transcript);
        return transcript;
    }
}
