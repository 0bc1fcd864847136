using System.Runtime.InteropServices;

namespace Runproof.Runs.Interop;

/// <summary>What all sessions of a process share: the functions, the environment, and the description of plain memory.</summary>
internal sealed unsafe class OrtEnvironment
{
    private const int LogNothingButFatal = 4;
    private const int DeviceAllocator = 0;
    private const int DefaultMemory = 0;

    private static readonly Lazy<OrtEnvironment> _shared = new(static () => new OrtEnvironment(OrtLibrary.Load()), LazyThreadSafetyMode.PublicationOnly);

    private OrtEnvironment(OrtApi api)
    {
        Api = api;

        // SAFETY: the name is a constant that ends with a zero byte, and each result is a plain handle.
        fixed (byte* name = "runproof\0"u8)
        {
            Check(api.CreateEnv(LogNothingButFatal, name, out nint environment));
            Handle = environment;
        }

        Check(api.DisableTelemetryEvents(Handle));
        Check(api.CreateCpuMemoryInfo(DeviceAllocator, DefaultMemory, out nint memory));
        PlainMemory = memory;
        Check(api.GetAllocatorWithDefaultOptions(out nint allocator));
        Allocator = allocator;
    }

    /// <summary>The environment of this process, made on first use and never released: sessions may outlive every static.</summary>
    /// <exception cref="Core.Diagnostics.RunproofException"><see cref="NativeErrors.Missing"/>; a later use tries again.</exception>
    public static OrtEnvironment Shared => _shared.Value;

    public OrtApi Api { get; }

    public nint Handle { get; }

    public nint PlainMemory { get; }

    public nint Allocator { get; }

    /// <summary>Releases a failed status and throws what it says.</summary>
    public void Check(nint status)
    {
        if (status != 0)
            Throw(status);
    }

    /// <summary>Copies a string that the library allocated, and frees it.</summary>
    public string TakeString(byte* text)
    {
        // SAFETY: the pointer comes from this allocator and ends with a zero byte; it is freed once.
        try
        {
            return Marshal.PtrToStringUTF8((nint)text) ?? "";
        }
        finally
        {
            Check(Api.AllocatorFree(Allocator, text));
        }
    }

    private void Throw(nint status)
    {
        // SAFETY: a status is alive until it is released, and its message lives as long as it does.
        try
        {
            string message = Marshal.PtrToStringUTF8((nint)Api.GetErrorMessage(status)) ?? "";
            throw new OrtStatusException(Api.GetErrorCode(status), message.ReplaceLineEndings(" ").Trim());
        }
        finally
        {
            Api.ReleaseStatus(status);
        }
    }
}
