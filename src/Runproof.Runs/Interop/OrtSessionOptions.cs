using System.Runtime.InteropServices;

namespace Runproof.Runs.Interop;

/// <summary>The options of a session that is being made.</summary>
internal sealed unsafe class OrtSessionOptions : SafeHandle
{
    private const int Sequential = 0;
    private const int LogNothingButFatal = 4;

    private readonly OrtApi _api;

    public OrtSessionOptions(OrtEnvironment environment, OrtSessionSettings settings)
        : base(0, ownsHandle: true)
    {
        _api = environment.Api;

        // SAFETY: the results are plain handles, and the texts are constants that end with a zero byte.
        environment.Check(_api.CreateSessionOptions(out nint options));
        SetHandle(options);
        environment.Check(_api.SetSessionLogSeverityLevel(options, LogNothingButFatal));
        environment.Check(_api.SetSessionExecutionMode(options, Sequential));
        environment.Check(_api.SetSessionGraphOptimizationLevel(options, settings.OptimizationLevel));
        environment.Check(_api.SetInterOpNumThreads(options, 1));
        environment.Check(_api.SetIntraOpNumThreads(options, settings.Threads));
        if (settings.Threads > 1)
        {
            // Idle threads that spin take the processor from whatever runs beside the model.
            fixed (byte* key = "session.intra_op.allow_spinning\0"u8, value = "0\0"u8)
                environment.Check(_api.AddSessionConfigEntry(options, key, value));
        }
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The native handle; valid while this object is.</summary>
    internal nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        // SAFETY: called once, with the handle that the constructor took.
        _api.ReleaseSessionOptions(handle);
        return true;
    }
}
