using Runproof.Core.Schemas;

namespace Runproof.Core.Tests.Schemas;

public sealed class SchemaTests
{
    [Fact]
    public void Text_says_everything_and_reads_back()
    {
        var random = new Random(1);
        for (int i = 0; i < 2000; i++)
        {
            Schema schema = RandomValues.Schema(random, depth: 4);
            Assert.True(Schema.TryParse(schema.Text, out Schema? read), schema.Text);
            Assert.Equal(schema, read);
            Assert.Equal(schema.Digest, read.Digest);
            Assert.Equal((schema.Kind, schema.Depth, schema.MinSize, schema.Length), (read.Kind, read.Depth, read.MinSize, read.Length));
        }
    }

    [Fact]
    public void The_text_of_each_kind()
    {
        var u8 = Schema.Of(SchemaKind.U8);
        Assert.Equal("u128", Schema.Of(SchemaKind.U128).Text);
        Assert.Equal("list<array<u8,4>>", Schema.List(Schema.Array(u8, 4)).Text);
        Assert.Equal("map<string,option<bool>>", Schema.Map(Schema.Of(SchemaKind.String), Schema.Option(Schema.Of(SchemaKind.Bool))).Text);
        Assert.Equal("result<(),string>", Schema.Result(Schema.Tuple(), Schema.Of(SchemaKind.String)).Text);
        Assert.Equal("{age:u8,lines:list<string>}", Schema.Struct(new("age", u8), new("lines", Schema.List(Schema.Of(SchemaKind.String)))).Text);
        Assert.Equal("enum{A,B:u8,C:(u8,u8),D:{x:u8}}", Schema.Enum(new("A", null), new("B", u8), new("C", Schema.Tuple(u8, u8)), new("D", Schema.Struct(new SchemaMember("x", u8)))).Text);
        Assert.Equal("83a79e8dc0c92362", Schema.Parse("{age:u32,items:list<i64>}").Digest.ToString()[..16]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("u24")]
    [InlineData("U8")]
    [InlineData("u8 ")]
    [InlineData(" u8")]
    [InlineData("float[1,3]")]
    [InlineData("list<u8")]
    [InlineData("list<u8>>")]
    [InlineData("list<u8,u8>")]
    [InlineData("list<()>")]
    [InlineData("array<{},3>")]
    [InlineData("array<u8,-1>")]
    [InlineData("array<u8,04>")]
    [InlineData("array<u8,99999999999>")]
    [InlineData("map<u8>")]
    [InlineData("enum{}")]
    [InlineData("enum{A,A}")]
    [InlineData("enum{A:}")]
    [InlineData("{a}")]
    [InlineData("{a:u8,}")]
    [InlineData("{a:u8,a:u8}")]
    [InlineData("{:u8}")]
    [InlineData("{a b:u8}")]
    [InlineData("(u8,)")]
    [InlineData("(u8")]
    public void Refuses_text(string text)
    {
        Assert.False(Schema.TryParse(text, out Schema? schema));
        Assert.Null(schema);
        Assert.Throws<FormatException>(() => Schema.Parse(text));
    }

    [Fact]
    public void Depth_is_bounded()
    {
        string deepest = Nested(Schema.MaxDepth - 1);
        Assert.True(Schema.TryParse(deepest, out Schema? schema));
        Assert.Equal(Schema.MaxDepth, schema.Depth);
        Assert.False(Schema.TryParse(Nested(Schema.MaxDepth), out _));
        Assert.False(Schema.TryParse(Nested(1_000_000), out _));
        Assert.Throws<ArgumentException>(() => Schema.List(schema));
    }

    [Fact]
    public void Arguments_are_nothing_a_value_or_a_tuple()
    {
        var u8 = Schema.Of(SchemaKind.U8);
        Assert.Equal("()", Schema.Arguments().Text);
        Assert.Equal("u8", Schema.Arguments(u8).Text);
        Assert.Equal("(u8,u8)", Schema.Arguments(u8, u8).Text);
    }

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("list<", depth)) + "u8" + new string('>', depth);
}
