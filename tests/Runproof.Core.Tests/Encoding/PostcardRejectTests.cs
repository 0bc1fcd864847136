using Runproof.Core.Diagnostics;
using Runproof.Core.Encoding;

namespace Runproof.Core.Tests.Encoding;

/// <summary>Bytes that lenient decoders accept or that hostile files hold; each is refused with its kind, offset and numbers.</summary>
public sealed class PostcardRejectTests
{
    private delegate bool Read(ref PostcardReader reader);

    [Theory]
    [InlineData("80808000", PostcardErrorKind.VarintOverflow, 0x03, 0x80)]
    [InlineData("ffff07", PostcardErrorKind.VarintOverflow, 0x03, 0x07)]
    [InlineData("ffff83", PostcardErrorKind.VarintOverflow, 0x03, 0x83)]
    [InlineData("8000", PostcardErrorKind.VarintNotMinimal, 1, 2)]
    [InlineData("ff8000", PostcardErrorKind.VarintNotMinimal, 2, 3)]
    [InlineData("ffff", PostcardErrorKind.Truncated, 3, 2)]
    [InlineData("", PostcardErrorKind.Truncated, 1, 0)]
    public void Varints_of_16_bits(string hex, PostcardErrorKind kind, ulong expected, ulong actual)
    {
        Refuses(hex, (ref r) => r.TryReadU16(out _), kind, 0, expected, actual);
        Refuses(hex, (ref r) => r.TryReadI16(out _), kind, 0, expected, actual);
    }

    [Fact]
    public void Varints_of_32_64_and_128_bits()
    {
        string nine = new('f', 18);
        Refuses("ffffffff1f", (ref r) => r.TryReadU32(out _), PostcardErrorKind.VarintOverflow, 0, 0x0f, 0x1f);
        Refuses("8080808000", (ref r) => r.TryReadI32(out _), PostcardErrorKind.VarintNotMinimal, 0, 4, 5);
        Refuses(nine + "02", (ref r) => r.TryReadU64(out _), PostcardErrorKind.VarintOverflow, 0, 1, 2);
        Refuses(nine + "8100", (ref r) => r.TryReadI64(out _), PostcardErrorKind.VarintOverflow, 0, 1, 0x81);
        Refuses(nine + nine + "04", (ref r) => r.TryReadU128(out _), PostcardErrorKind.VarintOverflow, 0, 3, 4);
        Refuses(nine + nine + "00", (ref r) => r.TryReadI128(out _), PostcardErrorKind.VarintNotMinimal, 0, 18, 19);
        Refuses(nine + nine, (ref r) => r.TryReadI128(out _), PostcardErrorKind.Truncated, 0, 19, 18);
    }

    [Fact]
    public void Flags_variants_and_versions()
    {
        Refuses("02", (ref r) => r.TryReadBool(out _), PostcardErrorKind.InvalidBool, 0, 1, 2);
        Refuses("02", (ref r) => r.TryReadOption(out _), PostcardErrorKind.InvalidOption, 0, 1, 2);
        Refuses("03", (ref r) => r.TryReadEnum(3, out _), PostcardErrorKind.EnumOutOfRange, 0, 2, 3);
        Refuses("ffffffff0f", (ref r) => r.TryReadEnum(3, out _), PostcardErrorKind.EnumOutOfRange, 0, 2, uint.MaxValue);
        Refuses("02", (ref r) => r.TryReadVersion(1), PostcardErrorKind.UnknownVersion, 0, 1, 2);
        Refuses("0007", (ref r) => r.TryReadU8(out _) && r.TryReadU8(out byte value) && r.Reject(9, value), PostcardErrorKind.ValueOutOfRange, 1, 9, 7);
    }

    [Fact]
    public void NaNs_that_are_not_the_canonical_one()
    {
        foreach (uint bits in (uint[])[0xFFC0_0000, 0x7F80_0001, 0x7FC0_0001, 0x7FFF_FFFF, 0xFF80_0001])
            Refuses(Convert.ToHexString(BitConverter.GetBytes(bits)), (ref r) => r.TryReadF32(out _), PostcardErrorKind.InvalidNaN, 0, 0x7FC0_0000, bits);
        foreach (ulong bits in (ulong[])[0xFFF8_0000_0000_0000, 0x7FF0_0000_0000_0001, 0x7FF8_0000_0000_0001])
            Refuses(Convert.ToHexString(BitConverter.GetBytes(bits)), (ref r) => r.TryReadF64(out _), PostcardErrorKind.InvalidNaN, 0, 0x7FF8_0000_0000_0000, bits);
    }

    [Theory]
    [InlineData("02c328", 2, 0)]
    [InlineData("0361c0af", 3, 1)]
    [InlineData("03eda080", 3, 0)]
    [InlineData("04f4908080", 4, 0)]
    [InlineData("0561c3a9c3", 0, 0)]
    [InlineData("0461c3a9c3", 4, 3)]
    public void Strings_that_are_not_UTF8(string hex, ulong length, ulong valid)
    {
        if (length == 0)
            Refuses(hex, (ref r) => r.TryReadString(out _), PostcardErrorKind.CountTooLarge, 0, 4, 5);
        else
            Refuses(hex, (ref r) => r.TryReadString(out _), PostcardErrorKind.InvalidUtf8, 0, length, valid);
    }

    [Theory]
    [InlineData("00")]
    [InlineData("026162")]
    [InlineData("02c1a1")]
    [InlineData("03eda080")]
    [InlineData("0561616161" + "61")]
    [InlineData("04f09f98" + "61")]
    public void Chars_that_are_not_one_scalar(string hex) =>
        Refuses(hex, (ref r) => r.TryReadChar(out _), PostcardErrorKind.InvalidChar, 0, 4, (ulong)(hex.Length / 2) - 1);

    [Fact]
    public void Counts_beyond_the_bytes_left_or_the_limit()
    {
        Refuses("ffffffff0f", (ref r) => r.TryReadCount(1, out _), PostcardErrorKind.CountTooLarge, 0, 0, uint.MaxValue);
        Refuses("ffffffffffffffffff01", (ref r) => r.TryReadCount(0, out _), PostcardErrorKind.CountTooLarge, 0, 65_536, ulong.MaxValue);
        Refuses("02" + "000000", (ref r) => r.TryReadCount(2, out _), PostcardErrorKind.CountTooLarge, 0, 1, 2);
        Refuses("03616263", (ref r) => r.TryReadString(out _, maxBytes: 2), PostcardErrorKind.CountTooLarge, 0, 2, 3);
        Refuses("03616263", (ref r) => r.TryReadBytes(out _, maxBytes: 2), PostcardErrorKind.CountTooLarge, 0, 2, 3);
        Refuses("02", (ref r) => r.TryReadCount(0, out _, limit: 1), PostcardErrorKind.CountTooLarge, 0, 1, 2);
        Refuses("0102", (ref r) => r.TryReadRaw(3, out _), PostcardErrorKind.Truncated, 0, 3, 2);
        Refuses(new string('0', 62), (ref r) => r.TryReadDigest(out _), PostcardErrorKind.Truncated, 0, 32, 31);
    }

    [Theory]
    [InlineData("0201610001620000", PostcardErrorKind.TrailingBytes, 7, 7, 8)]
    [InlineData("02016200016100", PostcardErrorKind.KeyOrder, 4, 1, 4)]
    [InlineData("02016100016100", PostcardErrorKind.KeyOrder, 4, 1, 4)]
    [InlineData("0202616100016200", PostcardErrorKind.KeyOrder, 5, 1, 5)]
    public void Maps_with_unsorted_or_repeated_keys(string hex, PostcardErrorKind kind, int offset, ulong expected, ulong actual) =>
        Refuses(hex, ReadMap, kind, offset, expected, actual);

    [Fact]
    public void Nesting_beyond_the_limit()
    {
        Refuses("00", Nest, PostcardErrorKind.DepthExceeded, 0, PostcardReader.MaxDepth, PostcardReader.MaxDepth + 1, string.Join('.', Enumerable.Repeat("a", 32)));

        static bool Nest(ref PostcardReader reader) => !reader.Enter("a") || Nest(ref reader);
    }

    [Fact]
    public void An_error_names_the_place_in_the_schema_and_is_kept()
    {
        var reader = new PostcardReader([5, 2, 7, 9]);
        Assert.True(reader.Enter("head") && reader.TryReadU8(out _));
        reader.Exit();
        Assert.True(reader.Enter("steps", 3) && reader.Enter("proved"));
        Assert.False(reader.TryReadBool(out _));
        PostcardError error = reader.Error!;
        Assert.Equal(new PostcardError(PostcardErrorKind.InvalidBool, 1, "steps[3].proved", 1, 2), error);

        var previous = default(Range);
        Assert.False(
            reader.TryReadU8(out _) || reader.TryReadU64(out _) || reader.TryReadString(out _) || reader.TryReadDigest(out _) || reader.Enter("x")
            || reader.TryAcceptKey(0, ref previous) || reader.TryReadCount(0, out _) || reader.TryReadEnum(9, out _) || reader.TryReadRaw(0, out _)
            || reader.Reject(0, 0) || reader.TryFinish());
        Assert.Same(error, reader.Error);
    }

    [Fact]
    public void Every_kind_becomes_a_diagnostic_with_the_code_of_its_class()
    {
        Dictionary<ErrorCode, PostcardErrorKind[]> codes = Enum.GetValues<PostcardErrorKind>()
            .GroupBy(kind => new PostcardError(kind, 7, "a[1].b", 3, 4).ToDiagnostic("file", Phase.Verify).Code)
            .ToDictionary(group => group.Key, group => group.ToArray());

        Assert.Equal([PostcardErrorKind.Truncated], codes[EncodingErrors.Truncated]);
        Assert.Equal([PostcardErrorKind.VarintOverflow, PostcardErrorKind.VarintNotMinimal], codes[EncodingErrors.Varint]);
        Assert.Equal(7, codes[EncodingErrors.Value].Length);
        Assert.Equal([PostcardErrorKind.UnknownVersion], codes[EncodingErrors.Version]);
        Assert.Equal([PostcardErrorKind.CountTooLarge], codes[EncodingErrors.Count]);
        Assert.Equal([PostcardErrorKind.KeyOrder], codes[EncodingErrors.Order]);
        Assert.Equal([PostcardErrorKind.DepthExceeded], codes[EncodingErrors.Depth]);
        Assert.Equal([PostcardErrorKind.TrailingBytes], codes[EncodingErrors.Trailing]);

        var reader = new PostcardReader([2]);
        Assert.True(reader.Enter("flag"));
        reader.TryReadBool(out _);
        Assert.Equal(
            "E_POSTCARD_VALUE: run.rpt at byte 0: flag: a bool is 0 or 1, not 2", reader.Error!.ToDiagnostic("run.rpt", Phase.Read).ToString());
    }

    private static bool ReadMap(ref PostcardReader reader)
    {
        var previous = default(Range);
        if (!reader.TryReadCount(2, out int count))
            return false;
        for (int i = 0; i < count; i++)
        {
            int start = reader.Offset;
            if (!reader.TryReadString(out _) || !reader.TryAcceptKey(start, ref previous) || !reader.TryReadU8(out _))
                return false;
        }

        return reader.TryFinish();
    }

    private static void Refuses(string hex, Read read, PostcardErrorKind kind, int offset, ulong expected, ulong actual, string path = "")
    {
        var reader = new PostcardReader(Convert.FromHexString(hex));
        read(ref reader);
        Assert.Equal(new PostcardError(kind, offset, path, expected, actual), reader.Error);
        Assert.False(reader.TryFinish());
    }
}
