using System.Buffers;

namespace Runproof.Runs.Tests.Backends;

/// <summary>Memory that may be pinned but not read as a span, so that nothing on the managed side can copy it.</summary>
internal sealed class UnreadableMemory(byte[] bytes, Action? onPin = null) : MemoryManager<byte>
{
    public int Pinned { get; private set; }

    public override Memory<byte> Memory => CreateMemory(bytes.Length);

    public override Span<byte> GetSpan() => throw new InvalidOperationException("the memory is read outside of ONNX Runtime");

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        Pinned++;
        onPin?.Invoke();
        return bytes.AsMemory(elementIndex).Pin();
    }

    public override void Unpin() => throw new InvalidOperationException("the handle unpins the array itself");

    protected override void Dispose(bool disposing)
    {
    }
}
