using System.Globalization;

namespace Runproof.Cli.Rendering;

/// <summary>Spells numbers for people: three to four digits that mean something, with a unit.</summary>
internal static class Figure
{
    private const string Unknown = "–";
    private const double Thousand = 1000;

    /// <summary>A count with separators, such as <c>62,006</c>; a dash where it is not known.</summary>
    public static string Count(long? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? Unknown;

    /// <summary>A size in bytes, such as <c>249,153 B</c>.</summary>
    public static string Bytes(long value) => Count(value) + " B";

    /// <summary>A time in the unit that suits it, such as <c>91.2 µs</c>, <c>4.56 ms</c> or <c>12.3 s</c>.</summary>
    public static string Time(TimeSpan time)
    {
        var seconds = time.TotalSeconds;
        return seconds switch
        {
            < 1 / Thousand => Digits(seconds * Thousand * Thousand) + " µs",
            < 1 => Digits(seconds * Thousand) + " ms",
            _ => Digits(seconds) + " s",
        };
    }

    /// <summary>A difference, such as <c>0</c> or <c>2.384E-7</c>.</summary>
    public static string Difference(double value) => value == 0 ? "0" : value.ToString("0.000E+0", CultureInfo.InvariantCulture);

    /// <summary>A point in time to the second, such as <c>2026-07-28 10:15:00Z</c>.</summary>
    public static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A share of 1 in percent, such as <c>99.98 %</c>.</summary>
    public static string Percent(double share) => (share * 100).ToString("0.00", CultureInfo.InvariantCulture) + " %";

    /// <summary>A count with its noun, such as <c>1 slice</c> or <c>5 slices</c>.</summary>
    public static string Of(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    private static string Digits(double value) => value.ToString(
        value switch
        {
            < 10 => "0.00",
            < 100 => "0.0",
            _ => "N0",
        },
        CultureInfo.InvariantCulture);
}
