using System.Globalization;

namespace Runproof.Proofs.Security;

/// <summary>The ranges that keep a parameter set meaningful and the cost of its calculation bounded.</summary>
internal static class SecurityRules
{
    public const int MaximumMatrices = 256;
    private const int MaximumQueries = 512;
    private const int MaximumCount = 1 << 30;
    private const int MaximumWorkBits = 32;
    private const long MaximumTerms = 1L << 40;

    /// <summary>Finds the first parameter that breaks a rule, or null.</summary>
    public static SecurityError? FindFault(SecurityParameters parameters)
    {
        if (parameters.Profile is not (SecurityProfile.P100 or SecurityProfile.P128))
            return new(SecurityErrorCode.OutOfRange, "profile", Text((byte)parameters.Profile), "100 or 128");

        return Range("challenge degree", parameters.ChallengeDegree, 2, 3)
            ?? Range("work bits", parameters.WorkBits, 0, MaximumWorkBits)
            ?? Range("lookup terms", parameters.Lookups.Terms, 0, MaximumTerms)
            ?? Range("lookup trees", parameters.Lookups.Trees, 0, Math.Min(parameters.Lookups.Terms, ushort.MaxValue))
            ?? Range("lookup trees", parameters.Lookups.Trees, Math.Min(parameters.Lookups.Terms, 1), ushort.MaxValue)
            ?? Range("layer rounds", parameters.LayerRounds, 0, MaximumCount)
            ?? Range("layer degree", parameters.LayerDegree, Math.Min(parameters.LayerRounds, 1), parameters.LayerRounds == 0 ? 0 : 8)
            ?? Range("claims", parameters.Claims, 0, MaximumCount)
            ?? Range("batch rounds", parameters.BatchRounds, 0, ushort.MaxValue)
            ?? FindFaultOfMatrices(parameters);
    }

    private static SecurityError? FindFaultOfMatrices(SecurityParameters parameters)
    {
        if (Range("matrices", parameters.Matrices.Length, 0, MaximumMatrices) is { } count)
            return count;

        for (int i = 0; i < parameters.Matrices.Length; i++)
        {
            MatrixParameters matrix = parameters.Matrices[i];
            string subject = $"matrix {Text(i)} ";
            SecurityError? fault = Range(subject + "rows", matrix.Rows, 1, MaximumCount)
                ?? Range(subject + "columns", matrix.Columns, 1, MaximumCount)
                ?? Range(subject + "randomness", matrix.Randomness, 0, MaximumCount)
                ?? Range(subject + "code length log2", matrix.LogCodeLength, 0, 32)
                ?? Range(subject + "queries", matrix.Queries, 1, MaximumQueries);
            if (fault is not null)
                return fault;
            if (!int.IsPow2(matrix.Columns))
                return new(SecurityErrorCode.OutOfRange, subject + "columns", Text(matrix.Columns), "a power of two");
            if (matrix.Dimension > matrix.CodeLength)
                return new(SecurityErrorCode.OutOfRange, subject + "dimension", Text(matrix.Dimension), $"at most {Text(matrix.CodeLength)}");
        }

        return null;
    }

    private static SecurityError? Range(string subject, long value, long minimum, long maximum) =>
        value >= minimum && value <= maximum
            ? null
            : new(SecurityErrorCode.OutOfRange, subject, Text(value), $"{Text(minimum)} to {Text(maximum)}");

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
