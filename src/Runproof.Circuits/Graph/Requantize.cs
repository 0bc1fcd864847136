using System.Collections.Immutable;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Graph;

/// <summary>
/// Adds up linear maps and comes back to few bits: u = Σ M·L(x) + offset, hi = ⌊(u + 2^23)/2^24⌋, y = table[hi]. Without a table u itself is the
/// result, which only an output of the circuit can be.
/// </summary>
/// <param name="Terms">The linear maps, all with outputs of one shape. At least one.</param>
/// <param name="Offsets">What is added, in units of 2^−24 of a step of hi.</param>
/// <param name="Table">Index of the activation table whose domain hi must lie in; <see cref="NoTable"/> for u itself.</param>
public sealed record Requantize(ImmutableArray<LinearTerm> Terms, AxisValues Offsets, int Table) : CircuitNode
{
    /// <summary>In place of a table.</summary>
    public const int NoTable = -1;

    /// <summary>log2 of the units of u in one step of hi.</summary>
    public const int Shift = 24;

    /// <summary>Half a step of hi, which makes the floor a rounding.</summary>
    public const long Half = 1L << (Shift - 1);

    /// <inheritdoc/>
    public override ImmutableArray<int> Sources => [.. Terms.Select(term => term.Source)];

    /// <inheritdoc/>
    public bool Equals(Requantize? other) =>
        other is not null && Terms.AsSpan().SequenceEqual(other.Terms.AsSpan()) && Offsets == other.Offsets && Table == other.Table;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Terms.Length, Offsets, Table);
}
