using Runproof.Core.Diagnostics;

namespace Runproof.Core.Traces;

/// <summary>Errors of trace files.</summary>
public static class TraceErrors
{
    /// <summary>The file does not start like a trace.</summary>
    public static readonly ErrorCode NotATrace = new("E_TRACE_MAGIC", ErrorClass.Malformed);

    /// <summary>The file is of a version that is not supported.</summary>
    public static readonly ErrorCode UnknownVersion = new("E_TRACE_VERSION", ErrorClass.Malformed);

    /// <summary>A byte of the file is not what was written.</summary>
    public static readonly ErrorCode Damaged = new("E_TRACE_DAMAGED", ErrorClass.VerificationFailed);

    /// <summary>The frames do not make a trace: one is missing, out of order or of an unknown kind.</summary>
    public static readonly ErrorCode Frames = new("E_TRACE_FRAMES", ErrorClass.Malformed);

    /// <summary>The file does not start like a claim.</summary>
    public static readonly ErrorCode NotAClaim = new("E_CLAIM_MAGIC", ErrorClass.Malformed);

    /// <summary>The file of a claim is of a version that is not supported.</summary>
    public static readonly ErrorCode ClaimVersion = new("E_CLAIM_VERSION", ErrorClass.Malformed);
}
