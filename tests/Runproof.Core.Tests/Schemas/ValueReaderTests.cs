using Runproof.Core.Encoding;
using Runproof.Core.Schemas;

namespace Runproof.Core.Tests.Schemas;

/// <summary>The strictness cases of postcard, each refused with offset and path.</summary>
public sealed class ValueReaderTests
{
    [Theory]
    [InlineData("bool", "02", PostcardErrorKind.InvalidBool, 0, "")]
    [InlineData("option<u8>", "02", PostcardErrorKind.InvalidOption, 0, "")]
    [InlineData("u16", "80808000", PostcardErrorKind.VarintOverflow, 0, "")]
    [InlineData("u16", "ffff07", PostcardErrorKind.VarintOverflow, 0, "")]
    [InlineData("u32", "ffffffff1f", PostcardErrorKind.VarintOverflow, 0, "")]
    [InlineData("u64", "ffffffffffffffffff02", PostcardErrorKind.VarintOverflow, 0, "")]
    [InlineData("u128", "ffffffffffffffffffffffffffffffffffff04", PostcardErrorKind.VarintOverflow, 0, "")]
    [InlineData("i32", "8000", PostcardErrorKind.VarintNotMinimal, 0, "")]
    [InlineData("u8", "0000", PostcardErrorKind.TrailingBytes, 1, "")]
    [InlineData("()", "00", PostcardErrorKind.TrailingBytes, 0, "")]
    [InlineData("u8", "", PostcardErrorKind.Truncated, 0, "")]
    [InlineData("string", "02c328", PostcardErrorKind.InvalidUtf8, 0, "")]
    [InlineData("char", "026161", PostcardErrorKind.InvalidChar, 0, "")]
    [InlineData("char", "00", PostcardErrorKind.InvalidChar, 0, "")]
    [InlineData("list<u8>", "ffffffff0f", PostcardErrorKind.CountTooLarge, 0, "")]
    [InlineData("{a:u8,items:list<{x:bool}>}", "0703010002", PostcardErrorKind.InvalidBool, 4, "items[2].x")]
    [InlineData("(u8,(u8,bool))", "000002", PostcardErrorKind.InvalidBool, 2, "[1][1]")]
    [InlineData("enum{A,B:{x:option<bool>}}", "010105", PostcardErrorKind.InvalidBool, 2, "B.x")]
    [InlineData("enum{A,B:u8}", "02", PostcardErrorKind.EnumOutOfRange, 0, "")]
    [InlineData("result<u8,string>", "0201", PostcardErrorKind.EnumOutOfRange, 0, "")]
    [InlineData("result<u8,bool>", "0107", PostcardErrorKind.InvalidBool, 1, "err")]
    [InlineData("map<string,u8>", "0201620101610a", PostcardErrorKind.KeyOrder, 4, "[1]")]
    [InlineData("map<string,u8>", "020161010161", PostcardErrorKind.KeyOrder, 4, "[1]")]
    [InlineData("map<u8,bool>", "010502", PostcardErrorKind.InvalidBool, 2, "[0].value")]
    [InlineData("array<bool,3>", "000105", PostcardErrorKind.InvalidBool, 2, "[2]")]
    public void Refuses(string schema, string hex, PostcardErrorKind kind, int offset, string path)
    {
        Assert.False(ValueReader.TryCheck(Schema.Parse(schema), Convert.FromHexString(hex), out PostcardError? error));
        Assert.Equal((kind, offset, path), (error.Kind, error.Offset, error.Path));
        Assert.False(ValueJson.TryWrite(Schema.Parse(schema), Convert.FromHexString(hex), out _, out _));
    }

    [Fact]
    public void What_is_accepted_after_a_change_is_another_value_in_its_only_spelling()
    {
        var random = new Random(2);
        int accepted = 0;
        for (int i = 0; i < 8_000; i++)
        {
            Schema schema = RandomValues.Schema(random);
            byte[] bytes = RandomValues.Value(random, schema);
            Assert.True(ValueReader.TryCheck(schema, bytes, out PostcardError? error), $"{schema} {Convert.ToHexString(bytes)} {error}");
            if (bytes.Length == 0)
                continue;
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            byte[] changed = random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
            if (!ValueReader.TryCheck(schema, changed, out _))
                continue;
            accepted++;
            Assert.True(ValueJson.TryWrite(schema, changed, out string? json, out _));
            Assert.True(ValueJson.TryEncode(schema, json, "json", out byte[]? again, out var problem), problem?.ToString());
            Assert.Equal(changed, again);
        }

        Assert.InRange(accepted, 500, 7_500);
    }
}
