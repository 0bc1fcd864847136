using System.Globalization;
using System.Security.Cryptography;

namespace Runproof.Runs.Store;

/// <summary>Names of runs: the second in which a run started, UTC, and six random hex digits, such as <c>20261120-193928-0f3a9c</c>.</summary>
public static class RunId
{
    /// <summary>Length of every name, in characters.</summary>
    public const int Length = 22;

    private const string TimeFormat = "yyyyMMdd-HHmmss";

    /// <summary>A new name.</summary>
    /// <param name="startedAt">When the run starts.</param>
    public static string Create(DateTimeOffset startedAt) =>
        $"{startedAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";

    /// <summary>Whether a text is the name of a run.</summary>
    public static bool IsValid(string? text) => text is { Length: Length } && IsPrefix(text) && TryGetTime(text, out _);

    /// <summary>Whether names of runs may begin with a text.</summary>
    internal static bool IsPrefix(string text)
    {
        if (text.Length is 0 or > Length)
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            var fits = i switch
            {
                8 or 15 => text[i] == '-',
                < 15 => char.IsAsciiDigit(text[i]),
                _ => char.IsAsciiHexDigitLower(text[i]) || char.IsAsciiDigit(text[i]),
            };
            if (!fits)
                return false;
        }

        return true;
    }

    /// <summary>The second in which the run started.</summary>
    internal static bool TryGetTime(string id, out DateTimeOffset startedAt) => DateTimeOffset.TryParseExact(
        id.AsSpan(0, TimeFormat.Length), TimeFormat, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out startedAt);
}
