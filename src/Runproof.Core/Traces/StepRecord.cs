using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;

namespace Runproof.Core.Traces;

/// <summary>The committed facts of one step. Wall time is kept beside the record, never in it.</summary>
/// <param name="Index">Position in the trace, from 0.</param>
/// <param name="Coordinates">Position in the program.</param>
/// <param name="Unit">Digest of the unit's revision.</param>
/// <param name="Backend">What executed it.</param>
/// <param name="Inputs">Digest of each input value, in the unit's order.</param>
/// <param name="Outputs">Digest of each output value, in the unit's order, where the step succeeded; of a tile that failed the digest of its error; else empty.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Metering">What it cost.</param>
public sealed record StepRecord(
    ulong Index,
    Coordinates Coordinates,
    Digest Unit,
    Backend Backend,
    ImmutableArray<Digest> Inputs,
    ImmutableArray<Digest> Outputs,
    StepOutcome Outcome,
    Metering Metering)
{
    private const byte Version = 1;

    /// <summary>The leaf that stands for this record in the trace's log.</summary>
    public Digest Leaf => LeafOf(Encode());

    /// <summary>The leaf that stands for a record.</summary>
    /// <param name="encoded">Its canonical bytes.</param>
    public static Digest LeafOf(ReadOnlySpan<byte> encoded) => TaggedHash.Compute(DigestTags.StepRecord, encoded);

    /// <summary>The canonical bytes.</summary>
    public byte[] Encode()
    {
        var writer = new PostcardWriter();
        writer.WriteU8(Version);
        writer.WriteU64(Index);
        Coordinates.WriteTo(writer);
        writer.WriteDigest(Unit);
        writer.WriteEnum((uint)Backend);
        DigestList.Write(writer, Inputs);
        DigestList.Write(writer, Outputs);
        writer.WriteEnum((uint)Outcome);
        WriteOptional(writer, Metering.Macs);
        WriteOptional(writer, Metering.Cycles);
        return writer.ToArray();
    }

    /// <summary>Reads the canonical bytes of one record, and nothing after it.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out StepRecord? record, [NotNullWhen(false)] out PostcardError? error)
    {
        var reader = new PostcardReader(bytes);
        record = null;
        if (reader.TryReadVersion(Version)
            && reader.TryReadU64(out var index)
            && Coordinates.TryRead(ref reader, out var coordinates)
            && reader.TryReadDigest(out var unit)
            && reader.TryReadEnum((uint)Backend.Ezkl + 1, out var backend)
            && DigestList.TryRead(ref reader, out var inputs)
            && DigestList.TryRead(ref reader, out var outputs)
            && reader.TryReadEnum((uint)StepOutcome.NotRun + 1, out var outcome)
            && TryReadOptional(ref reader, out var macs)
            && TryReadOptional(ref reader, out var cycles)
            && reader.TryFinish())
        {
            record = new StepRecord(index, coordinates, unit, (Backend)backend, inputs, outputs, (StepOutcome)outcome, new Metering(macs, cycles));
        }

        error = reader.Error;
        return record is not null;
    }

    private static void WriteOptional(PostcardWriter writer, ulong? value)
    {
        if (value is not { } number)
        {
            writer.WriteNone();
            return;
        }

        writer.WriteSome();
        writer.WriteU64(number);
    }

    private static bool TryReadOptional(ref PostcardReader reader, out ulong? value)
    {
        value = null;
        if (!reader.TryReadOption(out var present) || !present)
            return reader.Error is null;
        if (!reader.TryReadU64(out var number))
            return false;
        value = number;
        return true;
    }
}
