using System.Collections.Immutable;
using Runproof.Core.Traces;

namespace Runproof.Runs.Diff;

/// <summary>
/// Compares two runs step by step. The earliest step in which they differ decides; within it the order is that of <see cref="DivergenceReason"/>. The reason is
/// <see cref="DivergenceReason.Length"/> only where one run is the whole start of the other. Another backend alone is no divergence, so that a run on circuits
/// can be compared with one on ONNX Runtime.
/// </summary>
public static class RunDiff
{
    /// <summary>Compares two traces.</summary>
    public static RunComparison Compare(Trace left, Trace right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var shorter = Math.Min(left.Steps.Length, right.Steps.Length);
        Divergence? first = null;
        ImmutableArray<ValueDifference> values = [];
        for (var i = 0; i < shorter && first is null; i++)
        {
            if (ReasonAt(left.Steps[i], right.Steps[i]) is not { } reason)
                continue;
            first = At(reason, left, i);
            values = Values(reason, left, right, i);
        }

        if (first is null && left.Steps.Length != right.Steps.Length)
            first = At(DivergenceReason.Length, left.Steps.Length > right.Steps.Length ? left : right, shorter);
        return new RunComparison(
            first,
            values,
            left.Program.Digest == right.Program.Digest,
            Enumerable.Range(0, shorter).Count(i => left.Steps[i].Backend != right.Steps[i].Backend),
            left.Claim is { } a && right.Claim is { } b ? ClaimComparison.Of(a, b) : null);
    }

    /// <summary>In what two records of the same index differ, apart from their backend; null where in nothing.</summary>
    public static DivergenceReason? ReasonAt(StepRecord left, StepRecord right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Index != right.Index || left.Coordinates != right.Coordinates)
            return DivergenceReason.Step;
        if (left.Unit != right.Unit)
            return DivergenceReason.Artifact;
        if (!left.Inputs.SequenceEqual(right.Inputs))
            return DivergenceReason.Input;
        var sameResults = left.Outcome == right.Outcome
            && left.Outputs.SequenceEqual(right.Outputs)
            && (left.Backend != right.Backend || left.Metering == right.Metering);
        return sameResults ? null : DivergenceReason.Output;
    }

    private static Divergence At(DivergenceReason reason, Trace trace, int index)
    {
        var step = trace.Steps[index];
        return new Divergence(reason, (ulong)index, step.Coordinates, trace.Program.StepAt(step.Coordinates)?.Name ?? "");
    }

    internal static ImmutableArray<ValueDifference> Values(DivergenceReason reason, Trace left, Trace right, int index)
    {
        var (a, b) = (left.Steps[index], right.Steps[index]);
        var (of, with) = reason switch
        {
            DivergenceReason.Input => (a.Inputs, b.Inputs),
            DivergenceReason.Output => (a.Outputs, b.Outputs),
            _ => ([], []),
        };
        return
        [
            .. from port in Enumerable.Range(0, Math.Min(of.Length, with.Length))
               where of[port] != with[port]
               let type = a.Outcome == b.Outcome ? ValueDifference.TypeOf(left.Program.StepAt(a.Coordinates), a.Outcome, reason, port) : null
               select ValueDifference.Of(port, type, of[port], ValueDifference.Find(left, of[port]), with[port], ValueDifference.Find(right, with[port])),
        ];
    }
}
