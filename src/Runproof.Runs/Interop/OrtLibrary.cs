using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Runproof.Core.Diagnostics;

namespace Runproof.Runs.Interop;

/// <summary>Finds and loads ONNX Runtime's C library.</summary>
internal static class OrtLibrary
{
    /// <summary>The environment variable that names a library to use instead of the one that the build restores.</summary>
    public const string PathVariable = "RUNPROOF_ONNXRUNTIME";

    private const string FileName = "libonnxruntime.so.1";

    /// <summary>Where to look, in order. A path that the user names is the only place: falling back would hide a typing error.</summary>
    /// <param name="named">Value of <see cref="PathVariable"/>; null or empty where it is not set.</param>
    /// <param name="baseDirectory">Folder of the assembly.</param>
    public static ImmutableArray<string> Candidates(string? named, string baseDirectory) => string.IsNullOrEmpty(named)
        ? [Path.Combine(baseDirectory, FileName), Path.Combine(baseDirectory, "runtimes", "linux-x64", "native", FileName)]
        : [Path.GetFullPath(named)];

    /// <summary>Loads the library from the place where <see cref="Candidates"/> finds it first.</summary>
    public static OrtApi Load() => Load(Candidates(Environment.GetEnvironmentVariable(PathVariable), AppContext.BaseDirectory));

    /// <summary>Loads the first candidate that exists. The library stays loaded for the life of the process.</summary>
    /// <exception cref="RunproofException"><see cref="NativeErrors.Missing"/>.</exception>
    public static OrtApi Load(ImmutableArray<string> candidates)
    {
        if (candidates.FirstOrDefault(File.Exists) is not { } path)
        {
            throw Missing(
                candidates[^1],
                $"ONNX Runtime's library was not found; looked for {string.Join(" and ", candidates)}",
                $"'dotnet build src/Runproof.Runs' in the repository, which restores it with npm, or set {PathVariable} to a {FileName}");
        }

        nint library;
        try
        {
            library = NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw Missing(path, $"the library cannot be loaded: {e.Message}", "a build for linux-x64 with glibc 2.28 or later", e);
        }

        if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out nint getApiBase))
        {
            NativeLibrary.Free(library);
            throw Missing(path, "the library does not export OrtGetApiBase", $"setting {PathVariable} to ONNX Runtime's own {FileName}");
        }

        return OrtApi.TryCreate(getApiBase, out var api, out string found)
            ? api
            : throw Missing(path, $"the library is ONNX Runtime {found}; version 1.{OrtApi.Version} or later is needed", "a newer ONNX Runtime");
    }

    private static RunproofException Missing(string subject, string message, string hint, Exception? inner = null) =>
        new(new Diagnostic(NativeErrors.Missing, Phase.Execute, subject, message, hint), inner);
}
