using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Formats;
using Runproof.Core.Diagnostics;
using Runproof.Core.Encoding;
using Runproof.Proofs.Security;

namespace Runproof.Verifier.Receipts;

/// <summary>The file of a receipt: a magic of 8 bytes, the version (u32 LE), then the encoded parts. <c>docs/verify/receipts.md</c> lists them.</summary>
public static class ReceiptFormat
{
    /// <summary>The version that is written and read.</summary>
    public const uint Version = 2;

    /// <summary>Bytes before the encoded parts.</summary>
    public const int PreambleLength = 12;

    /// <summary>The first 8 bytes of every receipt.</summary>
    public static ReadOnlySpan<byte> Magic => "RPRECPT\n"u8;

    /// <summary>Encodes a receipt; the same receipt gives the same bytes, in whatever order its entries stand.</summary>
    public static byte[] Write(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        var writer = new PostcardWriter();
        writer.WriteRaw(Magic);
        Span<byte> version = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(version, Version);
        writer.WriteRaw(version);
        writer.WriteBytes(receipt.Program.Encoded.Span);
        writer.WriteBytes(receipt.Claim.Encode());
        WriteList(writer, receipt.Steps, step => writer.WriteBytes(step.Encode()));
        WriteList(writer, [.. receipt.Values.OrderBy(value => value.Digest)], value => writer.WriteBytes(value.Bytes.Span));
        WriteList(writer, [.. receipt.WideOutputs.OrderBy(wide => (wide.Step, wide.Output))], wide => Write(writer, wide));
        WriteList(writer, [.. receipt.Circuits.OrderBy(circuit => circuit.Artifact)], circuit => Write(writer, circuit));
        WriteList(writer, [.. receipt.BoundModels.OrderBy(bound => bound.Model.Digest)], bound => Write(writer, bound));
        WriteList(writer, [.. receipt.Proofs.OrderBy(proof => proof.Steps[0])], proof => Write(writer, proof));
        return writer.ToArray();
    }

    /// <summary>Reads a receipt that <see cref="Write(Receipt)"/> could have written. It never throws and allocates in proportion to the bytes.</summary>
    /// <param name="file">The bytes. The receipt keeps slices of them.</param>
    /// <param name="subject">Name of the file, for errors.</param>
    /// <param name="receipt">The receipt.</param>
    /// <param name="error">What is wrong and where, if the result is false.</param>
    public static bool TryRead(ReadOnlyMemory<byte> file, string subject, [NotNullWhen(true)] out Receipt? receipt, [NotNullWhen(false)] out Diagnostic? error)
    {
        receipt = null;
        error = CheckPreamble(file.Span, subject);
        return error is null && new ReceiptReader(file, subject).TryRead(out receipt, out error);
    }

    private static Diagnostic? CheckPreamble(ReadOnlySpan<byte> bytes, string subject)
    {
        if (bytes.Length < PreambleLength || !bytes.StartsWith(Magic))
            return new(ReceiptErrors.NotAReceipt, Phase.Read, subject, "the file does not start like a receipt", "the file that `runproof prove` wrote", 0);
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[Magic.Length..]);
        return version == Version
            ? null
            : new(ReceiptErrors.UnknownVersion, Phase.Read, subject, $"the receipt has version {version}, and version {Version} is supported",
                "the version of Runproof that wrote it", Magic.Length);
    }

    private static void WriteList<T>(PostcardWriter writer, ImmutableArray<T> items, Action<T> write)
    {
        writer.WriteCount(items.Length);
        foreach (var item in items)
            write(item);
    }

    private static void Write(PostcardWriter writer, WideOutput wide)
    {
        writer.WriteU32((uint)wide.Step);
        writer.WriteU32((uint)wide.Output);
        WriteList(writer, wide.Values, writer.WriteI64);
    }

    private static void Write(PostcardWriter writer, ReceiptCircuit circuit)
    {
        writer.WriteDigest(circuit.Circuit);
        writer.WriteDigest(circuit.Weights);
        writer.WriteDigest(circuit.Ports);
        if (circuit.File is not { } file)
        {
            writer.WriteNone();
            return;
        }

        writer.WriteSome();
        writer.WriteBytes(file.Span);
    }

    private static void Write(PostcardWriter writer, ReceiptBoundModel bound)
    {
        writer.WriteBytes(BoundModelFormat.Write(bound.Model));
        writer.WriteBytes(bound.Setup.Span);
    }

    private static void Write(PostcardWriter writer, ReceiptProof proof)
    {
        writer.WriteEnum(proof.Profile == SecurityProfile.P100 ? 0u : 1u);
        WriteList(writer, proof.Steps, step => writer.WriteU32((uint)step));
        WriteList(writer, proof.Boundaries, boundary =>
        {
            writer.WriteU32((uint)boundary.Step);
            writer.WriteU32((uint)boundary.Output);
            writer.WriteRaw(boundary.Root.ToArray());
        });
        writer.WriteBytes(proof.Nonce.Span);
        writer.WriteBytes(proof.Bytes.Span);
    }
}
