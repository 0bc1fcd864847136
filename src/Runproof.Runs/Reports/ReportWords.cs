using System.Globalization;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Results;

namespace Runproof.Runs.Reports;

/// <summary>The words and figures of reports.</summary>
internal static class ReportWords
{
    public static string Of(Backend? backend) => backend?.Text() ?? "-";

    public static string Of(Verification status) => status switch
    {
        Verification.Passed => "verified",
        Verification.Failed => "refused",
        Verification.Inconclusive => "undecided",
        _ => "not checked",
    };

    public static string Mark(Verification status) => status switch
    {
        Verification.Passed => "✓",
        Verification.Failed => "✗",
        Verification.Inconclusive => "?",
        _ => "–",
    };

    public static string Duration(TimeSpan? time) => time switch
    {
        null => "–",
        { TotalMilliseconds: < 1 } t => string.Create(CultureInfo.InvariantCulture, $"{t.TotalMicroseconds:0.#} µs"),
        { TotalSeconds: < 1 } t => string.Create(CultureInfo.InvariantCulture, $"{t.TotalMilliseconds:0.00} ms"),
        { } t => string.Create(CultureInfo.InvariantCulture, $"{t.TotalSeconds:0.00} s"),
    };

    public static string Count(ulong? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>The dimensions of a type in short, such as <c>1×16×5×5</c> for <c>float[1,16,5,5]</c>; the type itself where it has none.</summary>
    public static string Shape(string type)
    {
        var open = type.IndexOf('[', StringComparison.Ordinal);
        var shape = open >= 0 && type.EndsWith(']') ? type[(open + 1)..^1].Replace(',', '×') : type;
        return shape.Length == 0 ? "scalar" : shape.Length <= 18 ? shape : $"{shape[..17]}…";
    }
}
