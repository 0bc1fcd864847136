using Runproof.Circuits.Graph;

namespace Runproof.Runs.Compiling;

/// <summary>The words for precisions.</summary>
internal static class PrecisionNames
{
    /// <summary>For example <c>a8w8</c>.</summary>
    public static string Text(CircuitPrecision precision) => precision switch
    {
        CircuitPrecision.A8W8 => "a8w8",
        CircuitPrecision.A16W8 => "a16w8",
        _ => throw new ArgumentOutOfRangeException(nameof(precision), precision, null),
    };
}
