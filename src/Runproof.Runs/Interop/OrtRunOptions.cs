using System.Runtime.InteropServices;

namespace Runproof.Runs.Interop;

/// <summary>A handle through which one run can be stopped from another thread.</summary>
internal sealed unsafe class OrtRunOptions : SafeHandle
{
    private readonly OrtApi _api;

    public OrtRunOptions(OrtEnvironment environment)
        : base(0, ownsHandle: true)
    {
        _api = environment.Api;

        // SAFETY: the result is a plain handle that this object owns.
        environment.Check(_api.CreateRunOptions(out nint options));
        SetHandle(options);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Asks the run to stop before its next node. The caller keeps this object alive until the call returns.</summary>
    public void Terminate()
    {
        // SAFETY: the handle is alive; setting the flag does not fail, and a status would be null.
        nint status = _api.RunOptionsSetTerminate(handle);
        if (status != 0)
            _api.ReleaseStatus(status);
    }

    /// <summary>The native handle; valid while this object is.</summary>
    internal nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        // SAFETY: called once, with the handle that the constructor took.
        _api.ReleaseRunOptions(handle);
        return true;
    }
}
