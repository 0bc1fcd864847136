using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;
using Runproof.Core.Merkle;
using Runproof.Core.Programs;
using Runproof.Core.Traces;

namespace Runproof.Verifier.Disputes;

/// <summary>
/// The file of a fraud proof: a magic of 8 bytes, the version (u32 LE), then in postcard the claim, the program, the reason, the step, the records with their openings in
/// ascending order, and the values in the order of their digests. One proof has one encoding.
/// </summary>
public static class FraudProofFormat
{
    /// <summary>The version that is written and read.</summary>
    public const uint Version = 1;

    /// <summary>The most records, and the most values, that a proof holds.</summary>
    public const int MostEntries = 1024;

    /// <summary>The first 8 bytes of every fraud proof.</summary>
    public static ReadOnlySpan<byte> Magic => "RPFRAUD\n"u8;

    /// <summary>The bytes of the file.</summary>
    /// <param name="proof">The proof.</param>
    public static byte[] Encode(FraudProof proof) => FilePreamble.Before(Magic, Version, Content(proof));

    /// <summary>Reads a fraud proof from the bytes of its file. What it holds is not checked beyond its form.</summary>
    /// <param name="file">The bytes. The proof keeps slices of them.</param>
    /// <param name="subject">Name of the file, for errors.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="error">What is wrong and where, if the result is false.</param>
    public static bool TryRead(ReadOnlyMemory<byte> file, string subject, [NotNullWhen(true)] out FraudProof? proof, [NotNullWhen(false)] out Diagnostic? error)
    {
        proof = null;
        error = FilePreamble.Problem(file.Span, Magic, Version, subject, "a fraud proof", FraudErrors.NotAFraudProof, FraudErrors.UnknownVersion);
        if (error is not null)
            return false;
        ReadOnlyMemory<byte> content = file[FilePreamble.Length..];
        var reader = new PostcardReader(content.Span);
        if (TryReadPart(ref reader, content, out ReadOnlyMemory<byte> claimBytes)
            && TryReadPart(ref reader, content, out ReadOnlyMemory<byte> programBytes)
            && reader.TryReadEnum((uint)DivergenceReason.Output + 1, out uint reason)
            && reader.TryReadU64(out ulong step)
            && TryReadRecords(ref reader, content, subject, out ImmutableArray<OpenedRecord> records, ref error)
            && TryReadValues(ref reader, content, out ImmutableArray<ReadOnlyMemory<byte>> values)
            && reader.TryFinish()
            && TryReadClaim(claimBytes.Span, subject, out Claim? claim, ref error)
            && Program.TryRead(programBytes.Span, subject, out Program? program, out error))
        {
            error = OrderProblem(records, values, subject);
            proof = error is null ? new FraudProof(claim, program, (DivergenceReason)reason, step, records, values) : null;
        }

        error ??= reader.Error?.ToDiagnostic(subject, Phase.Read) is { } problem ? problem with { Offset = FilePreamble.Length + problem.Offset } : null;
        return proof is not null;
    }

    internal static byte[] Content(FraudProof proof)
    {
        var writer = new PostcardWriter();
        writer.WriteBytes(proof.Claim.Encode());
        writer.WriteBytes(proof.Program.Encoded.Span);
        writer.WriteEnum((uint)proof.Reason);
        writer.WriteU64(proof.Step);
        writer.WriteCount(proof.Records.Length);
        foreach ((StepRecord record, MerkleOpening opening) in proof.Records)
        {
            writer.WriteBytes(record.Encode());
            opening.Write(writer);
        }

        writer.WriteCount(proof.Values.Length);
        foreach (ReadOnlyMemory<byte> value in proof.Values)
            writer.WriteBytes(value.Span);
        return writer.ToArray();
    }

    private static bool TryReadRecords(ref PostcardReader reader, ReadOnlyMemory<byte> content, string subject, out ImmutableArray<OpenedRecord> records, ref Diagnostic? error)
    {
        records = [];
        if (!reader.TryReadCount(4, out int count, MostEntries))
            return false;
        var builder = ImmutableArray.CreateBuilder<OpenedRecord>();
        for (int i = 0; i < count; i++)
        {
            if (!TryReadPart(ref reader, content, out ReadOnlyMemory<byte> bytes))
                return false;
            if (!StepRecord.TryDecode(bytes.Span, out StepRecord? record, out PostcardError? problem))
            {
                error = problem.ToDiagnostic(subject, Phase.Read);
                return false;
            }

            if (!MerkleOpening.TryRead(ref reader, out MerkleOpening? opening))
                return false;
            builder.Add(new OpenedRecord(record, opening!));
        }

        records = builder.DrainToImmutable();
        return true;
    }

    private static bool TryReadValues(ref PostcardReader reader, ReadOnlyMemory<byte> content, out ImmutableArray<ReadOnlyMemory<byte>> values)
    {
        values = [];
        if (!reader.TryReadCount(1, out int count, MostEntries))
            return false;
        var builder = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        for (int i = 0; i < count; i++)
        {
            if (!TryReadPart(ref reader, content, out ReadOnlyMemory<byte> value))
                return false;
            builder.Add(value);
        }

        values = builder.DrainToImmutable();
        return true;
    }

    private static bool TryReadPart(ref PostcardReader reader, ReadOnlyMemory<byte> content, out ReadOnlyMemory<byte> part)
    {
        bool isRead = reader.TryReadBytes(out ReadOnlySpan<byte> bytes);
        part = isRead ? content.Slice(reader.Offset - bytes.Length, bytes.Length) : default;
        return isRead;
    }

    private static bool TryReadClaim(ReadOnlySpan<byte> bytes, string subject, [NotNullWhen(true)] out Claim? claim, ref Diagnostic? error)
    {
        if (!Claim.TryDecode(bytes, out claim, out PostcardError? problem))
            error = problem.ToDiagnostic(subject, Phase.Read);
        return claim is not null;
    }

    private static Diagnostic? OrderProblem(ImmutableArray<OpenedRecord> records, ImmutableArray<ReadOnlyMemory<byte>> values, string subject)
    {
        for (int i = 1; i < records.Length; i++)
        {
            if (records[i - 1].Opening.Index >= records[i].Opening.Index)
                return Order($"record {i} does not come after the one before it");
        }

        Digest before = default;
        for (int i = 0; i < values.Length; i++)
        {
            Digest digest = TaggedHash.Compute(DigestTags.Value, values[i].Span);
            if (i > 0 && before >= digest)
                return Order($"value {i} does not come after the one before it");
            before = digest;
        }

        return null;

        Diagnostic Order(string message) => new(FraudErrors.NotCanonical, Phase.Read, subject, message, "making the proof again");
    }
}
