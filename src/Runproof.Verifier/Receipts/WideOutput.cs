using System.Collections.Immutable;
using Runproof.Circuits.Graph;

namespace Runproof.Verifier.Receipts;

/// <summary>The integers of an output that the recorded value does not determine: they have more bits than a float, or a function was applied to them after the proof.</summary>
/// <param name="Step">The step, by position in the program.</param>
/// <param name="Output">Which of its outputs.</param>
/// <param name="Values">The integers in dense order.</param>
public sealed record WideOutput(int Step, int Output, ImmutableArray<long> Values)
{
    /// <summary>The largest magnitude that a float's 24 bits always determine.</summary>
    public const long LargestDerived = 1 << 16;

    /// <summary>Whether a receipt must carry the integers of an output.</summary>
    /// <param name="compiled">The circuit.</param>
    /// <param name="output">Which of its outputs.</param>
    public static bool IsNeededFor(CompiledCircuit compiled, int output)
    {
        ArgumentNullException.ThrowIfNull(compiled);
        return compiled.Outputs[output].Function is not OutputFunction.None
            || compiled.Circuit.Tensors[compiled.Circuit.Outputs[output]].Range.Magnitude > LargestDerived;
    }

    /// <inheritdoc/>
    public bool Equals(WideOutput? other) =>
        other is not null && Step == other.Step && Output == other.Output && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Step, Output, Values.Length);
}
