using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Formats;
using Runproof.Core.Diagnostics;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;

namespace Runproof.Verifier.Receipts;

/// <summary>Reads the parts of a receipt, strictly: what it accepts has no other encoding.</summary>
internal ref struct ReceiptReader
{
    private readonly ReadOnlyMemory<byte> file;
    private readonly string subject;
    private PostcardReader reader;
    private Diagnostic? problem;

    public ReceiptReader(ReadOnlyMemory<byte> file, string subject)
    {
        this.file = file;
        this.subject = subject;
        reader = new(file.Span[ReceiptFormat.PreambleLength..]);
    }

    private readonly int Position => ReceiptFormat.PreambleLength + reader.Offset;

    public bool TryRead([NotNullWhen(true)] out Receipt? receipt, [NotNullWhen(false)] out Diagnostic? error)
    {
        receipt = null;
        if (TryReadProgram(out var program)
            && TryReadClaim(out var claim)
            && TryReadSteps(out var steps)
            && TryReadValues(out var values)
            && TryReadWideOutputs(out var wide)
            && TryReadCircuits(out var circuits)
            && TryReadBoundModels(out var models)
            && TryReadProofs(out var proofs)
            && reader.TryFinish())
        {
            receipt = new()
            {
                Program = program,
                Claim = claim,
                Steps = steps,
                Values = values,
                WideOutputs = wide,
                Circuits = circuits,
                BoundModels = models,
                Proofs = proofs,
            };
        }

        error = problem ?? Shift(reader.Error?.ToDiagnostic(subject, Phase.Read), ReceiptFormat.PreambleLength);
        return receipt is not null;
    }

    private static Diagnostic? Shift(Diagnostic? diagnostic, int start) => diagnostic is null ? null : diagnostic with { Offset = start + (diagnostic.Offset ?? 0) };

    private bool TryReadBlob(out ReadOnlyMemory<byte> bytes, int maxBytes = int.MaxValue)
    {
        bool read = reader.TryReadBytes(out var span, maxBytes);
        bytes = read ? file.Slice(Position - span.Length, span.Length) : default;
        return read;
    }

    private bool Refuse(Diagnostic? diagnostic, int start)
    {
        problem ??= Shift(diagnostic, start);
        return false;
    }

    private bool RefuseOrder(string what, int start) => Refuse(
        new(ReceiptErrors.NotCanonical, Phase.Read, subject, $"{what} are repeated or out of order", "another copy of the receipt", 0), start);

    private bool TryReadProgram([NotNullWhen(true)] out Program? program)
    {
        program = null;
        if (!TryReadBlob(out var bytes))
            return false;
        return Program.TryRead(bytes.Span, subject, out program, out var error) || Refuse(error, Position - bytes.Length);
    }

    private bool TryReadClaim([NotNullWhen(true)] out Claim? claim)
    {
        claim = null;
        if (!TryReadBlob(out var bytes))
            return false;
        return Claim.TryDecode(bytes.Span, out claim, out var error) || Refuse(error.ToDiagnostic(subject, Phase.Read), Position - bytes.Length);
    }

    private bool TryReadSteps(out ImmutableArray<StepRecord> steps)
    {
        const int smallest = 1 + 1 + 1 + 1 + Digest.Size;
        steps = [];
        if (!reader.TryReadCount(smallest, out int count))
            return false;
        var builder = ImmutableArray.CreateBuilder<StepRecord>(count);
        for (int i = 0; i < count; i++)
        {
            if (!TryReadBlob(out var bytes))
                return false;
            if (!StepRecord.TryDecode(bytes.Span, out var step, out var error))
                return Refuse(error.ToDiagnostic(subject, Phase.Read), Position - bytes.Length);
            builder.Add(step);
        }

        steps = builder.MoveToImmutable();
        return true;
    }

    private bool TryReadValues(out ImmutableArray<TraceValue> values)
    {
        values = [];
        if (!reader.TryReadCount(1, out int count))
            return false;
        var builder = ImmutableArray.CreateBuilder<TraceValue>();
        for (int i = 0; i < count; i++)
        {
            if (!TryReadBlob(out var bytes))
                return false;
            var value = new TraceValue(TaggedHash.Compute(DigestTags.Value, bytes.Span), bytes);
            if (i > 0 && builder[i - 1].Digest >= value.Digest)
                return RefuseOrder("the values", Position - bytes.Length);
            builder.Add(value);
        }

        values = builder.ToImmutable();
        return true;
    }

    private bool TryReadWideOutputs(out ImmutableArray<WideOutput> wide)
    {
        wide = [];
        if (!reader.TryReadCount(3, out int count))
            return false;
        var builder = ImmutableArray.CreateBuilder<WideOutput>();
        for (int i = 0; i < count; i++)
        {
            int start = Position;
            if (!TryReadPosition(out int step) || !TryReadPosition(out int output) || !reader.TryReadCount(1, out int length))
                return false;
            var values = new long[length];
            for (int k = 0; k < values.Length; k++)
            {
                if (!reader.TryReadI64(out values[k]))
                    return false;
            }

            if (i > 0 && (builder[i - 1].Step, builder[i - 1].Output).CompareTo((step, output)) >= 0)
                return RefuseOrder("the wide outputs", start);
            builder.Add(new(step, output, [.. values]));
        }

        wide = builder.ToImmutable();
        return true;
    }

    private bool TryReadCircuits(out ImmutableArray<ReceiptCircuit> circuits)
    {
        circuits = [];
        if (!reader.TryReadCount((3 * Digest.Size) + 1, out int count))
            return false;
        var builder = ImmutableArray.CreateBuilder<ReceiptCircuit>(count);
        for (int i = 0; i < count; i++)
        {
            int start = Position;
            ReadOnlyMemory<byte> bytes = default;
            if (!reader.TryReadDigest(out var digest) || !reader.TryReadDigest(out var weights) || !reader.TryReadDigest(out var ports)
                || !reader.TryReadOption(out bool embedded) || (embedded && !TryReadBlob(out bytes)))
                return false;
            ReadOnlyMemory<byte>? circuitFile = null;
            if (embedded)
                circuitFile = bytes;
            var circuit = new ReceiptCircuit(digest, weights, ports, circuitFile);
            if (i > 0 && builder[i - 1].Artifact >= circuit.Artifact)
                return RefuseOrder("the circuits", start);
            builder.Add(circuit);
        }

        circuits = builder.MoveToImmutable();
        return true;
    }

    private bool TryReadBoundModels(out ImmutableArray<ReceiptBoundModel> models)
    {
        models = [];
        if (!reader.TryReadCount(2, out int count))
            return false;
        var builder = ImmutableArray.CreateBuilder<ReceiptBoundModel>();
        var before = default(Digest);
        for (int i = 0; i < count; i++)
        {
            if (!TryReadBlob(out var bytes))
                return false;
            int start = Position - bytes.Length;
            if (!BoundModelFormat.TryRead(bytes.Span, out var model, out var error))
                return Refuse(error.ToDiagnostic(subject, Phase.Read), start);
            var digest = BoundModelFormat.DigestOf(bytes.Span);
            if (i > 0 && before >= digest)
                return RefuseOrder("the bound models", start);
            if (!TryReadBlob(out var setup))
                return false;
            before = digest;
            builder.Add(new(model, setup));
        }

        models = builder.ToImmutable();
        return true;
    }

    private bool TryReadProofs(out ImmutableArray<ReceiptProof> proofs)
    {
        proofs = [];
        if (!reader.TryReadCount(5, out int count))
            return false;
        var builder = ImmutableArray.CreateBuilder<ReceiptProof>();
        for (int i = 0; i < count; i++)
        {
            int start = Position;
            if (!reader.TryReadEnum(2, out uint profile) || !TryReadCovered(out var steps) || !TryReadBoundaries(out var boundaries)
                || !TryReadBlob(out var nonce, ReceiptProof.MaxNonceLength) || !TryReadBlob(out var bytes))
                return false;
            if (i > 0 && builder[i - 1].Steps[0] >= steps[0])
                return RefuseOrder("the proofs", start);
            builder.Add(new(profile == 0 ? SecurityProfile.P100 : SecurityProfile.P128, steps, boundaries, nonce, bytes));
        }

        proofs = builder.ToImmutable();
        return true;
    }

    private bool TryReadCovered(out ImmutableArray<int> steps)
    {
        steps = [];
        int start = Position;
        if (!reader.TryReadCount(1, out int count))
            return false;
        if (count == 0)
            return reader.Reject(1, 0);
        var builder = ImmutableArray.CreateBuilder<int>(count);
        for (int i = 0; i < count; i++)
        {
            if (!TryReadPosition(out int step))
                return false;
            if (i > 0 && builder[i - 1] >= step)
                return RefuseOrder("the steps of a proof", start);
            builder.Add(step);
        }

        steps = builder.MoveToImmutable();
        return true;
    }

    private bool TryReadBoundaries(out ImmutableArray<ReceiptBoundary> boundaries)
    {
        boundaries = [];
        if (!reader.TryReadCount(2 + Hash256.Size, out int count))
            return false;
        var builder = ImmutableArray.CreateBuilder<ReceiptBoundary>(count);
        for (int i = 0; i < count; i++)
        {
            int start = Position;
            if (!TryReadPosition(out int step) || !TryReadPosition(out int output) || !reader.TryReadRaw(Hash256.Size, out var root))
                return false;
            if (i > 0 && (builder[i - 1].Step, builder[i - 1].Output).CompareTo((step, output)) >= 0)
                return RefuseOrder("the boundaries of a proof", start);
            builder.Add(new(step, output, Hash256.Read(root)));
        }

        boundaries = builder.MoveToImmutable();
        return true;
    }

    private bool TryReadPosition(out int position)
    {
        position = 0;
        if (!reader.TryReadU32(out uint raw))
            return false;
        if (raw > int.MaxValue)
            return reader.Reject(int.MaxValue, raw);
        position = (int)raw;
        return true;
    }
}
