using System.Buffers;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Tests.Execution;

/// <summary>Memory that tells when native code is about to read it, so that a test can act at that very moment of a run.</summary>
internal sealed class HookedMemory(Tensor tensor, Action onPin) : MemoryManager<byte>
{
    private readonly byte[] _bytes = tensor.Data.ToArray();

    /// <summary>The tensor in this memory.</summary>
    public Tensor Tensor => new(tensor.Type, tensor.Shape, Memory);

    public override Span<byte> GetSpan() => _bytes;

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        onPin();
        return _bytes.AsMemory(elementIndex).Pin();
    }

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
