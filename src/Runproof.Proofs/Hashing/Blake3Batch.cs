namespace Runproof.Proofs.Hashing;

/// <summary>
/// Equal-length pieces of at most one chunk that a kernel compresses side by side: chunks, whole short messages, or parents.
/// Piece i is the <see cref="Length"/> bytes at i·<see cref="Stride"/>; its chaining value goes to i·<see cref="OutputStride"/>.
/// </summary>
internal readonly record struct Blake3Batch
{
    /// <summary>Bytes of a block.</summary>
    public const int BlockLength = 64;

    /// <summary>Bytes of a chunk.</summary>
    public const int ChunkLength = 1024;

    private const uint ChunkStart = 1 << 0;
    private const uint ChunkEnd = 1 << 1;
    private const uint Parent = 1 << 2;
    private const uint Root = 1 << 3;

    private Blake3Batch(int count, int length, int stride, int outputStride, uint firstFlags, uint lastFlags)
    {
        (Count, Length, Stride, OutputStride) = (count, length, stride, outputStride);
        (FirstFlags, LastFlags) = (firstFlags, lastFlags);
    }

    /// <summary>How many pieces; at least 1.</summary>
    public int Count { get; }

    /// <summary>Bytes of each piece; 0 to <see cref="ChunkLength"/>.</summary>
    public int Length { get; }

    /// <summary>Bytes from one piece to the next.</summary>
    public int Stride { get; }

    /// <summary>Bytes from one chaining value to the next.</summary>
    public int OutputStride { get; }

    /// <summary>The number of the first piece's chunk within its message.</summary>
    public ulong Counter { get; init; }

    /// <summary>1 when the pieces are successive chunks of one message, 0 when they stand at the same place of different messages.</summary>
    public uint CounterStep { get; init; }

    /// <summary>Flags of every piece's first block.</summary>
    public uint FirstFlags { get; }

    /// <summary>Flags of every piece's last block, which may also be its first.</summary>
    public uint LastFlags { get; }

    /// <summary>Blocks of each piece; an empty piece has one.</summary>
    public int Blocks => Math.Max(1, (Length + BlockLength - 1) / BlockLength);

    /// <summary>Bytes of data that the pieces span.</summary>
    public long Extent => ((long)(Count - 1) * Stride) + Length;

    /// <summary>Bytes of output that the chaining values span.</summary>
    public long OutputExtent => ((long)(Count - 1) * OutputStride) + Hash256.Size;

    /// <summary>Chunks, or whole messages when <paramref name="root"/> is set.</summary>
    public static Blake3Batch Chunks(int count, int length, int stride, int outputStride, bool root = false) =>
        new(count, length, stride, outputStride, ChunkStart, root ? ChunkEnd | Root : ChunkEnd);

    /// <summary>Parents of two chaining values that stand one behind the other.</summary>
    public static Blake3Batch Parents(int count, int stride, int outputStride, bool root) =>
        new(count, BlockLength, stride, outputStride, Parent, root ? Root : 0);
}
