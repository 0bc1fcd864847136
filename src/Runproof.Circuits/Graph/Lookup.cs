using System.Collections.Immutable;

namespace Runproof.Circuits.Graph;

/// <summary>A function of every value by itself: y = table[x].</summary>
/// <param name="Source">The tensor x; its range lies in the table's domain.</param>
/// <param name="Table">Index of the table.</param>
public sealed record Lookup(int Source, int Table) : CircuitNode
{
    /// <inheritdoc/>
    public override ImmutableArray<int> Sources => [Source];
}
