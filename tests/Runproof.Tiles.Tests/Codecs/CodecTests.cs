using Runproof.Core.Schemas;
using Runproof.Core.Tests.Schemas;
using Runproof.Tiles.Codecs;
using Runproof.Tiles.Units;

namespace Runproof.Tiles.Tests.Codecs;

/// <summary>The generated codecs are one with the schemas: they take the same bytes and refuse the same bytes.</summary>
public sealed class CodecTests
{
    public static TheoryData<string> Echoes => [.. Registry.Units.Where(unit => unit.Name.Contains(".Echo.", StringComparison.Ordinal) && unit.ShortName is not ("OfNothing" or "OfLetter")).Select(unit => unit.Name)];

    private static TileRegistry Registry => Runproof.Generated.Runproof_Tiles_Tests.Tiles.Registry;

    [Fact]
    public void The_schema_of_each_type()
    {
        Assert.Equal("{a:u8,b:u16,c:u32,d:u64,e:u128,f:i8,g:i16,h:i32,i:i64,j:i128}", ResultOf("OfIntegers"));
        Assert.Equal("{flag:bool,letter:char,text:string,raw:bytes,maybe:option<string>,number:option<i32>,color:enum{Red,Green,Blue}}", ResultOf("OfTexts"));
        Assert.Equal("{byName:map<string,i32>,byNumber:map<i16,list<enum{Red,Green,Blue}>>}", ResultOf("OfMaps"));
        Assert.Equal("{first:i32,second:i64,third:string}", ResultOf("OfFields"));
        Assert.Equal("{x:i32,y:i32}", ResultOf("OfPoint"));
        Assert.Equal("{}", ResultOf("OfEmpty"));
        Assert.Equal("list<enum{Nothing,Circle:{radius:u32},Box:{width:u32,corner:{x:i32,y:i32}}}>", ResultOf("OfShapes"));
        Assert.Equal("{left:{left:i32,right:string},right:list<{x:i32,y:i32}>}", ResultOf("OfPairs"));
        Assert.Equal("list<{left:result<i32,string>,right:list<option<i32>>}>", ResultOf("OfResults"));
        Assert.Equal("(i32,string,bool)", ResultOf("OfThree"));
        Assert.Equal(15, Echoes.Count + 2);
    }

    [Theory]
    [MemberData(nameof(Echoes))]
    public void What_goes_in_comes_out(string name)
    {
        Assert.True(Registry.TryFind(name, out TileUnit? unit));
        Schema schema = ArgumentsOf(unit);
        var random = new Random(6);
        for (int i = 0; i < 300; i++)
        {
            byte[] bytes = RandomValues.Value(random, schema);
            Assert.Equal((TileStatus.Succeeded, Convert.ToHexString(bytes)), Call(unit, bytes));
        }
    }

    [Theory]
    [MemberData(nameof(Echoes))]
    public void Changed_bytes_are_refused_where_the_schema_refuses_them(string name)
    {
        Assert.True(Registry.TryFind(name, out TileUnit? unit));
        Schema schema = ArgumentsOf(unit);
        var random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 1500; i++)
        {
            byte[] bytes = [.. RandomValues.Value(random, schema), .. new byte[random.Next(8) == 0 ? 1 : 0]];
            if (bytes.Length > 0 && random.Next(3) > 0)
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            if (random.Next(5) == 0)
                bytes = bytes[..random.Next(bytes.Length + 1)];
            bool isValid = ValueReader.TryCheck(schema, bytes, out _);
            refused += isValid ? 0 : 1;
            Assert.Equal(isValid ? (TileStatus.Succeeded, Convert.ToHexString(bytes)) : (TileStatus.Malformed, ""), Call(unit, bytes));
        }

        Assert.True(refused > 50, $"{refused} of 1500 were refused");
    }

    [Fact]
    public void No_argument_is_no_input()
    {
        Assert.True(Registry.TryFind("Runproof.Tiles.Tests.Codecs.Echo.OfNothing", out TileUnit? unit));
        Assert.Equal((TileStatus.Succeeded, "54"), Call(unit, []));
        Assert.Equal((TileStatus.Malformed, ""), Call(unit, [0]));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_not_written()
    {
        Assert.True(Registry.TryFind(out TileType<string>? text));
        Assert.Throws<ArgumentException>(() => text.Encode("a\ud800"));
        Assert.Throws<ArgumentException>(() => text.Encode("\udc00\ud800"));
        Assert.Equal("04F09F9880", Convert.ToHexString(text.Encode("😀")));
        Assert.True(text.TryDecode(text.Encode("é😀"), out string? read));
        Assert.Equal("é😀", read);
    }

    [Fact]
    public void A_char_of_one_code_unit_is_written_and_read()
    {
        Assert.True(Registry.TryFind(out TileType<char>? letter));
        Assert.Equal("char", letter.Schema);
        foreach (char value in "a\0\u007f\u0080é\u07ff\u0800\ud7ff\ue000\uffff")
        {
            byte[] text = System.Text.Encoding.UTF8.GetBytes([value]);
            Assert.Equal([(byte)text.Length, .. text], letter.Encode(value));
            Assert.True(letter.TryDecode(letter.Encode(value), out char read));
            Assert.Equal(value, read);
        }

        Assert.Throws<ArgumentException>(() => letter.Encode('\ud800'));
        Assert.Throws<ArgumentException>(() => letter.Encode('\udfff'));
        foreach (string refused in new[] { "", "00", "01", "026161", "01C3", "03EDA080", "04F09F9880", "02C080", "0161FF" })
            Assert.False(letter.TryDecode(Convert.FromHexString(refused), out _), refused);
    }

    [Fact]
    public void A_value_outside_its_enum_is_not_written()
    {
        Assert.True(Registry.TryFind(out TileType<Texts>? texts));
        Assert.Throws<InvalidOperationException>(() => texts.Encode(new Texts(true, new('a'), "", [], null, null, (Color)99)));
    }

    private static string ResultOf(string echo) => Registry.Units.Single(unit => unit.ShortName == echo).Result.Type;

    private static Schema ArgumentsOf(TileUnit unit) => Schema.Arguments([.. unit.Parameters.Select(parameter => Schema.Parse(parameter.Type))]);

    private static (TileStatus Status, string Hex) Call(TileUnit unit, byte[] input)
    {
        var writer = new TileWriter(new byte[4]);
        TileStatus status = unit.Entry(input, ref writer);
        return (status, Convert.ToHexString(writer.Written));
    }
}
