using System.Collections.Immutable;
using Runproof.Circuits.Operators;

namespace Runproof.Circuits.Graph;

/// <summary>The largest value in every window: m_1 = x_1, m_(j+1) = x_(j+1) + max(m_j − x_(j+1), 0).</summary>
/// <remarks>A place outside of the tensor holds the least value of the tensor's range.</remarks>
/// <param name="Source">The tensor. Shape: (N, C, H, W).</param>
/// <param name="Window">The window, which slides over H and W.</param>
/// <param name="Table">Index of the table of max(d, 0) over all differences d of two values of the tensor's range.</param>
public sealed record MaxPool(int Source, Window Window, int Table) : CircuitNode
{
    /// <inheritdoc/>
    public override ImmutableArray<int> Sources => [Source];
}
