using Runproof.Core.Diagnostics;

namespace Runproof.Runs.Interop;

/// <summary>Errors of native libraries that Runproof loads.</summary>
public static class NativeErrors
{
    /// <summary>A native library is absent, cannot be loaded, or is too old.</summary>
    public static readonly ErrorCode Missing = new("E_NATIVE_MISSING", ErrorClass.World);
}
