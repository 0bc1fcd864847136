using System.Globalization;

namespace Runproof.Cli.Tests;

/// <summary>Whether an interrupt can reach the processes that tests start: what the shell ignores, they ignore, as under <c>nohup</c> or <c>&amp;</c>.</summary>
internal static class Interrupts
{
    public const string Why = "this process ignores SIGINT, and so does every process that it starts: run the tests in the foreground";

    private const int Interrupt = 2;

    public static bool AreIgnored { get; } = File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } line
        && (ulong.Parse(line.AsSpan(7).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (Interrupt - 1) & 1) != 0;
}
