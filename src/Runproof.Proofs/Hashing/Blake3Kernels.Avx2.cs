using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Runproof.Proofs.Hashing;

/// <content>8 pieces side by side: word w of piece i is lane i of vector w.</content>
internal static partial class Blake3Kernels
{
    private const int Lanes256 = 8;

    /// <summary>What <see cref="HashScalar"/> computes, 8 pieces at a time.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe void HashAvx2(in Blake3Mode mode, in Blake3Batch batch, ReadOnlySpan<byte> data, Span<byte> output)
    {
        CheckExtents(in batch, data, output);
        int blocks = batch.Blocks;
        Span<uint> key = stackalloc uint[8];
        mode.CopyKey(key);
        int tail = batch.Length - ((blocks - 1) * Blake3Batch.BlockLength);

        // SAFETY: the extents were checked, and every address below is a piece of the batch that is smaller than its count. Message and padded are 16 vectors, scratch and state 8, counters 2.
        byte* aligned = stackalloc byte[((2 * Words) + (2 * 8) + 2 + 1) * sizeof(Vector256<uint>)];
        aligned = (byte*)(((nuint)aligned + 31) & ~(nuint)31);
        var message = (Vector256<uint>*)aligned;
        byte* padded = (byte*)(message + Words);
        var scratch = message + (2 * Words);
        var state = scratch + 8;
        var counters = state + 8;
        fixed (byte* source = &MemoryMarshal.GetReference(data))
        fixed (byte* target = &MemoryMarshal.GetReference(output))
        {
            for (int first = 0; first < batch.Count; first += Lanes256)
            {
                int lanes = Math.Min(Lanes256, batch.Count - first);
                byte* pieces = source + ((long)first * batch.Stride);
                Counters256(Counter(in batch, first), batch.CounterStep, counters);
                for (int word = 0; word < 8; word++)
                    state[word] = Vector256.Create(key[word]);
                for (int block = 0; block < blocks; block++)
                {
                    int length = Blake3Batch.BlockLength;
                    if (block == blocks - 1 && tail < length)
                    {
                        length = tail;
                        Pad256(pieces + (block * Blake3Batch.BlockLength), batch.Stride, lanes, tail, padded);
                        Transpose256(padded, Blake3Batch.BlockLength, Lanes256, scratch, message);
                    }
                    else
                    {
                        Transpose256(pieces + (block * Blake3Batch.BlockLength), batch.Stride, lanes, scratch, message);
                    }

                    Compress256(state, message, counters, (uint)length, Flags(in mode, in batch, block, blocks));
                }

                Interleave256(state[0], state[1], state[2], state[3], scratch);
                Interleave256(state[4], state[5], state[6], state[7], scratch + 4);
                Store256(scratch, target + ((long)first * batch.OutputStride), batch.OutputStride, lanes);
            }
        }
    }

    /// <summary>Compresses one block of each piece into its state.</summary>
    // A method of its own that calls nothing, so that as many of the 16 vectors as fit stay in registers.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe void Compress256(Vector256<uint>* state, Vector256<uint>* message, Vector256<uint>* counters, uint length, uint flags)
    {
        // SAFETY: state holds 8 vectors, message 16 and counters 2.
        Vector256<uint> v0 = state[0], v1 = state[1], v2 = state[2], v3 = state[3], v4 = state[4], v5 = state[5], v6 = state[6], v7 = state[7];
        Vector256<uint> v8 = Vector256.Create(Iv0), v9 = Vector256.Create(Iv1), v10 = Vector256.Create(Iv2), v11 = Vector256.Create(Iv3);
        Vector256<uint> v12 = counters[0], v13 = counters[1], v14 = Vector256.Create(length), v15 = Vector256.Create(flags);
        fixed (byte* schedule = Schedule)
        {
            for (byte* order = schedule; order < schedule + (Rounds * Words); order += Words)
            {
                Mix256(ref v0, ref v4, ref v8, ref v12, message[order[0]], message[order[1]]);
                Mix256(ref v1, ref v5, ref v9, ref v13, message[order[2]], message[order[3]]);
                Mix256(ref v2, ref v6, ref v10, ref v14, message[order[4]], message[order[5]]);
                Mix256(ref v3, ref v7, ref v11, ref v15, message[order[6]], message[order[7]]);
                Mix256(ref v0, ref v5, ref v10, ref v15, message[order[8]], message[order[9]]);
                Mix256(ref v1, ref v6, ref v11, ref v12, message[order[10]], message[order[11]]);
                Mix256(ref v2, ref v7, ref v8, ref v13, message[order[12]], message[order[13]]);
                Mix256(ref v3, ref v4, ref v9, ref v14, message[order[14]], message[order[15]]);
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
    private static void Mix256(
        ref Vector256<uint> a, ref Vector256<uint> b, ref Vector256<uint> c, ref Vector256<uint> d, Vector256<uint> x, Vector256<uint> y)
    {
        a = a + x + b;
        d = Avx2.Shuffle((d ^ a).AsByte(), HalfWords).AsUInt32();
        c += d;
        b ^= c;
        b = (b >>> 12) | (b << 20);
        a = a + y + b;
        d = Avx2.Shuffle((d ^ a).AsByte(), OneByte).AsUInt32();
        c += d;
        b ^= c;
        b = (b >>> 7) | (b << 25);
    }

    /// <summary>Byte shuffle that rotates each word right by 16 bits.</summary>
    private static Vector256<byte> HalfWords
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(0x0504070601000302, 0x0D0C0F0E09080B0A, 0x0504070601000302, 0x0D0C0F0E09080B0AUL).AsByte();
    }

    /// <summary>Byte shuffle that rotates each word right by 8 bits.</summary>
    private static Vector256<byte> OneByte
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(0x0407060500030201, 0x0C0F0E0D080B0A09, 0x0407060500030201, 0x0C0F0E0D080B0A09UL).AsByte();
    }

    /// <summary>The two words of each lane's counter.</summary>
    private static unsafe void Counters256(ulong counter, uint step, Vector256<uint>* words)
    {
        // SAFETY: words holds two vectors.
        var start = Vector256.Create((uint)counter);
        var low = start + (Vector256<uint>.Indices * step);
        words[0] = low;

        // Minus a mask of ones is plus one: the carry into the upper word.
        words[1] = Vector256.Create((uint)(counter >> 32)) - Vector256.LessThan(low, start);
    }

    /// <summary>Copies the short last block of each piece into a block of its own, followed by zeros.</summary>
    private static unsafe void Pad256(byte* pieces, int stride, int lanes, int tail, byte* padded)
    {
        // SAFETY: the caller's pieces have `tail` bytes left each; `padded` holds 8 blocks.
        new Span<byte>(padded, Lanes256 * Blake3Batch.BlockLength).Clear();
        for (int lane = 0; lane < lanes; lane++)
            Unsafe.CopyBlockUnaligned(padded + (lane * Blake3Batch.BlockLength), pieces + ((long)lane * stride), (uint)tail);
    }

    /// <summary>Turns one block of each of 8 pieces into 16 vectors of one word each. Lanes without a piece repeat the last one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Transpose256(byte* pieces, int stride, int lanes, Vector256<uint>* scratch, Vector256<uint>* message)
    {
        // SAFETY: a whole block is left in each of the `lanes` pieces; scratch holds 8 vectors and message 16.
        for (int half = 0; half < 2; half++)
        {
            for (int lane = 0; lane < Lanes256; lane += 4)
            {
                byte* words = pieces + (half * sizeof(Vector256<uint>));
                Interleave256(
                    Avx.LoadVector256((uint*)(words + ((long)Math.Min(lane, lanes - 1) * stride))),
                    Avx.LoadVector256((uint*)(words + ((long)Math.Min(lane + 1, lanes - 1) * stride))),
                    Avx.LoadVector256((uint*)(words + ((long)Math.Min(lane + 2, lanes - 1) * stride))),
                    Avx.LoadVector256((uint*)(words + ((long)Math.Min(lane + 3, lanes - 1) * stride))),
                    scratch + lane);
            }

            for (int j = 0; j < 4; j++)
            {
                message[(8 * half) + j] = Avx2.Permute2x128(scratch[j], scratch[4 + j], 0x20);
                message[(8 * half) + 4 + j] = Avx2.Permute2x128(scratch[j], scratch[4 + j], 0x31);
            }
        }
    }

    /// <summary>Within each half of 128 bits, transposes the 4 × 4 words of four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Interleave256(Vector256<uint> a, Vector256<uint> b, Vector256<uint> c, Vector256<uint> d, Vector256<uint>* result)
    {
        // SAFETY: result holds four vectors.
        var ab = Avx2.UnpackLow(a, b).AsUInt64();
        var cd = Avx2.UnpackLow(c, d).AsUInt64();
        result[0] = Avx2.UnpackLow(ab, cd).AsUInt32();
        result[1] = Avx2.UnpackHigh(ab, cd).AsUInt32();
        ab = Avx2.UnpackHigh(a, b).AsUInt64();
        cd = Avx2.UnpackHigh(c, d).AsUInt64();
        result[2] = Avx2.UnpackLow(ab, cd).AsUInt32();
        result[3] = Avx2.UnpackHigh(ab, cd).AsUInt32();
    }

    /// <summary>Writes chaining values: half k of halves[j] and halves[4 + j] are the two halves of value 4k + j.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Store256(Vector256<uint>* halves, byte* target, int stride, int lanes)
    {
        // SAFETY: halves holds eight vectors; target has room for `lanes` values.
        for (int j = 0; j < 4; j++)
        {
            if (j < lanes)
                Avx.Store((uint*)(target + ((long)j * stride)), Avx2.Permute2x128(halves[j], halves[4 + j], 0x20));
            if (4 + j < lanes)
                Avx.Store((uint*)(target + ((long)(4 + j) * stride)), Avx2.Permute2x128(halves[j], halves[4 + j], 0x31));
        }
    }
}
