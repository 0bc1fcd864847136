using System.Buffers;
using Runproof.Runs.Interop;

namespace Runproof.Runs.Tests.Backends;

/// <summary>Aligned memory that may be pinned but not read as a span, so that nothing on the managed side can copy it.</summary>
internal sealed class UnreadableMemory(byte[] bytes, Action? onPin = null) : MemoryManager<byte>
{
    private readonly Memory<byte> _memory = Aligned(bytes);

    public int Pinned { get; private set; }

    public override Memory<byte> Memory => CreateMemory(_memory.Length);

    public override Span<byte> GetSpan() => throw new InvalidOperationException("the memory is read outside of ONNX Runtime");

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        Pinned++;
        onPin?.Invoke();
        return _memory[elementIndex..].Pin();
    }

    public override void Unpin() => throw new InvalidOperationException("the handle unpins the memory itself");

    protected override void Dispose(bool disposing)
    {
    }

    private static Memory<byte> Aligned(byte[] bytes)
    {
        var memory = AlignedMemory.Allocate(bytes.Length);
        bytes.CopyTo(memory);
        return memory;
    }
}
