using Runproof.Core.Diagnostics;

namespace Runproof.Runs.Compiling;

/// <summary>Errors of files of compiled circuits.</summary>
public static class CircuitFileErrors
{
    /// <summary>The file is damaged, or its circuit breaks a rule of circuits.</summary>
    public static readonly ErrorCode Invalid = new("E_CIRCUIT_INVALID", ErrorClass.Malformed);
}
