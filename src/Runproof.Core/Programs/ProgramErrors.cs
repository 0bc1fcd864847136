using Runproof.Core.Diagnostics;

namespace Runproof.Core.Programs;

/// <summary>Errors of programs.</summary>
public static class ProgramErrors
{
    /// <summary>The wiring of a program does not resolve.</summary>
    public static readonly ErrorCode Invalid = new("E_PROGRAM_INVALID", ErrorClass.Malformed);
}
