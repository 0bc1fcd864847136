using System.Globalization;

namespace Runproof.Cli.Rendering;

/// <summary>Quantities as people read them.</summary>
internal static class Figures
{
    /// <summary>For example <c>0.412 ms</c> or <c>3.1 s</c>.</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.000} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    /// <summary>For example <c>249,153</c>; a dash where the figure is not known.</summary>
    public static string Count(long? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>For example <c>243.3 KiB</c>.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KiB"),
        < 1024L * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.0} GiB"),
    };

    /// <summary>For example <c>0</c> or <c>2.384E-007</c>.</summary>
    public static string Difference(double value) => value == 0 ? "0" : value.ToString("0.000E+0", CultureInfo.InvariantCulture);

    /// <summary>A time in the invariant form of RFC 3339, to the second.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
