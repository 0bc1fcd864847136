using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Runproof.Proofs.Hashing;

/// <content>16 pieces side by side: word w of piece i is lane i of vector w.</content>
internal static partial class Blake3Kernels
{
    private const int Lanes512 = 16;

    /// <summary>What <see cref="HashScalar"/> computes, 16 pieces at a time.</summary>
    // Compiled fully on first use: a prover calls this seldom and for long, so tiers would mostly run the slow one.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void HashAvx512(in Blake3Mode mode, in Blake3Batch batch, ReadOnlySpan<byte> data, Span<byte> output)
    {
        CheckExtents(in batch, data, output);
        int blocks = batch.Blocks;
        int tail = batch.Length - ((blocks - 1) * Blake3Batch.BlockLength);

        // SAFETY: the extents were checked, and every address below is a piece of the batch that is smaller than its count. The buffers hold 16 vectors each, the state 8.
        byte* aligned = stackalloc byte[((3 * Words) + 8 + 1) * sizeof(Vector512<uint>)];
        aligned = (byte*)(((nuint)aligned + 63) & ~(nuint)63);
        var message = (Vector512<uint>*)aligned;
        var scratch = message + Words;
        byte* padded = (byte*)(scratch + Words);
        var state = scratch + (2 * Words);
        fixed (byte* source = &MemoryMarshal.GetReference(data))
        fixed (byte* target = &MemoryMarshal.GetReference(output))
        {
            for (int first = 0; first < batch.Count; first += Lanes512)
            {
                int lanes = Math.Min(Lanes512, batch.Count - first);
                byte* pieces = source + ((long)first * batch.Stride);
                var (low, high) = Counters512(Counter(in batch, first), batch.CounterStep);
                for (int word = 0; word < 8; word++)
                    state[word] = Vector512.Create(mode.Key[word]);
                for (int block = 0; block < blocks; block++)
                {
                    int length = Blake3Batch.BlockLength;
                    if (block == blocks - 1 && tail < length)
                    {
                        length = tail;
                        Pad512(pieces + (block * Blake3Batch.BlockLength), batch.Stride, lanes, tail, padded);
                        Transpose512(padded, Blake3Batch.BlockLength, Lanes512, scratch, message);
                    }
                    else
                    {
                        Transpose512(pieces + (block * Blake3Batch.BlockLength), batch.Stride, lanes, scratch, message);
                    }

                    Compress512(state, message, low, high, (uint)length, Flags(in mode, in batch, block, blocks));
                }

                Interleave512(state[0], state[1], state[2], state[3], scratch);
                Interleave512(state[4], state[5], state[6], state[7], scratch + 4);
                Store512(scratch, target + ((long)first * batch.OutputStride), batch.OutputStride, lanes);
            }
        }
    }

    /// <summary>Compresses one block of each piece into its state.</summary>
    // A method of its own that calls nothing: all 16 vectors stay in registers. Unrolled rounds would have more
    // locals than the compiler keeps track of.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Compress512(Vector512<uint>* state, Vector512<uint>* message, Vector512<uint> low, Vector512<uint> high, uint length, uint flags)
    {
        // SAFETY: state holds 8 vectors and message 16.
        Vector512<uint> v0 = state[0], v1 = state[1], v2 = state[2], v3 = state[3], v4 = state[4], v5 = state[5], v6 = state[6], v7 = state[7];
        Vector512<uint> v8 = Vector512.Create(Iv0), v9 = Vector512.Create(Iv1), v10 = Vector512.Create(Iv2), v11 = Vector512.Create(Iv3);
        Vector512<uint> v12 = low, v13 = high, v14 = Vector512.Create(length), v15 = Vector512.Create(flags);
        fixed (byte* schedule = Schedule)
        {
            for (byte* order = schedule; order < schedule + (Rounds * Words); order += Words)
            {
                Mix512(ref v0, ref v4, ref v8, ref v12, message[order[0]], message[order[1]]);
                Mix512(ref v1, ref v5, ref v9, ref v13, message[order[2]], message[order[3]]);
                Mix512(ref v2, ref v6, ref v10, ref v14, message[order[4]], message[order[5]]);
                Mix512(ref v3, ref v7, ref v11, ref v15, message[order[6]], message[order[7]]);
                Mix512(ref v0, ref v5, ref v10, ref v15, message[order[8]], message[order[9]]);
                Mix512(ref v1, ref v6, ref v11, ref v12, message[order[10]], message[order[11]]);
                Mix512(ref v2, ref v7, ref v8, ref v13, message[order[12]], message[order[13]]);
                Mix512(ref v3, ref v4, ref v9, ref v14, message[order[14]], message[order[15]]);
            }
        }

        state[0] = v0 ^ v8;
        state[1] = v1 ^ v9;
        state[2] = v2 ^ v10;
        state[3] = v3 ^ v11;
        state[4] = v4 ^ v12;
        state[5] = v5 ^ v13;
        state[6] = v6 ^ v14;
        state[7] = v7 ^ v15;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix512(
        ref Vector512<uint> a, ref Vector512<uint> b, ref Vector512<uint> c, ref Vector512<uint> d, Vector512<uint> x, Vector512<uint> y)
    {
        a = a + x + b;
        d = Avx512F.RotateRight(d ^ a, 16);
        c += d;
        b = Avx512F.RotateRight(b ^ c, 12);
        a = a + y + b;
        d = Avx512F.RotateRight(d ^ a, 8);
        c += d;
        b = Avx512F.RotateRight(b ^ c, 7);
    }

    private static (Vector512<uint> Low, Vector512<uint> High) Counters512(ulong counter, uint step)
    {
        var start = Vector512.Create((uint)counter);
        var low = start + (Vector512<uint>.Indices * step);

        // Minus a mask of ones is plus one: the carry into the upper word.
        return (low, Vector512.Create((uint)(counter >> 32)) - Vector512.LessThan(low, start));
    }

    /// <summary>Copies the short last block of each piece into a block of its own, followed by zeros.</summary>
    private static unsafe void Pad512(byte* pieces, int stride, int lanes, int tail, byte* padded)
    {
        // SAFETY: the caller's pieces have `tail` bytes left each; `padded` holds 16 blocks.
        new Span<byte>(padded, Lanes512 * Blake3Batch.BlockLength).Clear();
        for (int lane = 0; lane < lanes; lane++)
            Unsafe.CopyBlockUnaligned(padded + (lane * Blake3Batch.BlockLength), pieces + ((long)lane * stride), (uint)tail);
    }

    /// <summary>Turns one block of each of 16 pieces into 16 vectors of one word each. Lanes without a piece repeat the last one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Transpose512(byte* pieces, int stride, int lanes, Vector512<uint>* scratch, Vector512<uint>* message)
    {
        // SAFETY: a whole block is left in each of the `lanes` pieces; scratch and message hold 16 vectors.
        for (int group = 0; group < 4; group++)
        {
            int lane = 4 * group;
            Interleave512(
                Vector512.Load((uint*)(pieces + ((long)Math.Min(lane, lanes - 1) * stride))),
                Vector512.Load((uint*)(pieces + ((long)Math.Min(lane + 1, lanes - 1) * stride))),
                Vector512.Load((uint*)(pieces + ((long)Math.Min(lane + 2, lanes - 1) * stride))),
                Vector512.Load((uint*)(pieces + ((long)Math.Min(lane + 3, lanes - 1) * stride))),
                scratch + lane);
        }

        // Quarter k of scratch[4g + j] holds word 4k + j of pieces 4g to 4g + 3.
        for (int j = 0; j < 4; j++)
        {
            var even01 = Avx512F.Shuffle4x128(scratch[j], scratch[4 + j], 0x88);
            var odd01 = Avx512F.Shuffle4x128(scratch[j], scratch[4 + j], 0xDD);
            var even23 = Avx512F.Shuffle4x128(scratch[8 + j], scratch[12 + j], 0x88);
            var odd23 = Avx512F.Shuffle4x128(scratch[8 + j], scratch[12 + j], 0xDD);
            message[j] = Avx512F.Shuffle4x128(even01, even23, 0x88);
            message[4 + j] = Avx512F.Shuffle4x128(odd01, odd23, 0x88);
            message[8 + j] = Avx512F.Shuffle4x128(even01, even23, 0xDD);
            message[12 + j] = Avx512F.Shuffle4x128(odd01, odd23, 0xDD);
        }
    }

    /// <summary>Within each quarter of 128 bits, transposes the 4 × 4 words of four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Interleave512(Vector512<uint> a, Vector512<uint> b, Vector512<uint> c, Vector512<uint> d, Vector512<uint>* result)
    {
        // SAFETY: result holds four vectors.
        var ab = Avx512F.UnpackLow(a, b).AsUInt64();
        var cd = Avx512F.UnpackLow(c, d).AsUInt64();
        result[0] = Avx512F.UnpackLow(ab, cd).AsUInt32();
        result[1] = Avx512F.UnpackHigh(ab, cd).AsUInt32();
        ab = Avx512F.UnpackHigh(a, b).AsUInt64();
        cd = Avx512F.UnpackHigh(c, d).AsUInt64();
        result[2] = Avx512F.UnpackLow(ab, cd).AsUInt32();
        result[3] = Avx512F.UnpackHigh(ab, cd).AsUInt32();
    }

    /// <summary>Writes chaining values: quarter k of halves[j] and halves[4 + j] are the two halves of value 4k + j.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Store512(Vector512<uint>* halves, byte* target, int stride, int lanes)
    {
        // SAFETY: halves holds eight vectors; target has room for `lanes` values.
        var lower = Vector512.Create(0UL, 1, 8, 9, 2, 3, 10, 11);
        var upper = Vector512.Create(4UL, 5, 12, 13, 6, 7, 14, 15);
        for (int j = 0; j < 4; j++)
        {
            var first = Avx512F.PermuteVar8x64x2(halves[j].AsUInt64(), lower, halves[4 + j].AsUInt64());
            var second = Avx512F.PermuteVar8x64x2(halves[j].AsUInt64(), upper, halves[4 + j].AsUInt64());
            Store(first.GetLower(), j);
            Store(first.GetUpper(), 4 + j);
            Store(second.GetLower(), 8 + j);
            Store(second.GetUpper(), 12 + j);
        }

        void Store(Vector256<ulong> value, int lane)
        {
            if (lane < lanes)
                value.Store((ulong*)(target + ((long)lane * stride)));
        }
    }
}
