using Runproof.Core.Verdicts;

namespace Runproof.Cli.Rendering;

/// <summary>One character for each way in which a check can end. A log without colours shows the same characters.</summary>
internal static class Marks
{
    /// <summary>It holds.</summary>
    public const string Passed = "✓";

    /// <summary>It does not hold.</summary>
    public const string Failed = "✗";

    /// <summary>It could not be decided.</summary>
    public const string Inconclusive = "?";

    /// <summary>Nobody tried.</summary>
    public const string NotAttempted = "-";

    private const string Plain = "\e[0m";

    /// <summary>The mark of a state.</summary>
    public static string Of(Verification status) => status switch
    {
        Verification.Passed => Passed,
        Verification.Failed => Failed,
        Verification.Inconclusive => Inconclusive,
        _ => NotAttempted,
    };

    /// <summary>A text that is a mark, in its colour where colours are shown; any other text as it is.</summary>
    public static string Paint(string text, Output output) => !output.Colours ? text : text.Trim() switch
    {
        Passed => $"\e[32m{text}{Plain}",
        Failed => $"\e[31m{text}{Plain}",
        Inconclusive => $"\e[33m{text}{Plain}",
        _ => text,
    };

    /// <summary>A text in the colour of a state, where colours are shown.</summary>
    public static string Paint(string text, Verification status, Output output) =>
        !output.Colours ? text
        : status == Verification.Passed ? $"\e[32m{text}{Plain}"
        : status == Verification.Failed ? $"\e[31m{text}{Plain}"
        : $"\e[33m{text}{Plain}";

    /// <summary>The exit code that a verdict ends a command with.</summary>
    public static int ExitCode(this Verification status, Core.Diagnostics.ErrorClass failed) => status switch
    {
        Verification.Passed => 0,
        Verification.Failed => (int)failed,
        _ => (int)Core.Diagnostics.ErrorClass.Inconclusive,
    };
}
