using Runproof.Core.Diagnostics;

namespace Runproof.Runs.Compiling;

/// <summary>Errors of files of compiled circuits.</summary>
public static class CircuitFileErrors
{
    /// <summary>The file is damaged, or its circuit breaks a rule of circuits.</summary>
    public static readonly ErrorCode Invalid = new("E_CIRCUIT_INVALID", ErrorClass.Malformed);

    /// <summary>The circuits of a model have more weights than one commitment binds.</summary>
    public static readonly ErrorCode TooManyWeights = new("E_WEIGHTS_TOO_MANY", ErrorClass.Usage);
}
