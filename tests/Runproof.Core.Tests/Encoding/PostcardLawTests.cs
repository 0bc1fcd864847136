using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Runproof.Core.Encoding;

namespace Runproof.Core.Tests.Encoding;

/// <summary>Two laws: what is written is read back; what is read, written again, is the same bytes.</summary>
public sealed class PostcardLawTests
{
    [Fact]
    public void Values_of_random_schemas_round_trip_and_their_mutations_stay_canonical()
    {
        int accepted = 0;
        Check(2_000, seed =>
        {
            var random = new Random(seed);
            RandomSchema schema = RandomSchema.Draw(random);
            byte[] bytes = RandomSchema.Encode(schema, schema.DrawValue(random));
            Assert.True(IsCanonical(schema, bytes, whole: true), $"seed {seed}");

            for (int i = 0; i < 30; i++)
                accepted += IsCanonical(schema, Mutated(bytes, random), whole: true) ? 1 : 0;
            for (int length = 0; length < Math.Min(bytes.Length, 40); length++)
                Assert.False(IsCanonical(schema, bytes[..length], whole: true), $"seed {seed} cut at {length}");
        });
        Assert.InRange(accepted, 1_000, 59_000);
    }

    [Fact]
    public void Random_bytes_never_throw_and_stay_canonical()
    {
        int accepted = 0;
        Check(20_000, seed =>
        {
            var random = new Random(seed);
            RandomSchema schema = RandomSchema.Draw(random, depth: 2);
            byte[] bytes = new byte[random.Next(48)];
            for (int i = 0; i < bytes.Length; i++)
                bytes[i] = random.Next(3) switch { 0 => (byte)random.Next(4), 1 => (byte)random.Next(0x78, 0x88), _ => (byte)random.Next(256) };
            accepted += IsCanonical(schema, bytes, whole: false) ? 1 : 0;
        });
        Assert.InRange(accepted, 1_000, 19_000);
    }

    [Fact]
    public void Every_string_of_up_to_two_bytes_is_refused_or_canonical_for_every_scalar()
    {
        byte[][] all = [[], .. Enumerable.Range(0, 256).Select(b => new[] { (byte)b }), .. Enumerable.Range(0, 65_536).Select(b => new[] { (byte)b, (byte)(b >> 8) })];
        for (var kind = SchemaKind.U8; kind < SchemaKind.Option; kind++)
        {
            RandomSchema schema = RandomSchema.Scalar(kind);
            int accepted = all.Count(bytes => IsCanonical(schema, bytes, whole: true));
            int expected = kind switch
            {
                SchemaKind.U8 or SchemaKind.I8 => 256,
                SchemaKind.Bool => 2,
                SchemaKind.F32 or SchemaKind.F64 or SchemaKind.Digest => 0,
                SchemaKind.Char => 128,
                SchemaKind.String => 1 + 128,
                SchemaKind.Bytes => 1 + 256,
                SchemaKind.Raw => 65_536,
                _ => 1 << 14,
            };
            Assert.Equal((kind, expected), (kind, accepted));
        }
    }

    [Fact]
    public void Three_bytes_are_a_varint_of_16_bits_exactly_when_it_needs_them()
    {
        var seen = new HashSet<ushort>();
        foreach (byte last in (byte[])[0, 1, 2, 3, 4, 7, 0x7f, 0x80, 0x81, 0x83, 0xff])
        {
            for (int word = 0; word < 65_536; word++)
            {
                var reader = new PostcardReader((byte[])[(byte)word, (byte)(word >> 8), last]);
                bool needed = (byte)word >= 0x80 && word >> 8 >= 0x80 && last is > 0 and <= 3;
                Assert.Equal(needed, reader.TryReadU16(out ushort value) && reader.TryFinish());
                Assert.True(!needed || seen.Add(value));
            }
        }

        Assert.Equal(65_536 - (1 << 14), seen.Count);
    }

    [Fact]
    public void Integers_of_every_width_round_trip() => Prop.ForAll<ulong, ulong, int>((high, low, small) =>
    {
        UInt128 wide = new(high, low);
        long signed = (long)high;
        var writer = new PostcardWriter();
        writer.WriteU128(wide);
        writer.WriteI128((Int128)wide);
        writer.WriteU64(low);
        writer.WriteI64(signed);
        writer.WriteI32(small);
        writer.WriteU32((uint)small);
        writer.WriteI16((short)small);
        writer.WriteU16((ushort)small);
        writer.WriteI8((sbyte)small);
        var reader = new PostcardReader(writer.WrittenSpan);
        return reader.TryReadU128(out UInt128 u128) && u128 == wide && reader.TryReadI128(out Int128 i128) && i128 == (Int128)wide
            && reader.TryReadU64(out ulong u64) && u64 == low && reader.TryReadI64(out long i64) && i64 == signed
            && reader.TryReadI32(out int i32) && i32 == small && reader.TryReadU32(out uint u32) && u32 == (uint)small
            && reader.TryReadI16(out short i16) && i16 == (short)small && reader.TryReadU16(out ushort u16) && u16 == (ushort)small
            && reader.TryReadI8(out sbyte i8) && i8 == (sbyte)small && reader.TryFinish();
    }).Check(Fixed(2_000));

    [Fact]
    public void Hostile_counts_allocate_nothing_of_their_size()
    {
        byte[] bytes = [0xff, 0xff, 0xff, 0xff, 0x07, 1, 2, 3];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            var reader = new PostcardReader(bytes);
            reader.TryReadString(out _);
            reader = new PostcardReader(bytes);
            reader.TryReadBytes(out _);
            reader = new PostcardReader(bytes);
            reader.TryReadCount(0, out _);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300 * 1024);
    }

    private static Config Fixed(int tests) =>
        Config.QuickThrowOnFailure.WithMaxTest(tests).WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(0x5eed, 1), FSharpOption<int>.None)));

    private static void Check(int tests, Action<int> law) => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), law).Check(Fixed(tests));

    private static bool IsCanonical(RandomSchema schema, byte[] bytes, bool whole)
    {
        var reader = new PostcardReader(bytes);
        bool read = schema.TryRead(ref reader, out object? value) && (!whole || reader.TryFinish());
        Assert.Equal(read, reader.Error is null);
        if (!read)
        {
            Assert.InRange(reader.Error!.Offset, 0, bytes.Length);
            return false;
        }

        Assert.Equal(bytes[..reader.Offset], RandomSchema.Encode(schema, value));
        return true;
    }

    private static byte[] Mutated(byte[] bytes, Random random)
    {
        var mutated = new List<byte>(bytes);
        for (int edits = random.Next(1, 4); edits > 0; edits--)
        {
            int at = random.Next(mutated.Count + 1);
            if (at == mutated.Count || random.Next(4) == 0)
                mutated.Insert(at, (byte)random.Next(256));
            else if (random.Next(4) == 0)
                mutated.RemoveAt(at);
            else
                mutated[at] = (byte)(random.Next(2) == 0 ? mutated[at] ^ (1 << random.Next(8)) : random.Next(256));
        }

        return [.. mutated];
    }
}
