using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;

namespace Runproof.Runs.Store;

/// <summary>Reads traces from files.</summary>
public static class TraceFile
{
    /// <summary>The longest trace that is read. Unit: bytes.</summary>
    public static long MaxLength => Array.MaxLength;

    /// <summary>Reads a trace and checks every byte of it; one that was interrupted is read as far as it goes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trace">The trace.</param>
    /// <param name="error">What is wrong with its content, if the result is false.</param>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static bool TryRead(string path, [NotNullWhen(true)] out Trace? trace, [NotNullWhen(false)] out Diagnostic? error)
    {
        trace = null;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var length = file.Length;
        if (length > MaxLength)
        {
            error = new Diagnostic(StoreErrors.TraceTooLarge, Phase.Store, path, $"the trace has {length} bytes, and at most {MaxLength} are read",
                "recording fewer steps in one run");
            return false;
        }

        var bytes = GC.AllocateUninitializedArray<byte>((int)length);
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return TraceReader.TryRead(bytes.AsMemory(0, read), path, out trace, out error);
    }
}
