using System.Collections.Immutable;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Lookups;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs;

/// <summary>
/// Names what its users run, so that ReadyToRun compiles it ahead of time: of a generic method it compiles in an assembly only the instantiations that the
/// assembly itself names. Nothing here is ever called.
/// </summary>
internal static class Instantiations
{
    public static void Quadratic(Transcript transcript) => Extension<Goldilocks2>(transcript);

    public static void Cubic(Transcript transcript) => Extension<Goldilocks3>(transcript);

    private static void Extension<E>(Transcript transcript)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        Sumchecks<E>(transcript);
        Openings<E>(transcript);
        Lookups<E>(transcript);
        Polynomials<E>();
    }

    private static void Sumchecks<E>(Transcript transcript)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        ImmutableArray<MultilinearValues<E>> factors = [Multilinear.Of<E>(default)];
        var product = ProductSumcheckProver.Prove(new SumcheckClaim<E>(0, 1, default), factors, transcript, default, out _);
        ProductSumcheckVerifier.TryVerify(new SumcheckClaim<E>(0, 1, default), product, transcript, out _, out _);
        using var rounds = new ProductRounds<E>(factors, [], default);
        var eq = EqSumcheckProver.Prove(new EqSumcheckClaim<E>([], 1, default), rounds, transcript, out _);
        EqSumcheckVerifier.TryVerify(new EqSumcheckClaim<E>([], 1, default), eq, transcript, out _, out _);
        SumcheckFormat.Write(eq, default);
        SumcheckFormat.Write(product, default);
        SumcheckFormat.TryRead<E>(0, 1, default, out _, out _);
        SumcheckFormat.TryRead<E>(0, 1, 0, default, out _, out _);
        LinearClaim.At<E>(0, [], default);
        _ = new SegmentForm<E>(0, []);
    }

    private static void Openings<E>(Transcript transcript)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var geometry = new LigeroGeometry(new(1, 1, 0, 0, 1));
        ImmutableArray<CommittedMatrix<E>> matrices =
        [
            LigeroProver.Commit<E>(geometry, default, default, default),
            LigeroProver.CommitIntegers<E, sbyte>(geometry, default, default, default),
            LigeroProver.CommitIntegers<E, short>(geometry, default, default, default),
            LigeroProver.CommitIntegers<E, int>(geometry, default, default, default),
        ];
        var claims = new LinearBatchClaim<E>([], []);
        var parameters = new SecurityParameters { Profile = default, ChallengeDegree = 0, WorkBits = 0 };
        var proof = LigeroProver.Open(matrices, claims, parameters, transcript, default);
        LigeroFormat.Write(proof, default);
        LigeroFormat.TryRead<E>(default, [geometry], out _, out _);
        LigeroVerifier.TryVerify([], claims, proof, transcript, parameters, out _);
    }

    private static void Lookups<E>(Transcript transcript)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var statement = new LookupStatement<Goldilocks>([new LookupTable<Goldilocks>(1, [])], []);
        var challenges = LookupChallenges.Draw<E, Goldilocks>(transcript, statement);
        var (proof, _) = LookupProver.Prove(statement, (_, _, _) => { }, challenges, transcript, default);
        LookupProofFormat.Write(proof);
        LookupProofFormat.TryRead<E, Goldilocks>(default, statement, out _, out _);
        LookupVerifier.TryVerify(statement, challenges, proof, transcript, out _, out _);
    }

    private static void Polynomials<E>()
        where E : struct, IExtensionField<E, Goldilocks>
    {
        Multilinear.OfBase<E, Goldilocks>(default).Evaluate(default, default);
        Multilinear.OfIntegers<E, Goldilocks, sbyte>(default).Evaluate(default, default);
        Multilinear.OfIntegers<E, Goldilocks, short>(default).Evaluate(default, default);
        Multilinear.OfIntegers<E, Goldilocks, int>(default).Evaluate(default, default);
        EqTable.Fill<E>(default, default, default);
        EqTable.Evaluate<E>(default, default);
        BatchInversion.TryInvert<E>(default, default);
    }
}
