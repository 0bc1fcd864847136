using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Verifier.Disputes;

namespace Runproof.Runs.Disputes;

/// <summary>The trace of a claimed run as evidence. It notes what is asked for, which is what a proof has to hold.</summary>
/// <param name="trace">The trace.</param>
/// <param name="honest">How many records from the start follow the program: among them coordinates ascend.</param>
internal sealed class TraceEvidence(Trace trace, int honest) : FraudEvidence
{
    /// <summary>Positions of the records that were asked for.</summary>
    public SortedSet<int> Records { get; } = [];

    /// <summary>The values that were asked for, by digest.</summary>
    public SortedDictionary<Digest, ReadOnlyMemory<byte>> Values { get; } = [];

    /// <inheritdoc />
    public override StepRecord? RecordAt(ulong position) => position < (ulong)trace.Steps.Length ? Use((int)position) : null;

    /// <inheritdoc />
    public override StepRecord? RecordOf(ImmutableArray<uint> path)
    {
        int position = LastUpTo(path);
        return position >= 0 && trace.Steps[position].Coordinates.Path.AsSpan().SequenceEqual(path.AsSpan()) ? Use(position) : null;
    }

    /// <inheritdoc />
    public override StepRecord? LastCallOf(ImmutableArray<uint> path)
    {
        int position = LastUpTo(path.Add(uint.MaxValue));
        return position >= 0 && trace.Steps[position].Coordinates.Path is { } found && found.Length == path.Length + 1 && found.AsSpan()[..path.Length].SequenceEqual(path.AsSpan())
            ? Use(position)
            : null;
    }

    /// <inheritdoc />
    public override bool TryGetValue(Digest digest, out ReadOnlyMemory<byte> value)
    {
        if (!trace.TryGetValue(digest, out value))
            return false;
        Values[digest] = value;
        return true;
    }

    private StepRecord Use(int position)
    {
        Records.Add(position);
        return trace.Steps[position];
    }

    // The last of the honest records whose coordinates do not come after a path; -1 where none is.
    private int LastUpTo(ImmutableArray<uint> path)
    {
        (int low, int high) = (0, honest);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (trace.Steps[middle].Coordinates.Path.AsSpan().SequenceCompareTo(path.AsSpan()) <= 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }
}
