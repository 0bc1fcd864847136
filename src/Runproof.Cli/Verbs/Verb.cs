using System.CommandLine;
using Runproof.Cli.Rendering;

namespace Runproof.Cli.Verbs;

/// <summary>One verb of the command line: it reads its arguments, calls the engine and writes the answer.</summary>
internal abstract class Verb(string name, string description) : Command(name, description)
{
    /// <summary>Two commands that a reader of the help can copy, without the leading <c>runproof</c>, each with what it does.</summary>
    public abstract IReadOnlyList<(string Arguments, string Does)> Examples { get; }

    /// <summary>The verb as it is typed: the verbs above it, then its own name.</summary>
    public string FullName => Parents.OfType<Verb>().FirstOrDefault() is { } above ? $"{above.FullName} {Name}" : Name;

    /// <summary>Does the work.</summary>
    /// <param name="arguments">The parsed arguments.</param>
    /// <param name="output">Takes the answer.</param>
    /// <param name="cancellationToken">Cancelled when the user wants to stop.</param>
    /// <returns>The exit code: 0, or that of an <see cref="Core.Diagnostics.ErrorClass"/>.</returns>
    /// <exception cref="Core.Diagnostics.RunproofException">The request cannot be carried out.</exception>
    public abstract Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken);
}
