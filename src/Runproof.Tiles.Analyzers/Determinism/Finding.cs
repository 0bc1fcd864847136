using Microsoft.CodeAnalysis;

namespace Runproof.Tiles.Analyzers.Determinism;

/// <summary>Something that may differ from run to run.</summary>
/// <param name="rule">The rule that forbids it.</param>
/// <param name="location">Where.</param>
/// <param name="arguments">What follows the chain of calls in the message.</param>
internal readonly struct Finding(DiagnosticDescriptor rule, Location location, params string[] arguments)
{
    public DiagnosticDescriptor Rule => rule;

    public Location Location => location;

    public string[] Arguments => arguments;
}
