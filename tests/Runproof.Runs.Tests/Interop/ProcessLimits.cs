using System.Runtime.InteropServices;

namespace Runproof.Runs.Tests.Interop;

/// <summary>Limits that the operating system holds this process to.</summary>
internal static partial class ProcessLimits
{
    private const int FileSize = 1;
    private const int FileSizeExceeded = 25;
    private const nint Ignore = 1;

    /// <summary>Limits the size of the files that this process writes; a write beyond it fails instead of ending the process.</summary>
    public static void SetFileSize(ulong bytes)
    {
        Signal(FileSizeExceeded, Ignore);
        Assert.Equal(0, GetLimit(FileSize, out var limit));
        Assert.Equal(0, SetLimit(FileSize, limit with { Current = bytes }));
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private record struct Limit(ulong Current, ulong Most);
}
