using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;

namespace Runproof.Core.Traces;

/// <summary>A trace as it was read from a file. The frames are intact; whether they agree with each other is for the verifier to say.</summary>
public sealed class Trace
{
    private readonly Dictionary<Digest, ReadOnlyMemory<byte>> _values;

    internal Trace(
        TraceHeader header,
        Program program,
        ImmutableArray<TraceValue> values,
        ImmutableArray<StepRecord> steps,
        Claim? claim,
        ReadOnlyMemory<byte>? notes,
        bool isClosed,
        long length)
    {
        Header = header;
        Program = program;
        Values = values;
        Steps = steps;
        Claim = claim;
        Notes = notes;
        IsClosed = isClosed;
        Length = length;
        _values = new(values.Length);
        foreach (var value in values)
            _values.TryAdd(value.Digest, value.Bytes);
    }

    /// <summary>What the file says of its run.</summary>
    public TraceHeader Header { get; }

    /// <summary>The program that ran.</summary>
    public Program Program { get; }

    /// <summary>The values, in the order in which they were recorded.</summary>
    public ImmutableArray<TraceValue> Values { get; }

    /// <summary>The step records, in order.</summary>
    public ImmutableArray<StepRecord> Steps { get; }

    /// <summary>The claim; null where the run was interrupted.</summary>
    public Claim? Claim { get; }

    /// <summary>Uncommitted notes as JSON; null where there are none.</summary>
    public ReadOnlyMemory<byte>? Notes { get; }

    /// <summary>Whether the last frame is an end frame; false for a run that was interrupted or is still going on.</summary>
    public bool IsClosed { get; }

    /// <summary>Bytes of the file that form whole frames; a torn tail lies beyond them.</summary>
    public long Length { get; }

    /// <summary>The bytes of a value, where the trace holds them.</summary>
    public bool TryGetValue(Digest digest, out ReadOnlyMemory<byte> bytes) => _values.TryGetValue(digest, out bytes);
}
