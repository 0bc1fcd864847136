using Runproof.Core.Diagnostics;

namespace Runproof.Core.Programs;

/// <summary>Errors of programs.</summary>
public static class ProgramErrors
{
    /// <summary>The wiring of a program does not resolve.</summary>
    public static readonly ErrorCode Invalid = new("E_PROGRAM_INVALID", ErrorClass.Malformed);

    /// <summary>A value that enters a program, or that a unit gives, is not of the declared type.</summary>
    public static readonly ErrorCode Value = new("E_PROGRAM_VALUE", ErrorClass.Malformed);

    /// <summary>A list has more items than the fold may take.</summary>
    public static readonly ErrorCode Bound = new("E_PROGRAM_BOUND", ErrorClass.Malformed);

    /// <summary>A value does not have the element that is selected.</summary>
    public static readonly ErrorCode Selection = new("E_PROGRAM_SELECTION", ErrorClass.Malformed);
}
