using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Runproof.Proofs.Security;

/// <summary>Recomputes the proven bits of a parameter set from published bounds, with exact fractions and without any conjecture.</summary>
/// <remarks>**Soundness**: covers soundness only; a set with <see cref="MatrixParameters.Randomness"/> is not thereby shown to hide anything.</remarks>
public static class SecurityCalculator
{
    // Birthday bound of a digest of 256 bits.
    private const int CollisionBits = 128;

    private static readonly BigInteger Goldilocks = (BigInteger.One << 64) - (BigInteger.One << 32) + 1;

    /// <summary>Computes the report of a parameter set, strong or weak.</summary>
    /// <param name="parameters">The set.</param>
    /// <param name="report">Every term, the minimum and the sum.</param>
    /// <param name="error"><see cref="SecurityErrorCode.OutOfRange"/> where the set breaks a range.</param>
    public static bool TryCompute(
        SecurityParameters parameters,
        [NotNullWhen(true)] out SecurityReport? report,
        [NotNullWhen(false)] out SecurityError? error)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        error = SecurityRules.FindFault(parameters);
        report = error is null ? Summarize(ComputeTerms(parameters)) : null;
        return error is null;
    }

    /// <summary>Accepts a parameter set whose every term reaches the profile that the set itself names.</summary>
    /// <param name="parameters">The set. **Soundness**: that its profile is the one asked for remains to be checked by the caller.</param>
    /// <param name="report">The report; also there for a set that is well-formed but weak.</param>
    /// <param name="error"><see cref="SecurityErrorCode.OutOfRange"/> or <see cref="SecurityErrorCode.Weak"/>.</param>
    public static bool TryAccept(
        SecurityParameters parameters,
        [NotNullWhen(true)] out SecurityReport? report,
        [NotNullWhen(false)] out SecurityError? error) =>
        TryCompute(parameters, out report, out error) && report.TryMeet(parameters.Profile, out error);

    private static List<SecurityTerm> ComputeTerms(SecurityParameters parameters)
    {
        BigInteger field = BigInteger.Pow(Goldilocks, parameters.ChallengeDegree);
        List<SecurityTerm> terms = [];
        for (int i = 0; i < parameters.Matrices.Length; i++)
        {
            Add(terms, SecurityTermKind.Queries, QueryError(parameters.Matrices[i], parameters.WorkBits), i, parameters.WorkBits);
            Add(terms, SecurityTermKind.Tensor, SoundnessError.OverField(TensorNumerator(parameters.Matrices[i]), field), i);
        }

        Add(terms, SecurityTermKind.Fingerprints, SoundnessError.OverField(parameters.Lookups.Terms, field));
        Add(terms, SecurityTermKind.FractionTree, SoundnessError.OverField(FractionTreeNumerator(parameters.Lookups), field));
        Add(terms, SecurityTermKind.Layers, SoundnessError.OverField((BigInteger)parameters.LayerRounds * parameters.LayerDegree, field));
        Add(terms, SecurityTermKind.Batching, SoundnessError.OverField(BatchingNumerator(parameters), field));
        Add(terms, SecurityTermKind.Collision, SoundnessError.OverPowerOfTwo(BigInteger.One, CollisionBits));
        return terms;
    }

    private static void Add(List<SecurityTerm> terms, SecurityTermKind kind, SoundnessError error, int? matrix = null, int workBits = 0)
    {
        // A part that is absent, or that has nothing to gamble on (the tensor of a single row), cannot fail.
        if (!error.Numerator.IsZero)
            terms.Add(new(kind, matrix, error, workBits));
    }

    private static SecurityReport Summarize(List<SecurityTerm> terms)
    {
        SecurityTerm weakest = terms[0];
        SoundnessError sum = SoundnessError.Zero;
        foreach (SecurityTerm term in terms)
        {
            sum += term.Error;
            if (term.Error.IsAbove(weakest.Error))
                weakest = term;
        }

        return new([.. terms], weakest, sum.ToBits());
    }

    /// <summary>((n − e − 1)/n)^t · 2^−work.</summary>
    /// <remarks>
    /// A matrix more than e columns away from the code, and an opened row that is not the combination of the rows of a close one, both
    /// disagree with the queried columns in at least e + 1 of n places: the code's distance is n − k + 1, and n − k + 1 − e ≥ e + 1.
    /// Indices drawn without repetition only lower the bound. The work stands right before the indices, so it pays here and nowhere else.
    /// Source: Ames, Hazay, Ishai, Venkitasubramaniam, Ligero (CCS 2017), §4; Diamond, Posen, eprint 2023/1784, §4.
    /// </remarks>
    private static SoundnessError QueryError(MatrixParameters matrix, int workBits) => SoundnessError.OverPowerOfTwo(
        BigInteger.Pow(matrix.CodeLength - matrix.DecodingRadius - 1, matrix.Queries),
        (matrix.LogCodeLength * matrix.Queries) + workBits);

    /// <summary>⌈log2 rows⌉ · n, over |K|.</summary>
    /// <remarks>
    /// Within the unique decoding radius a random line through two words has at most n points close to the code unless both are close;
    /// a tensor of ⌈log2 rows⌉ challenges is as many lines. Source: Ben-Sasson, Carmon, Ishai, Kopparty, Saraf, Proximity gaps for
    /// Reed–Solomon codes (FOCS 2020), theorem 4.1; for tensors Diamond, Gruen, eprint 2024/1351.
    /// </remarks>
    private static BigInteger TensorNumerator(MatrixParameters matrix) => (BigInteger)Log2Ceiling(matrix.Rows) * matrix.CodeLength;

    /// <summary>Per tree of depth d: 3·d(d − 1)/2 + 2d, over |K|.</summary>
    /// <remarks>
    /// Layer j has j rounds of degree 3, one challenge that joins numerator and denominator, and one that joins two points on a line.
    /// No tree is deeper than one that holds all terms. Source: Papini, Haböck, eprint 2023/1284, §3; Thaler, Proofs, Arguments and
    /// Zero-Knowledge, §4.6. The fingerprints beside it: Haböck, eprint 2022/1530, lemma 5. There the cleared sum of N fractions is a
    /// polynomial in α and all β of total degree below N, because every fingerprint is linear in them: N/|K|.
    /// </remarks>
    private static BigInteger FractionTreeNumerator(LookupParameters lookups)
    {
        BigInteger depth = Log2Ceiling(lookups.Terms);
        return lookups.Trees * ((3 * depth * (depth - 1) / 2) + (2 * depth));
    }

    /// <summary>claims − 1 + 2 · rounds, over |K|.</summary>
    /// <remarks>
    /// Claims are joined by powers of one challenge, then brought to one point by sumchecks of degree 2.
    /// Source: Lund, Fortnow, Karloff, Nisan, Algebraic methods for interactive proof systems (JACM 1992); Thaler, §4.1.
    /// </remarks>
    private static BigInteger BatchingNumerator(SecurityParameters parameters) =>
        Math.Max(parameters.Claims - 1, 0) + (2 * (BigInteger)parameters.BatchRounds);

    private static int Log2Ceiling(long value) => value <= 1 ? 0 : (int)long.Log2(value - 1) + 1;
}
