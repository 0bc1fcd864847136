using System.Collections.Immutable;
using Runproof.Circuits.Tensors;

namespace Runproof.Verifier.Receipts;

/// <summary>The integers of an output that has more bits than the float that stands for it.</summary>
/// <param name="Step">The step, by position in the program.</param>
/// <param name="Output">Which of its outputs.</param>
/// <param name="Values">The integers in dense order.</param>
public sealed record WideOutput(int Step, int Output, ImmutableArray<long> Values)
{
    /// <summary>The largest magnitude that a float's 24 bits always determine.</summary>
    public const long LargestDerived = 1 << 16;

    /// <summary>Whether a receipt must carry the integers of an output of a type: its range is too wide for floats to determine them.</summary>
    public static bool IsNeededFor(CircuitTensor type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Range.Magnitude > LargestDerived;
    }

    /// <inheritdoc/>
    public bool Equals(WideOutput? other) =>
        other is not null && Step == other.Step && Output == other.Output && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Step, Output, Values.Length);
}
