using System.Buffers;

namespace Runproof.Proofs.Hashing;

/// <summary>BLAKE3 with 32 bytes of output, for one message or for many of equal length at once.</summary>
/// <remarks>Source: "BLAKE3, one function, fast everywhere", §2.4 (chunks) and §2.5 (the tree above them).</remarks>
public static class Blake3
{
    // Enough pieces of one kind to fill the lanes, few enough that the chaining values of long messages stay in the cache.
    private const int GroupSize = 64;

    /// <summary>Hashes one message.</summary>
    /// <param name="mode">What the computation starts from.</param>
    /// <param name="message">The message; may be empty.</param>
    public static Hash256 Hash(Blake3Mode mode, ReadOnlySpan<byte> message)
    {
        Span<Hash256> hash = stackalloc Hash256[1];
        HashMany(mode, message, message.Length, hash);
        return hash[0];
    }

    /// <summary>Hashes messages of equal length that lie one behind the other.</summary>
    /// <param name="mode">What the computation starts from.</param>
    /// <param name="messages">All messages: as many as <paramref name="hashes"/>, each of <paramref name="length"/> bytes.</param>
    /// <param name="length">Bytes of each message; may be zero.</param>
    /// <param name="hashes">Where the hashes go, in the order of the messages. Must not overlap the messages.</param>
    public static void HashMany(Blake3Mode mode, ReadOnlySpan<byte> messages, int length, Span<Hash256> hashes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (messages.Length != (long)length * hashes.Length)
            throw new ArgumentException($"{hashes.Length} messages of {length} bytes are not {messages.Length} bytes.", nameof(messages));
        if (hashes.IsEmpty)
            return;
        if (length <= Blake3Batch.ChunkLength)
        {
            Blake3Kernels.Hash(in mode, Blake3Batch.Chunks(hashes.Length, length, length, Hash256.Size, root: true), messages, Hash256.AsBytes(hashes));
            return;
        }

        int chunks = (int)(((long)length + Blake3Batch.ChunkLength - 1) / Blake3Batch.ChunkLength);
        int group = Math.Min(GroupSize, hashes.Length);
        byte[] values = ArrayPool<byte>.Shared.Rent(checked(group * chunks * Hash256.Size));
        for (int first = 0; first < hashes.Length; first += group)
        {
            int count = Math.Min(group, hashes.Length - first);
            var data = messages.Slice(first * length, count * length);
            ChunkValues(in mode, data, length, chunks, count, values);
            Merge(in mode, chunks, count, values, hashes.Slice(first, count));
        }

        ArrayPool<byte>.Shared.Return(values);
    }

    /// <summary>The chaining values of all chunks, message by message.</summary>
    private static void ChunkValues(in Blake3Mode mode, ReadOnlySpan<byte> data, int length, int chunks, int count, Span<byte> values)
    {
        int whole = chunks - 1;
        int row = chunks * Hash256.Size;

        // Lanes run along whatever there is more of: the chunks of a message, or the messages.
        if (whole > count)
        {
            var batch = Blake3Batch.Chunks(whole, Blake3Batch.ChunkLength, Blake3Batch.ChunkLength, Hash256.Size) with { CounterStep = 1 };
            for (int i = 0; i < count; i++)
                Blake3Kernels.Hash(in mode, in batch, data[(i * length)..], values[(i * row)..]);
        }
        else
        {
            var batch = Blake3Batch.Chunks(count, Blake3Batch.ChunkLength, length, row);
            for (int chunk = 0; chunk < whole; chunk++)
                Blake3Kernels.Hash(in mode, batch with { Counter = (ulong)chunk }, data[(chunk * Blake3Batch.ChunkLength)..], values[(chunk * Hash256.Size)..]);
        }

        int start = whole * Blake3Batch.ChunkLength;
        var last = Blake3Batch.Chunks(count, length - start, length, row) with { Counter = (ulong)whole };
        Blake3Kernels.Hash(in mode, in last, data[start..], values[(whole * Hash256.Size)..]);
    }

    /// <summary>Joins neighbours level by level; a value without a neighbour rises unchanged. The values are replaced in place.</summary>
    private static void Merge(in Blake3Mode mode, int chunks, int count, Span<byte> values, Span<Hash256> hashes)
    {
        int row = chunks * Hash256.Size;
        for (int width = chunks; width > 2; width = (width + 1) / 2)
        {
            int pairs = width / 2;
            if (pairs > count)
            {
                var batch = Blake3Batch.Parents(pairs, Blake3Batch.BlockLength, Hash256.Size, root: false);
                for (int i = 0; i < count; i++)
                    Blake3Kernels.Hash(in mode, in batch, values[(i * row)..], values[(i * row)..]);
            }
            else
            {
                var batch = Blake3Batch.Parents(count, row, row, root: false);
                for (int pair = 0; pair < pairs; pair++)
                    Blake3Kernels.Hash(in mode, in batch, values[(pair * Blake3Batch.BlockLength)..], values[(pair * Hash256.Size)..]);
            }

            for (int i = 0; width % 2 != 0 && i < count; i++)
                values.Slice((i * row) + ((width - 1) * Hash256.Size), Hash256.Size).CopyTo(values[((i * row) + (pairs * Hash256.Size))..]);
        }

        Blake3Kernels.Hash(in mode, Blake3Batch.Parents(count, row, Hash256.Size, root: true), values, Hash256.AsBytes(hashes));
    }
}
