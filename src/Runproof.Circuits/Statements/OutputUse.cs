using System.Collections.Immutable;

namespace Runproof.Circuits.Statements;

/// <summary>What a statement says of an output of a slice; besides, later slices may be linked to it.</summary>
/// <param name="Values">The values in dense order, where they are public; default where they are not.</param>
/// <param name="Boundary">Index of the boundary commitment to the values; null where there is none.</param>
public sealed record OutputUse(ImmutableArray<long> Values = default, int? Boundary = null)
{
    /// <summary>Nothing is said: the output serves later slices only.</summary>
    public static OutputUse Internal { get; } = new();

    /// <inheritdoc/>
    public bool Equals(OutputUse? other) =>
        other is not null && Boundary == other.Boundary && Values.IsDefault == other.Values.IsDefault
        && (Values.IsDefault || Values.AsSpan().SequenceEqual(other.Values.AsSpan()));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Values.IsDefault ? -1 : Values.Length, Boundary);
}
