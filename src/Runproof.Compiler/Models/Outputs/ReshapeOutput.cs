using System.Collections.Immutable;

namespace Runproof.Compiler.Models.Outputs;

/// <summary>The same values in the same order under other dimensions.</summary>
/// <param name="Shape">The new dimensions.</param>
public sealed record ReshapeOutput(ImmutableArray<int> Shape) : OutputFunction
{
    /// <inheritdoc/>
    public override (int[] Shape, double[] Values) Apply(int[] shape, double[] values) => ([.. Shape], values);

    /// <inheritdoc/>
    public bool Equals(ReshapeOutput? other) => other is not null && Shape.AsSpan().SequenceEqual(other.Shape.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Shape.Length;
}
