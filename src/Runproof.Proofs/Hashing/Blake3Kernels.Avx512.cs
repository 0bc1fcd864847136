using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Runproof.Proofs.Hashing;

/// <content>16 pieces side by side, and two such groups in turns: word w of piece i is lane i of vector w.</content>
internal static partial class Blake3Kernels
{
    private const int Lanes512 = 16;

    /// <summary>What <see cref="HashScalar"/> computes, 16 pieces at a time.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe void HashAvx512(in Blake3Mode mode, in Blake3Batch batch, ReadOnlySpan<byte> data, Span<byte> output)
    {
        CheckExtents(in batch, data, output);
        int blocks = batch.Blocks;
        Span<uint> key = stackalloc uint[8];
        mode.CopyKey(key);
        int tail = batch.Length - ((blocks - 1) * Blake3Batch.BlockLength);

        // SAFETY: the extents were checked, and every address below is a piece of the batch that is smaller than its count. Message is 32 vectors, scratch,
        // padded and state 16, counters 4.
        byte* aligned = stackalloc byte[((4 * Words) + 20 + 1) * sizeof(Vector512<uint>)];
        aligned = (byte*)(((nuint)aligned + 63) & ~(nuint)63);
        var message = (Vector512<uint>*)aligned;
        var scratch = message + (2 * Words);
        byte* padded = (byte*)(scratch + Words);
        var state = scratch + (2 * Words);
        var counters = state + 16;
        fixed (byte* source = &MemoryMarshal.GetReference(data))
        fixed (byte* target = &MemoryMarshal.GetReference(output))
        {
            for (int first = 0; first < batch.Count; first += 2 * Lanes512)
            {
                // A second group of lanes fills the time in which the first waits for its own results.
                int lanes = Math.Min(Lanes512, batch.Count - first);
                int more = Math.Min(Lanes512, batch.Count - first - lanes);
                byte* pieces = source + ((long)first * batch.Stride);
                byte* morePieces = pieces + ((long)Lanes512 * batch.Stride);
                (counters[0], counters[1]) = Counters512(Counter(in batch, first), batch.CounterStep);
                (counters[2], counters[3]) = Counters512(Counter(in batch, first + Lanes512), batch.CounterStep);
                for (int word = 0; word < 8; word++)
                    state[word] = state[8 + word] = Vector512.Create(key[word]);
                for (int block = 0; block < blocks; block++)
                {
                    int start = block * Blake3Batch.BlockLength;
                    int length = block == blocks - 1 ? tail : Blake3Batch.BlockLength;
                    uint flags = Flags(in mode, in batch, block, blocks);
                    Load512(pieces + start, batch.Stride, lanes, length, padded, scratch, message);
                    if (more == 0)
                    {
                        Compress512(state, message, counters, (uint)length, flags);
                        continue;
                    }

                    Load512(morePieces + start, batch.Stride, more, length, padded, scratch, message + Words);
                    CompressTwo512(state, message, counters, (uint)length, flags);
                }

                byte* values = target + ((long)first * batch.OutputStride);
                Store512(state, scratch, values, batch.OutputStride, lanes);
                if (more != 0)
                    Store512(state + 8, scratch, values + ((long)Lanes512 * batch.OutputStride), batch.OutputStride, more);
            }
        }
    }

    /// <summary>Compresses one block of each piece into its state.</summary>
    // A method of its own that calls nothing: all 16 vectors stay in registers. Unrolled rounds would have more
    // locals than the compiler keeps track of.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe void Compress512(Vector512<uint>* state, Vector512<uint>* message, Vector512<uint>* counters, uint length, uint flags)
    {
        // SAFETY: state holds 8 vectors, message 16 and counters 2.
        Vector512<uint> v0 = state[0], v1 = state[1], v2 = state[2], v3 = state[3], v4 = state[4], v5 = state[5], v6 = state[6], v7 = state[7];
        Vector512<uint> v8 = Vector512.Create(Iv0), v9 = Vector512.Create(Iv1), v10 = Vector512.Create(Iv2), v11 = Vector512.Create(Iv3);
        Vector512<uint> v12 = counters[0], v13 = counters[1], v14 = Vector512.Create(length), v15 = Vector512.Create(flags);
        fixed (byte* schedule = Schedule)
        {
            for (byte* order = schedule; order < schedule + (Rounds * Words); order += Words)
            {
                Mix512(ref v0, ref v4, ref v8, ref v12, message + order[0], message + order[1]);
                Mix512(ref v1, ref v5, ref v9, ref v13, message + order[2], message + order[3]);
                Mix512(ref v2, ref v6, ref v10, ref v14, message + order[4], message + order[5]);
                Mix512(ref v3, ref v7, ref v11, ref v15, message + order[6], message + order[7]);
                Mix512(ref v0, ref v5, ref v10, ref v15, message + order[8], message + order[9]);
                Mix512(ref v1, ref v6, ref v11, ref v12, message + order[10], message + order[11]);
                Mix512(ref v2, ref v7, ref v8, ref v13, message + order[12], message + order[13]);
                Mix512(ref v3, ref v4, ref v9, ref v14, message + order[14], message + order[15]);
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

    /// <summary>Compresses one block of each of 32 pieces into their states.</summary>
    // The two groups fill all 32 registers: message words are operands in memory, so that they need none.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe void CompressTwo512(Vector512<uint>* state, Vector512<uint>* message, Vector512<uint>* counters, uint length, uint flags)
    {
        // SAFETY: state holds 16 vectors, message 32 and counters 4.
        Vector512<uint> v0 = state[0], v1 = state[1], v2 = state[2], v3 = state[3], v4 = state[4], v5 = state[5], v6 = state[6], v7 = state[7];
        Vector512<uint> v8 = Vector512.Create(Iv0), v9 = Vector512.Create(Iv1), v10 = Vector512.Create(Iv2), v11 = Vector512.Create(Iv3);
        Vector512<uint> v12 = counters[0], v13 = counters[1], v14 = Vector512.Create(length), v15 = Vector512.Create(flags);
        Vector512<uint> w0 = state[8], w1 = state[9], w2 = state[10], w3 = state[11], w4 = state[12], w5 = state[13], w6 = state[14], w7 = state[15];
        Vector512<uint> w8 = Vector512.Create(Iv0), w9 = Vector512.Create(Iv1), w10 = Vector512.Create(Iv2), w11 = Vector512.Create(Iv3);
        Vector512<uint> w12 = counters[2], w13 = counters[3], w14 = Vector512.Create(length), w15 = Vector512.Create(flags);
        var more = message + Words;
        fixed (byte* schedule = Schedule)
        {
            for (byte* order = schedule; order < schedule + (Rounds * Words); order += Words)
            {
                Mix512(ref v0, ref v4, ref v8, ref v12, message + order[0], message + order[1]);
                Mix512(ref v1, ref v5, ref v9, ref v13, message + order[2], message + order[3]);
                Mix512(ref v2, ref v6, ref v10, ref v14, message + order[4], message + order[5]);
                Mix512(ref v3, ref v7, ref v11, ref v15, message + order[6], message + order[7]);
                Mix512(ref w0, ref w4, ref w8, ref w12, more + order[0], more + order[1]);
                Mix512(ref w1, ref w5, ref w9, ref w13, more + order[2], more + order[3]);
                Mix512(ref w2, ref w6, ref w10, ref w14, more + order[4], more + order[5]);
                Mix512(ref w3, ref w7, ref w11, ref w15, more + order[6], more + order[7]);
                Mix512(ref v0, ref v5, ref v10, ref v15, message + order[8], message + order[9]);
                Mix512(ref v1, ref v6, ref v11, ref v12, message + order[10], message + order[11]);
                Mix512(ref v2, ref v7, ref v8, ref v13, message + order[12], message + order[13]);
                Mix512(ref v3, ref v4, ref v9, ref v14, message + order[14], message + order[15]);
                Mix512(ref w0, ref w5, ref w10, ref w15, more + order[8], more + order[9]);
                Mix512(ref w1, ref w6, ref w11, ref w12, more + order[10], more + order[11]);
                Mix512(ref w2, ref w7, ref w8, ref w13, more + order[12], more + order[13]);
                Mix512(ref w3, ref w4, ref w9, ref w14, more + order[14], more + order[15]);
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
        state[8] = w0 ^ w8;
        state[9] = w1 ^ w9;
        state[10] = w2 ^ w10;
        state[11] = w3 ^ w11;
        state[12] = w4 ^ w12;
        state[13] = w5 ^ w13;
        state[14] = w6 ^ w14;
        state[15] = w7 ^ w15;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Mix512(
        ref Vector512<uint> a, ref Vector512<uint> b, ref Vector512<uint> c, ref Vector512<uint> d, Vector512<uint>* x, Vector512<uint>* y)
    {
        a = a + *x + b;
        d = Avx512F.RotateRight(d ^ a, 16);
        c += d;
        b = Avx512F.RotateRight(b ^ c, 12);
        a = a + *y + b;
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

    /// <summary>Brings one block of each piece, whole or the short last one, into lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Load512(byte* pieces, int stride, int lanes, int length, byte* padded, Vector512<uint>* scratch, Vector512<uint>* message)
    {
        // SAFETY: as for the two methods called.
        if (length < Blake3Batch.BlockLength)
        {
            Pad512(pieces, stride, lanes, length, padded);
            Transpose512(padded, Blake3Batch.BlockLength, Lanes512, scratch, message);
        }
        else
        {
            Transpose512(pieces, stride, lanes, scratch, message);
        }
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
    private static unsafe void Store512(Vector512<uint>* state, Vector512<uint>* halves, byte* target, int stride, int lanes)
    {
        // SAFETY: state and halves hold eight vectors; target has room for `lanes` values.
        Interleave512(state[0], state[1], state[2], state[3], halves);
        Interleave512(state[4], state[5], state[6], state[7], halves + 4);
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
