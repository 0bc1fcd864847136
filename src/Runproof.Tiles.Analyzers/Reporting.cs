using Microsoft.CodeAnalysis;
using Runproof.Tiles.Generator.Parsing;

namespace Runproof.Tiles.Analyzers;

/// <summary>From what the parsers refuse to diagnostics.</summary>
internal static class Reporting
{
    /// <summary>The diagnostics of refusals; what the compiler reports itself has none.</summary>
    public static IEnumerable<Diagnostic> ToDiagnostics(this Refusals refusals)
    {
        foreach (Refusal refusal in refusals.All)
        {
            if (RuleTable.ById.TryGetValue(refusal.Rule, out DiagnosticDescriptor? rule))
                yield return Diagnostic.Create(rule, refusal.Location, [.. refusal.Arguments]);
        }
    }
}
