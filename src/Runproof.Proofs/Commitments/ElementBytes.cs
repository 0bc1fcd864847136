using System.Buffers;
using System.Runtime.InteropServices;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Commitments;

/// <summary>Elements that are written where their encodings are wanted: an element in memory is its canonical representative, and bytes are little-endian.</summary>
/// <param name="bytes">The bytes. Shape: 8 for each element.</param>
internal sealed class ElementBytes(byte[] bytes) : MemoryManager<Goldilocks>
{
    /// <summary>Makes encodings of the elements that were written.</summary>
    public void Encode()
    {
        if (BitConverter.IsLittleEndian)
            return;
        for (int i = 0; i < bytes.Length; i += sizeof(ulong))
            Goldilocks.Write(GetSpan()[i / sizeof(ulong)], bytes.AsSpan(i));
    }

    /// <inheritdoc/>
    public override Span<Goldilocks> GetSpan() => MemoryMarshal.Cast<byte, Goldilocks>(bytes.AsSpan());

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }
}
