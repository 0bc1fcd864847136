using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Runproof.Proofs.Hashing;

/// <summary>The compression function of BLAKE3 over batches: the plain reference here, 8 and 16 lanes in the hardware twins.</summary>
/// <remarks>Source: "BLAKE3, one function, fast everywhere", §2.2 (compression function) and §2.4 (chunks).</remarks>
internal static partial class Blake3Kernels
{
    private const uint Iv0 = 0x6A09E667;
    private const uint Iv1 = 0xBB67AE85;
    private const uint Iv2 = 0x3C6EF372;
    private const uint Iv3 = 0xA54FF53A;

    private const int Rounds = 7;
    private const int Words = 16;

    /// <summary>The words of the message in the order in which each round mixes them in: row r is the message permutation applied r times.</summary>
    private static ReadOnlySpan<byte> Schedule =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8,
        3, 4, 10, 12, 13, 2, 7, 14, 6, 5, 9, 0, 11, 15, 8, 1,
        10, 7, 12, 9, 14, 3, 13, 15, 4, 0, 11, 2, 5, 8, 1, 6,
        12, 13, 9, 11, 15, 10, 14, 8, 7, 2, 5, 3, 0, 1, 6, 4,
        9, 14, 11, 5, 8, 12, 15, 1, 13, 3, 0, 10, 2, 6, 4, 7,
        11, 15, 5, 0, 1, 9, 8, 6, 14, 10, 2, 12, 3, 4, 7, 13,
    ];

    /// <summary>Computes the chaining values of a batch on the widest lanes that the machine has.</summary>
    /// <param name="mode">Where the pieces start from.</param>
    /// <param name="batch">Which pieces.</param>
    /// <param name="data">What the pieces are pieces of.</param>
    /// <param name="output">Where the chaining values go. It may begin where <paramref name="data"/> begins when no value is written over a later piece.</param>
    public static void Hash(in Blake3Mode mode, in Blake3Batch batch, ReadOnlySpan<byte> data, Span<byte> output)
    {
        // One piece alone is faster without lanes; two already are not.
        if (batch.Count == 1)
            HashScalar(in mode, in batch, data, output);
        else if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported)
            HashAvx512(in mode, in batch, data, output);
        else if (Avx2.IsSupported)
            HashAvx2(in mode, in batch, data, output);
        else
            HashScalar(in mode, in batch, data, output);
    }

    /// <summary>The reference: one piece after the other.</summary>
    public static void HashScalar(in Blake3Mode mode, in Blake3Batch batch, ReadOnlySpan<byte> data, Span<byte> output)
    {
        CheckExtents(in batch, data, output);
        Span<byte> padded = stackalloc byte[Blake3Batch.BlockLength];
        Span<uint> chaining = stackalloc uint[8];
        int blocks = batch.Blocks;
        for (int piece = 0; piece < batch.Count; piece++)
        {
            var bytes = data.Slice(piece * batch.Stride, batch.Length);
            mode.CopyKey(chaining);
            for (int block = 0; block < blocks; block++)
            {
                var rest = bytes[(block * Blake3Batch.BlockLength)..];
                if (rest.Length < Blake3Batch.BlockLength)
                {
                    padded.Clear();
                    rest.CopyTo(padded);
                    Compress(chaining, padded, Counter(in batch, piece), (uint)rest.Length, Flags(in mode, in batch, block, blocks));
                }
                else
                {
                    Compress(chaining, rest, Counter(in batch, piece), Blake3Batch.BlockLength, Flags(in mode, in batch, block, blocks));
                }
            }

            var value = output.Slice(piece * batch.OutputStride, Hash256.Size);
            for (int i = 0; i < chaining.Length; i++)
                BinaryPrimitives.WriteUInt32LittleEndian(value[(4 * i)..], chaining[i]);
        }
    }

    private static void CheckExtents(in Blake3Batch batch, ReadOnlySpan<byte> data, Span<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch.Count, 1, nameof(batch));
        ArgumentOutOfRangeException.ThrowIfNegative(batch.Stride, nameof(batch));
        ArgumentOutOfRangeException.ThrowIfNegative(batch.OutputStride, nameof(batch));
        ArgumentOutOfRangeException.ThrowIfLessThan(data.Length, batch.Extent, nameof(data));
        ArgumentOutOfRangeException.ThrowIfLessThan(output.Length, batch.OutputExtent, nameof(output));
    }

    private static ulong Counter(in Blake3Batch batch, int piece) => batch.Counter + ((ulong)piece * batch.CounterStep);

    private static uint Flags(in Blake3Mode mode, in Blake3Batch batch, int block, int blocks) =>
        mode.Flags | (block == 0 ? batch.FirstFlags : 0) | (block == blocks - 1 ? batch.LastFlags : 0);

    private static void Compress(Span<uint> chaining, ReadOnlySpan<byte> block, ulong counter, uint length, uint flags)
    {
        Span<uint> message = stackalloc uint[Words];
        for (int i = 0; i < message.Length; i++)
            message[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * i)..]);
        uint v0 = chaining[0], v1 = chaining[1], v2 = chaining[2], v3 = chaining[3];
        uint v4 = chaining[4], v5 = chaining[5], v6 = chaining[6], v7 = chaining[7];
        uint v8 = Iv0, v9 = Iv1, v10 = Iv2, v11 = Iv3;
        uint v12 = (uint)counter, v13 = (uint)(counter >> 32), v14 = length, v15 = flags;
        for (int round = 0; round < Rounds; round++)
        {
            var order = Schedule.Slice(Words * round, Words);
            Mix(ref v0, ref v4, ref v8, ref v12, message[order[0]], message[order[1]]);
            Mix(ref v1, ref v5, ref v9, ref v13, message[order[2]], message[order[3]]);
            Mix(ref v2, ref v6, ref v10, ref v14, message[order[4]], message[order[5]]);
            Mix(ref v3, ref v7, ref v11, ref v15, message[order[6]], message[order[7]]);
            Mix(ref v0, ref v5, ref v10, ref v15, message[order[8]], message[order[9]]);
            Mix(ref v1, ref v6, ref v11, ref v12, message[order[10]], message[order[11]]);
            Mix(ref v2, ref v7, ref v8, ref v13, message[order[12]], message[order[13]]);
            Mix(ref v3, ref v4, ref v9, ref v14, message[order[14]], message[order[15]]);
        }

        (chaining[0], chaining[1], chaining[2], chaining[3]) = (v0 ^ v8, v1 ^ v9, v2 ^ v10, v3 ^ v11);
        (chaining[4], chaining[5], chaining[6], chaining[7]) = (v4 ^ v12, v5 ^ v13, v6 ^ v14, v7 ^ v15);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref uint a, ref uint b, ref uint c, ref uint d, uint x, uint y)
    {
        a += b + x;
        d = BitOperations.RotateRight(d ^ a, 16);
        c += d;
        b = BitOperations.RotateRight(b ^ c, 12);
        a += b + y;
        d = BitOperations.RotateRight(d ^ a, 8);
        c += d;
        b = BitOperations.RotateRight(b ^ c, 7);
    }
}
