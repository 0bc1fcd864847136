using System.Globalization;
using System.Runtime.InteropServices;

namespace Runproof.Bench;

/// <summary>Says on what the figures were measured.</summary>
internal static class Machine
{
    /// <summary>Processor, cores that this process may use, operating system and runtime, on one line.</summary>
    public static string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");

    private static string Processor()
    {
        const string path = "/proc/cpuinfo";
        const string field = "model name";
        string? line = File.Exists(path) ? File.ReadLines(path).FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':') + 1)..].Trim();
    }
}
