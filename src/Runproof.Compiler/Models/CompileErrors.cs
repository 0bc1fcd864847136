using Runproof.Core.Diagnostics;

namespace Runproof.Compiler.Models;

/// <summary>Why a slice has no circuit.</summary>
public static class CompileErrors
{
    /// <summary>The slice has a node that circuits cannot compute, or not within their bounds.</summary>
    public static readonly ErrorCode NotProvable = new("E_COMPILE_NOT_PROVABLE", ErrorClass.Usage);

    /// <summary>A tensor was not observed on sample inputs.</summary>
    public static readonly ErrorCode Uncalibrated = new("E_COMPILE_UNCALIBRATED", ErrorClass.Usage);
}
