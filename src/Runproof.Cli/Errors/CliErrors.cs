using Runproof.Core.Diagnostics;

namespace Runproof.Cli.Errors;

/// <summary>What can go wrong with a command itself.</summary>
internal static class CliErrors
{
    /// <summary>The arguments are not what the verb takes.</summary>
    public static readonly ErrorCode Usage = new("E_USAGE", ErrorClass.Usage);

    /// <summary>The user stopped the command.</summary>
    public static readonly ErrorCode Interrupted = new("E_INTERRUPTED", ErrorClass.Interrupted);

    /// <summary>Runproof did something that it should not do.</summary>
    public static readonly ErrorCode Bug = new("E_BUG", ErrorClass.Bug);
}
