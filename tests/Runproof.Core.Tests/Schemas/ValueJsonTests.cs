using Runproof.Core.Diagnostics;
using Runproof.Core.Schemas;

namespace Runproof.Core.Tests.Schemas;

public sealed class ValueJsonTests
{
    private static readonly string Nine = string.Concat(Enumerable.Repeat("ff", 9));

    /// <summary>Every vector of the wire format, computed elsewhere, with the JSON that stands for it.</summary>
    public static TheoryData<string, string, string> Vectors => new()
    {
        { "u8", "255", "ff" }, { "i8", "-1", "ff" }, { "i8", "-128", "80" },
        { "u16", "0", "00" }, { "u16", "127", "7f" }, { "u16", "128", "8001" }, { "u16", "16383", "ff7f" }, { "u16", "16384", "808001" },
        { "u16", "65535", "ffff03" }, { "u16", "42439", "c7cb02" },
        { "u32", "3450549266", "92e8aced0c" }, { "u32", "4294967295", "ffffffff0f" },
        { "u64", "\"1311768467294899695\"", "ef9baf8589cf959a12" }, { "u64", "\"18446744073709551615\"", Nine + "01" }, { "u64", "123", "7b" },
        { "u128", "\"340282366920938463463374607431768211455\"", Nine + Nine + "03" },
        { "i16", "0", "00" }, { "i16", "-1", "01" }, { "i16", "1", "02" }, { "i16", "2", "04" }, { "i16", "63", "7e" }, { "i16", "-64", "7f" }, { "i16", "64", "8001" },
        { "i16", "-65", "8101" }, { "i16", "127", "fe01" }, { "i16", "-128", "ff01" }, { "i16", "32767", "feff03" }, { "i16", "-32768", "ffff03" },
        { "i32", "5", "0a" }, { "i32", "-3", "05" }, { "i32", "2147483647", "feffffff0f" }, { "i32", "-2147483648", "ffffffff0f" },
        { "i64", "\"9223372036854775807\"", "fe" + Nine[2..] + "01" }, { "i64", "\"-9223372036854775808\"", Nine + "01" },
        { "i64", "9007199254740991", "feffffffffffff1f" }, { "i64", "\"9007199254740992\"", "8080808080808020" },
        { "i128", "\"-170141183460469231731687303715884105728\"", Nine + Nine + "03" },
        { "bool", "true", "01" }, { "bool", "false", "00" },
        { "char", "\"é\"", "02c3a9" }, { "char", "\"\\uD83D\\uDE00\"", "04f09f9880" },
        { "string", "\"a\"", "0161" }, { "string", "\"\"", "00" }, { "bytes", "\"00ff\"", "0200ff" },
        { "(u8,u32,string)", "[1,10,\"Hello!\"]", "010a0648656c6c6f21" }, { "(u8,u16)", "[160,4660]", "a0b424" }, { "()", "[]", "" }, { "{}", "{}", "" },
        { "option<u8>", "null", "00" }, { "option<option<u8>>", "null", "00" }, { "option<option<u8>>", "{\"some\":null}", "0100" },
        { "option<option<u8>>", "{\"some\":5}", "010105" }, { "option<u8>", "5", "0105" },
        { "enum{A,Bim:u64,C,Kim:(u8,u16),Chi:{a:u8,b:u32},Sho:(u16,u8)}", "{\"Bim\":\"18446744073709551615\"}", "01" + Nine + "01" },
        { "enum{A,Bim:u64,C,Kim:(u8,u16),Chi:{a:u8,b:u32},Sho:(u16,u8)}", "{\"Kim\":[240,44204]}", "03f0acd902" },
        { "enum{A,Bim:u64,C,Kim:(u8,u16),Chi:{a:u8,b:u32},Sho:(u16,u8)}", "{\"Chi\":{\"a\":15,\"b\":3351758791}}", "040fc78f9fbe0c" },
        { "enum{A,Bim:u64,C,Kim:(u8,u16),Chi:{a:u8,b:u32},Sho:(u16,u8)}", "{\"Sho\":[26985,7]}", "05e9d20107" },
        { "enum{A,B}", "\"B\"", "01" },
        { "result<u8,string>", "{\"ok\":7}", "0007" }, { "result<u8,string>", "{\"err\":\"no\"}", "01026e6f" },
        { "map<string,u8>", "{\"a\":1,\"b\":2}", "02016101016202" }, { "map<u16,bool>", "[[1,true],[300,false]]", "020101ac0200" },
        { "list<u32>", "[1,0]", "020100" }, { "array<u8,3>", "[1,2,3]", "010203" }, { "list<list<u8>>", "[[],[1]]", "02000101" },
        {
            "{age:u64,name:string,addresses:list<{lines:list<string>,indexes:list<u64>}>}",
            "{\"age\":25,\"name\":\"John\",\"addresses\":[{\"lines\":[\"221B Baker Street\",\"Flat B\"],\"indexes\":[7,42]},{\"lines\":[\"Main Plaza\"],\"indexes\":[3]}]}",
            "19044a6f686e020211323231422042616b65722053747265657406466c6174204202072a010a4d61696e20506c617a610103"
        },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Json_and_bytes_are_one_value(string schema, string json, string hex)
    {
        Assert.True(ValueJson.TryEncode(Schema.Parse(schema), json, "input", out byte[]? bytes, out Diagnostic? error), error?.ToString());
        Assert.Equal(hex, Convert.ToHexStringLower(bytes));
        Assert.True(ValueJson.TryWrite(Schema.Parse(schema), bytes, out string? written, out _));
        Assert.Equal(json, written);
    }

    [Fact]
    public void Lengths_take_more_than_one_byte()
    {
        Assert.True(ValueJson.TryEncode(Schema.Parse("string"), $"\"{new string('x', 1024)}\"", "input", out byte[]? bytes, out _));
        Assert.Equal("8008", Convert.ToHexStringLower(bytes.AsSpan(0, 2)));
        Assert.Equal(1026, bytes.Length);
    }

    [Theory]
    [InlineData("i32", "5x", "E_JSON_SYNTAX", 1, "")]
    [InlineData("i32", "", "E_JSON_SYNTAX", 0, "")]
    [InlineData("i32", "5 6", "E_JSON_SYNTAX", 2, "")]
    [InlineData("string", "\"\\ud800\"", "E_JSON_SYNTAX", 0, "")]
    [InlineData("list<u8>", "[1,2,]", "E_JSON_SYNTAX", 5, "")]
    [InlineData("i32", "\"5\"", "E_JSON_KIND", 0, "")]
    [InlineData("i32", "null", "E_JSON_KIND", 0, "")]
    [InlineData("i32", " 5.0", "E_JSON_RANGE", 1, "")]
    [InlineData("i32", "5e0", "E_JSON_RANGE", 0, "")]
    [InlineData("u8", "256", "E_JSON_RANGE", 0, "")]
    [InlineData("u8", "-1", "E_JSON_RANGE", 0, "")]
    [InlineData("i8", "128", "E_JSON_RANGE", 0, "")]
    [InlineData("u64", "\"018\"", "E_JSON_RANGE", 0, "")]
    [InlineData("u64", "\"\"", "E_JSON_RANGE", 0, "")]
    [InlineData("u64", "\"+1\"", "E_JSON_RANGE", 0, "")]
    [InlineData("u64", "18446744073709551616", "E_JSON_RANGE", 0, "")]
    [InlineData("i128", "\"170141183460469231731687303715884105728\"", "E_JSON_RANGE", 0, "")]
    [InlineData("char", "\"ab\"", "E_JSON_RANGE", 0, "")]
    [InlineData("char", "\"\"", "E_JSON_RANGE", 0, "")]
    [InlineData("bytes", "\"0F\"", "E_JSON_RANGE", 0, "")]
    [InlineData("bytes", "\"0\"", "E_JSON_RANGE", 0, "")]
    [InlineData("bool", "1", "E_JSON_KIND", 0, "")]
    [InlineData("(u8,u8)", "[1]", "E_JSON_RANGE", 0, "")]
    [InlineData("(u8,u8)", "[1,2,3]", "E_JSON_RANGE", 0, "")]
    [InlineData("array<u8,2>", "[1]", "E_JSON_RANGE", 0, "")]
    [InlineData("{a:u8}", "{\"a\":1,\"a\":1}", "E_JSON_FIELD", 7, "")]
    [InlineData("{a:u8}", "{\"a\":1,\"b\":1}", "E_JSON_FIELD", 11, "")]
    [InlineData("{a:u8}", "{}", "E_JSON_FIELD", 0, "")]
    [InlineData("{a:option<u8>}", "{}", "E_JSON_FIELD", 0, "")]
    [InlineData("map<string,u8>", "{\"a\":1,\"a\":2}", "E_JSON_FIELD", 7, "")]
    [InlineData("map<u8,u8>", "[[1,1],[2,2],[1,3]]", "E_JSON_FIELD", 13, "")]
    [InlineData("map<u8,u8>", "[[1]]", "E_JSON_RANGE", 1, "")]
    [InlineData("enum{A,B:u8}", "\"C\"", "E_JSON_FIELD", 0, "")]
    [InlineData("enum{A,B:u8}", "\"B\"", "E_JSON_FIELD", 0, "")]
    [InlineData("enum{A,B:u8}", "{\"A\":1}", "E_JSON_FIELD", 0, "")]
    [InlineData("enum{A,B:u8}", "{\"B\":1,\"A\":1}", "E_JSON_FIELD", 0, "")]
    [InlineData("{items:list<{x:bool}>}", "{\"items\":[{\"x\":true},{\"x\":3}]}", "E_JSON_KIND", 26, "items[1].x")]
    [InlineData("map<string,list<u8>>", "{\"k\":[1,999]}", "E_JSON_RANGE", 8, "k[1]")]
    public void Refuses(string schema, string json, string code, int offset, string path)
    {
        Assert.False(ValueJson.TryEncode(Schema.Parse(schema), json, "input", out _, out Diagnostic? error));
        Assert.Equal((code, (long?)offset, "input"), (error.Code.Name, error.Offset, error.Subject));
        Assert.StartsWith(path.Length == 0 ? "" : path + ": ", error.Message, StringComparison.Ordinal);
        Assert.Contains(error.Code, new[] { JsonErrors.Syntax, JsonErrors.Kind, JsonErrors.Range, JsonErrors.Field });
    }

    [Theory]
    [InlineData("", "i32", "5", "0a")]
    [InlineData("", "i32", "{\"a0\":5}", "0a")]
    [InlineData("", "u8 u8", "[2,40]", "0228")]
    [InlineData("", "u8 u8", "{\"a1\":40,\"a0\":2}", "0228")]
    [InlineData("", "{x:u8}", "{\"x\":5}", "05")]
    [InlineData("", "option<{x:u8}>", "{\"x\":5}", "0105")]
    [InlineData("", "list<u8>", "[2,40]", "020228")]
    [InlineData("", "", "", "")]
    [InlineData("", "", "null", "")]
    [InlineData("", "", "[]", "")]
    [InlineData("", "", " {} ", "")]
    [InlineData("E_JSON_RANGE", "u8 u8", "[2]", "")]
    [InlineData("E_JSON_RANGE", "u8 u8", "[2,40,7]", "")]
    [InlineData("E_JSON_FIELD", "u8 u8", "{\"a0\":2,\"a1\":3,\"a2\":4}", "")]
    [InlineData("E_JSON_RANGE", "", "[1]", "")]
    [InlineData("E_JSON_KIND", "", "5", "")]
    [InlineData("E_JSON_KIND", "u8", "null", "")]
    public void Arguments_become_nothing_a_value_or_a_tuple(string code, string schemas, string json, string hex)
    {
        SchemaMember[] arguments = [.. schemas.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((text, i) => new SchemaMember($"a{i}", Schema.Parse(text)))];
        bool encoded = ArgumentsJson.TryEncode([.. arguments], System.Text.Encoding.UTF8.GetBytes(json), "--input", out byte[]? bytes, out Diagnostic? error);

        Assert.Equal(code, error?.Code.Name ?? "");
        Assert.Equal(encoded ? hex : "", Convert.ToHexStringLower(bytes ?? []));
    }

    [Fact]
    public void Random_values_survive_json()
    {
        var random = new Random(3);
        for (int i = 0; i < 5_000; i++)
        {
            Schema schema = RandomValues.Schema(random);
            byte[] bytes = RandomValues.Value(random, schema);
            Assert.True(ValueJson.TryWrite(schema, bytes, out string? json, out var unread), unread?.ToString());
            Assert.True(ValueJson.TryEncode(schema, json, "json", out byte[]? again, out Diagnostic? error), $"{schema} {json} {error}");
            Assert.Equal(bytes, again);
        }
    }

    [Fact]
    public void Hostile_json_is_refused_and_never_throws()
    {
        var random = new Random(4);
        for (int i = 0; i < 5_000; i++)
        {
            Schema schema = RandomValues.Schema(random);
            Assert.True(ValueJson.TryWrite(schema, RandomValues.Value(random, schema), out string? json, out _));
            byte[] text = System.Text.Encoding.UTF8.GetBytes(json);
            if (text.Length > 0)
                text[random.Next(text.Length)] = (byte)random.Next(256);
            if (!ValueJson.TryEncode(random.Next(2) == 0 ? schema : RandomValues.Schema(random), text, "json", out byte[]? bytes, out Diagnostic? error))
                Assert.InRange(error.Offset!.Value, 0, text.Length);
            else
                Assert.NotNull(bytes);
        }
    }
}
