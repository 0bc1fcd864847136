using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Schemas;
using Runproof.Core.Traces;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Diff;

/// <summary>A value that two runs do not share.</summary>
/// <param name="Port">Which of the step's inputs or outputs it is, from 0.</param>
/// <param name="Left">Digest in the left run.</param>
/// <param name="Right">Digest in the right run.</param>
/// <param name="LeftType">Its type in the left run, such as <c>float[1,10]</c> or <c>{x:i32}</c>; null where the trace does not hold it or it is no value of its type.</param>
/// <param name="RightType">Its type in the right run.</param>
/// <param name="Elements">How the elements of two tensors compare; null unless both types are known and the same.</param>
public sealed record ValueDifference(
    int Port,
    Digest Left,
    Digest Right,
    string? LeftType,
    string? RightType,
    TensorDifference? Elements)
{
    /// <summary>The first places in which two values of tiles differ; empty for tensors.</summary>
    public ImmutableArray<FieldDifference> Fields { get; init; } = [];

    /// <summary>The type of an input of a step, or of its output; null for slices, whose tensors say their type themselves.</summary>
    internal static Schema? TypeOf(ProgramStep? step, StepOutcome outcome, DivergenceReason reason, int port)
    {
        if (step is null || step.Parameters.IsEmpty && step.Kind != UnitKind.Tile)
            return null;
        if (reason == DivergenceReason.Output)
            return Schema.Parse(outcome == StepOutcome.Succeeded ? step.ResultType : "string");
        return port < step.Parameters.Length ? Schema.Parse(step.Parameters[port].Type) : null;
    }

    /// <summary>Compares two values of a step, as far as they are at hand.</summary>
    /// <param name="port">Which it is.</param>
    /// <param name="type">Their type; null for tensors.</param>
    /// <param name="leftDigest">Digest on the left.</param>
    /// <param name="left">The value on the left; null where it is not at hand.</param>
    /// <param name="rightDigest">Digest on the right.</param>
    /// <param name="right">The value on the right.</param>
    internal static ValueDifference Of(int port, Schema? type, Digest leftDigest, ReadOnlyMemory<byte>? left, Digest rightDigest, ReadOnlyMemory<byte>? right)
    {
        if (type is null)
            return Of(port, leftDigest, Tensor(left), rightDigest, Tensor(right));
        return new ValueDifference(port, leftDigest, rightDigest, Is(type, left), Is(type, right), null)
        {
            Fields = left is { } a && right is { } b ? FieldDifferences.Between(type, a, b) : [],
        };
    }

    /// <summary>Compares two tensors.</summary>
    internal static ValueDifference Of(int port, Digest leftDigest, Tensor? left, Digest rightDigest, Tensor? right)
    {
        var comparable = left is not null && right is not null && left.Type == right.Type && left.Shape.SequenceEqual(right.Shape);
        return new ValueDifference(
            port, leftDigest, rightDigest, left?.ToString(), right?.ToString(), comparable ? TensorDifference.Between(left!, right!) : null);
    }

    /// <summary>The bytes that a trace holds under a digest; null where it holds none.</summary>
    internal static ReadOnlyMemory<byte>? Find(Trace trace, Digest digest)
    {
        // Not in one expression: missing bytes would become bytes that are empty.
        if (trace.TryGetValue(digest, out ReadOnlyMemory<byte> bytes))
            return bytes;
        return null;
    }

    private static Tensor? Tensor(ReadOnlyMemory<byte>? bytes) => bytes is { } value && TensorEncoding.TryRead(value, "value", out var tensor, out _) ? tensor : null;

    private static string? Is(Schema type, ReadOnlyMemory<byte>? bytes) => bytes is { } value && ValueReader.TryCheck(type, value.Span, out _) ? type.Text : null;
}
