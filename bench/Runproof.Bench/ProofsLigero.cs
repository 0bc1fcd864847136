using System.Collections.Immutable;
using Runproof.Proofs;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Transcripts;

namespace Runproof.Bench;

/// <summary>Rows of <see cref="ProofsArea"/>: a commitment to 2^17 elements and its opening for 100 bits.</summary>
internal static class ProofsLigero
{
    private const int Variables = 17;

    public static void Run(TextWriter output)
    {
        var geometry = new LigeroGeometry(new(64, 2048, 0, 13, 124));
        var random = new Random(1);
        var values = new Goldilocks[1 << Variables];
        for (int i = 0; i < values.Length; i++)
            values[i] = Goldilocks.FromInt64(random.NextInt64());
        ImmutableArray<Goldilocks2> point = [.. Enumerable.Range(0, Variables).Select(_ => new Goldilocks2(
            Goldilocks.FromInt64(random.NextInt64()), Goldilocks.FromInt64(random.NextInt64())))];
        var two = new Workers(2);
        var matrix = Commit();
        var claims = new LinearBatchClaim<Goldilocks2>([Variables], [LinearClaim.At(0, point, matrix.Polynomial.Evaluate(point.AsSpan(), two))]);
        var parameters = new SecurityParameters
        {
            Profile = SecurityProfile.P100,
            ChallengeDegree = 2,
            WorkBits = 16,
            Claims = 1,
            BatchRounds = Variables,
            Matrices = [geometry.Matrix],
        };
        var proof = Open();
        double[] times = Interleaved.Medians(
            1,
            () => Commit(),
            () => Open(),
            () =>
            {
                if (!LigeroVerifier.TryVerify([matrix.Commitment], claims, proof, Start(), parameters, out var error))
                    throw new InvalidOperationException(error.ToString());
            });
        ProofsArea.Row(output, "Ligero commit and open 2^17 elements, two cores", (times[0] + times[1]) / 1000, 30, 0, "ms");
        ProofsArea.Row(output, "of it the commitment", times[0] / 1000, 0, 0, "ms");
        ProofsArea.Row(output, "Ligero verify, one core", times[2] / 1000, 2, 0, "ms");
        ProofsArea.Row(output, "Ligero proof of one claim on 2^17 elements", LigeroFormat.Size(proof) / 1024.0, 160, 0, "KiB");

        CommittedMatrix<Goldilocks2> Commit() => LigeroProver.Commit<Goldilocks2>(geometry, values, default, two);

        LigeroProof<Goldilocks2> Open() => LigeroProver.Open([matrix], claims, parameters, Start(), two);

        Transcript Start()
        {
            var transcript = new Transcript("bench", 1, "p100");
            matrix.Commitment.AppendTo(transcript);
            return transcript;
        }
    }
}
