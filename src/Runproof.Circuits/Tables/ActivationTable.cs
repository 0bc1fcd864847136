using System.Collections.Immutable;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Tables;

/// <summary>A function on a range of integers, by its values: a ReLU that saturates, a sigmoid, a clip.</summary>
/// <param name="First">The least argument. Range: at most 0.</param>
/// <param name="Values">The value at <paramref name="First"/>, at <paramref name="First"/> + 1 and so on, up to an argument of at least 0.</param>
public sealed record ActivationTable(int First, ImmutableArray<int> Values)
{
    /// <summary>Most arguments.</summary>
    public const int MaxRows = 1 << 18;

    /// <summary>The arguments.</summary>
    public IntegerRange Domain => new(First, First + (long)Values.Length - 1);

    /// <summary>The value at an argument of the domain.</summary>
    public int this[long argument] => Values[(int)(argument - First)];

    /// <inheritdoc/>
    public bool Equals(ActivationTable? other) => other is not null && First == other.First && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(First, Values.Length);
}
