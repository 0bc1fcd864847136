using Runproof.Core.Diagnostics;

namespace Runproof.Cli.Errors;

/// <summary>Makes errors of arguments that parse and yet cannot be meant.</summary>
internal static class UsageError
{
    /// <summary>An error of one option.</summary>
    /// <param name="option">The option, such as <c>--runs</c>.</param>
    /// <param name="problem">What is wrong with its value.</param>
    /// <param name="hint">What to do next, following the word "try".</param>
    public static RunproofException Of(string option, string problem, string hint) =>
        new(new Diagnostic(CliErrors.Usage, Phase.Read, option, problem, hint));
}
