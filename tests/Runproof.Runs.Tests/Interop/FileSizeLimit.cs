using System.Runtime.InteropServices;

namespace Runproof.Runs.Tests.Interop;

/// <summary>Makes this process's writes fail beyond a size of file, as a full disk does.</summary>
internal static partial class FileSizeLimit
{
    private const int FileSize = 1;

    /// <summary>A write that fails is an error rather than the end of the process.</summary>
    public static void ReportAsError()
    {
        const int fileSizeExceeded = 25;
        const nint ignore = 1;
        Signal(fileSizeExceeded, ignore);
    }

    public static void Set(ulong bytes)
    {
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
