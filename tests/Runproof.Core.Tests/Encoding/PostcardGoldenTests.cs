using System.Text;
using Runproof.Core.Encoding;

namespace Runproof.Core.Tests.Encoding;

/// <summary>Vectors of the postcard wire format, computed by an independent implementation in another language.</summary>
public sealed class PostcardGoldenTests
{
    private delegate bool Reader<T>(ref PostcardReader reader, out T value);

    private static readonly string Nine = string.Concat(Enumerable.Repeat("ff", 9));
    private static readonly string Eighteen = Nine + Nine;

    [Fact]
    public void U8_and_I8_are_raw_bytes()
    {
        foreach ((byte value, string hex) in new (byte, string)[] { (0, "00"), (0x7f, "7f"), (0x80, "80"), (0xff, "ff") })
        {
            Holds(value, hex, (w, v) => w.WriteU8(v), (ref r, out v) => r.TryReadU8(out v));
            Holds((sbyte)value, hex, (w, v) => w.WriteI8(v), (ref r, out v) => r.TryReadI8(out v));
        }
    }

    [Fact]
    public void U16_and_I16()
    {
        foreach ((ushort value, string hex) in new (ushort, string)[]
                 {
                     (0, "00"), (127, "7f"), (128, "8001"), (16383, "ff7f"), (16384, "808001"), (65535, "ffff03"), (0xA5C7, "c7cb02"),
                 })
            Holds(value, hex, (w, v) => w.WriteU16(v), (ref r, out v) => r.TryReadU16(out v));
        foreach ((short value, string hex) in new (short, string)[]
                 {
                     (0, "00"), (-1, "01"), (1, "02"), (2, "04"), (63, "7e"), (-64, "7f"), (64, "8001"), (-65, "8101"), (127, "fe01"), (-128, "ff01"),
                     (32767, "feff03"), (-32768, "ffff03"),
                 })
            Holds(value, hex, (w, v) => w.WriteI16(v), (ref r, out v) => r.TryReadI16(out v));
    }

    [Fact]
    public void U32_and_I32()
    {
        foreach ((uint value, string hex) in new (uint, string)[] { (0xCDAB3412, "92e8aced0c"), (uint.MaxValue, "ffffffff0f"), (300, "ac02") })
            Holds(value, hex, (w, v) => w.WriteU32(v), (ref r, out v) => r.TryReadU32(out v));
        foreach ((int value, string hex) in new (int, string)[] { (5, "0a"), (-3, "05"), (int.MaxValue, "feffffff0f"), (int.MinValue, "ffffffff0f") })
            Holds(value, hex, (w, v) => w.WriteI32(v), (ref r, out v) => r.TryReadI32(out v));
    }

    [Fact]
    public void U64_and_I64()
    {
        foreach ((ulong value, string hex) in new[] { (0x1234567890ABCDEFul, "ef9baf8589cf959a12"), (ulong.MaxValue, Nine + "01"), (123ul, "7b") })
            Holds(value, hex, (w, v) => w.WriteU64(v), (ref r, out v) => r.TryReadU64(out v));
        foreach ((long value, string hex) in new[] { (long.MaxValue, "fe" + Nine[2..] + "01"), (long.MinValue, Nine + "01") })
            Holds(value, hex, (w, v) => w.WriteI64(v), (ref r, out v) => r.TryReadI64(out v));
    }

    [Fact]
    public void U128_and_I128()
    {
        Holds(UInt128.MaxValue, Eighteen + "03", (w, v) => w.WriteU128(v), (ref r, out v) => r.TryReadU128(out v));
        Holds(Int128.MinValue, Eighteen + "03", (w, v) => w.WriteI128(v), (ref r, out v) => r.TryReadI128(out v));
        Holds(Int128.MaxValue, "fe" + Eighteen[2..] + "03", (w, v) => w.WriteI128(v), (ref r, out v) => r.TryReadI128(out v));
        Holds((Int128)(-1), "01", (w, v) => w.WriteI128(v), (ref r, out v) => r.TryReadI128(out v));
    }

    [Fact]
    public void Floats_are_IEEE_bits_and_there_is_one_NaN()
    {
        foreach ((float value, string hex) in new[] { (-32.005859375f, "000600c2"), (1f, "0000803f"), (-0f, "00000080"), (float.NaN, "0000c07f") })
            Holds(value, hex, (w, v) => w.WriteF32(v), (ref r, out v) => r.TryReadF32(out v));
        foreach ((double value, string hex) in new[] { (-32.005859375, "00000000c00040c0"), (-0.0, "0000000000000080"), (double.NaN, "000000000000f87f") })
            Holds(value, hex, (w, v) => w.WriteF64(v), (ref r, out v) => r.TryReadF64(out v));

        Assert.Equal("0000c07f", Written(w => w.WriteF32(BitConverter.UInt32BitsToSingle(0xFF80_0001))));
        Assert.Equal("000000000000f87f", Written(w => w.WriteF64(BitConverter.UInt64BitsToDouble(0xFFF0_0000_0000_0001))));
        Assert.Equal("0000807f", Written(w => w.WriteF32(float.PositiveInfinity)));
    }

    [Fact]
    public void Chars_strings_and_bytes()
    {
        Holds(new Rune('é'), "02c3a9", (w, v) => w.WriteChar(v), (ref r, out v) => r.TryReadChar(out v));
        Holds(new Rune(0x1F600), "04f09f9880", (w, v) => w.WriteChar(v), (ref r, out v) => r.TryReadChar(out v));
        Holds("a", "0161", (w, v) => w.WriteString(v), (ref r, out v) => r.TryReadString(out v!));
        Holds("", "00", (w, v) => w.WriteString(v), (ref r, out v) => r.TryReadString(out v!));
        Assert.StartsWith("10", Written(w => w.WriteString(new string('x', 16))), StringComparison.Ordinal);
        Assert.StartsWith("8008", Written(w => w.WriteString(new string('x', 1024))), StringComparison.Ordinal);
        Assert.Equal("03010203", Written(w => w.WriteBytes([1, 2, 3])));
        Assert.Equal("010203", Written(w => w.WriteRaw([1, 2, 3])));
    }

    [Fact]
    public void A_lone_surrogate_is_not_written() =>
        Assert.ThrowsAny<ArgumentException>(() => new PostcardWriter().WriteString("a\ud800b"));

    [Fact]
    public void Tuples_options_enums_and_maps()
    {
        Assert.Equal("010a0648656c6c6f21", Written(w => { w.WriteU8(1); w.WriteU32(10); w.WriteString("Hello!"); }));
        Assert.Equal("a0b424", Written(w => { w.WriteU8(0xA0); w.WriteU16(0x1234); }));
        Assert.Equal("00", Written(w => w.WriteNone()));
        Assert.Equal("0100", Written(w => { w.WriteSome(); w.WriteNone(); }));
        Assert.Equal("010105", Written(w => { w.WriteSome(); w.WriteSome(); w.WriteU8(5); }));
        Assert.Equal("01" + Nine + "01", Written(w => { w.WriteEnum(1); w.WriteU64(ulong.MaxValue); }));
        Assert.Equal("03f0acd902", Written(w => { w.WriteEnum(3); w.WriteU8(0xF0); w.WriteU16(0xACAC); }));
        Assert.Equal("040fc78f9fbe0c", Written(w => { w.WriteEnum(4); w.WriteU8(0x0F); w.WriteU32(0xC7C7C7C7); }));
        Assert.Equal("05e9d20107", Written(w => { w.WriteEnum(5); w.WriteU16(0x6969); w.WriteU8(7); }));
        Assert.Equal("020100", Written(w => { w.WriteCount(2); w.WriteU32(1); w.WriteU32(0); }));
        Assert.Equal("02016101016202", Written(w => w.WriteMap<string, byte>(
            [new("b", 2), new("a", 1)], (key, text) => key.WriteString(text), (value, number) => value.WriteU8(number))));
        Assert.Equal("", Written(_ => { }));
    }

    [Fact]
    public void A_map_is_ordered_by_encoded_keys_and_has_each_once()
    {
        // As numbers 1 < 128 < 256; as bytes 01 < 80 01 < 80 02; as strings "b" comes before "aa" because its length does.
        Assert.Equal("030100800100800200", Written(w => w.WriteMap<uint, byte>(
            [new(256, 0), new(1, 0), new(128, 0)], (key, number) => key.WriteU32(number), (value, zero) => value.WriteU8(zero))));
        Assert.Equal("0201620002616100", Written(w => w.WriteMap<string, byte>(
            [new("aa", 0), new("b", 0)], (key, text) => key.WriteString(text), (value, zero) => value.WriteU8(zero))));
        Assert.Throws<ArgumentException>(() => new PostcardWriter().WriteMap<uint, byte>(
            [new(1, 0), new(1, 1)], (key, number) => key.WriteU32(number), (value, zero) => value.WriteU8(zero)));
    }

    [Fact]
    public void A_nested_struct()
    {
        string hex = Written(w =>
        {
            w.WriteU64(25);
            w.WriteString("John");
            w.WriteCount(2);
            foreach ((string[] lines, uint[] indexes) in new (string[], uint[])[] { (["221B Baker Street", "Flat B"], [7, 42]), (["Main Plaza"], [3]) })
            {
                w.WriteCount(lines.Length);
                foreach (string line in lines)
                    w.WriteString(line);
                w.WriteCount(indexes.Length);
                foreach (uint index in indexes)
                    w.WriteU32(index);
            }
        });
        Assert.Equal("19044a6f686e020211323231422042616b65722053747265657406466c6174204202072a010a4d61696e20506c617a610103", hex);
    }

    private static string Written(Action<PostcardWriter> write)
    {
        // A capacity of zero makes every write grow the buffer.
        var writer = new PostcardWriter(capacity: 0);
        write(writer);
        return Convert.ToHexStringLower(writer.WrittenSpan);
    }

    private static void Holds<T>(T value, string hex, Action<PostcardWriter, T> write, Reader<T> read)
    {
        Assert.Equal(hex, Written(writer => write(writer, value)));

        byte[] bytes = Convert.FromHexString(hex);
        var reader = new PostcardReader(bytes);
        Assert.True(read(ref reader, out T decoded) && reader.TryFinish(), reader.Error?.ToString());
        Assert.Equal(value, decoded);
        Assert.Equal(hex, Written(writer => write(writer, decoded)));

        for (int length = 0; length < bytes.Length; length++)
        {
            var cut = new PostcardReader(bytes.AsSpan(0, length));
            Assert.False(read(ref cut, out decoded));
            Assert.Equal(default, decoded);
            Assert.True(cut.Error!.Kind is PostcardErrorKind.Truncated or PostcardErrorKind.CountTooLarge);
        }
    }
}
