using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Runproof.Core.Encoding;
using Runproof.Core.Schemas;

namespace Runproof.Core.Tests.Schemas;

/// <summary>Random schemas, and the encodings of random values of a schema.</summary>
internal static class RandomValues
{
    public static Schema Schema(Random random, int depth = 3)
    {
        var kind = (SchemaKind)random.Next(depth == 0 ? (int)SchemaKind.List : (int)SchemaKind.Enum + 1);
        return kind switch
        {
            <= SchemaKind.Bytes => Core.Schemas.Schema.Of(kind),
            SchemaKind.List => Core.Schemas.Schema.List(Element(random, depth)),
            SchemaKind.Array => Core.Schemas.Schema.Array(Element(random, depth), random.Next(4)),
            SchemaKind.Option => Core.Schemas.Schema.Option(Schema(random, depth - 1)),
            SchemaKind.Map => Core.Schemas.Schema.Map(Schema(random, random.Next(2) * (depth - 1)), Schema(random, depth - 1)),
            SchemaKind.Result => Core.Schemas.Schema.Result(Schema(random, depth - 1), Schema(random, depth - 1)),
            SchemaKind.Tuple => Core.Schemas.Schema.Tuple([.. Enumerable.Range(0, random.Next(4)).Select(_ => Schema(random, depth - 1))]),
            SchemaKind.Struct => Core.Schemas.Schema.Struct(Members(random, depth, random.Next(4))),
            _ => Core.Schemas.Schema.Enum([.. Members(random, depth, 1 + random.Next(4)).Select(member => random.Next(2) == 0 ? member : member with { Schema = null })]),
        };
    }

    public static byte[] Value(Random random, Schema schema)
    {
        var writer = new PostcardWriter();
        Write(random, schema, writer);
        return writer.ToArray();
    }

    public static void Write(Random random, Schema schema, PostcardWriter writer)
    {
        UInt128 bits = Bits(random);
        switch (schema.Kind)
        {
            case SchemaKind.U8: writer.WriteU8((byte)bits); break;
            case SchemaKind.U16: writer.WriteU16((ushort)bits); break;
            case SchemaKind.U32: writer.WriteU32((uint)bits); break;
            case SchemaKind.U64: writer.WriteU64((ulong)bits); break;
            case SchemaKind.U128: writer.WriteU128(bits); break;
            case SchemaKind.I8: writer.WriteI8((sbyte)bits); break;
            case SchemaKind.I16: writer.WriteI16((short)bits); break;
            case SchemaKind.I32: writer.WriteI32((int)bits); break;
            case SchemaKind.I64: writer.WriteI64((long)bits); break;
            case SchemaKind.I128: writer.WriteI128((Int128)bits); break;
            case SchemaKind.Bool: writer.WriteBool(bits % 2 == 0); break;
            case SchemaKind.Char: writer.WriteChar(Character(random)); break;
            case SchemaKind.String: writer.WriteString(string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Character(random).ToString()))); break;
            case SchemaKind.Bytes:
                byte[] bytes = new byte[random.Next(10)];
                random.NextBytes(bytes);
                writer.WriteBytes(bytes);
                break;
            case SchemaKind.Option: WriteOption(random, schema, writer); break;
            case SchemaKind.List:
                int count = random.Next(6);
                writer.WriteCount(count);
                WriteAll(random, Enumerable.Repeat(schema.Element, count), writer);
                break;
            case SchemaKind.Array: WriteAll(random, Enumerable.Repeat(schema.Element, schema.Length), writer); break;
            case SchemaKind.Map: WriteMap(random, schema, writer); break;
            case SchemaKind.Tuple or SchemaKind.Struct: WriteAll(random, schema.Members.Select(member => member.Schema!), writer); break;
            default:
                int variant = random.Next(schema.Members.Length);
                writer.WriteEnum((uint)variant);
                if (schema.Members[variant].Schema is { } payload)
                    Write(random, payload, writer);
                break;
        }
    }

    // Every magnitude is as likely as another, and the edges of all widths come up.
    public static UInt128 Bits(Random random)
    {
        UInt128 bits = new((ulong)random.NextInt64() ^ ((ulong)random.Next(2) << 63), (ulong)random.NextInt64() ^ ((ulong)random.Next(2) << 63));
        UInt128 power = UInt128.One << random.Next(128);
        return random.Next(4) switch { 0 => bits >> random.Next(128), 1 => power, 2 => power - 1, _ => ~power };
    }

    private static Schema Element(Random random, int depth)
    {
        Schema element = Schema(random, depth - 1);
        return element.MinSize > 0 ? element : Core.Schemas.Schema.Of(SchemaKind.I32);
    }

    private static ImmutableArray<SchemaMember> Members(Random random, int depth, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new SchemaMember("é" + i.ToString(CultureInfo.InvariantCulture), Schema(random, depth - 1)))];

    private static Rune Character(Random random)
    {
        int scalar = (int)(uint)Bits(random) & 0x1F_FFFF;
        return Rune.IsValid(scalar) ? new Rune(scalar) : new Rune('"');
    }

    private static void WriteOption(Random random, Schema schema, PostcardWriter writer)
    {
        if (random.Next(3) == 0)
        {
            writer.WriteNone();
            return;
        }

        writer.WriteSome();
        Write(random, schema.Element, writer);
    }

    private static void WriteAll(Random random, IEnumerable<Schema> schemas, PostcardWriter writer)
    {
        foreach (Schema schema in schemas)
            Write(random, schema, writer);
    }

    private static void WriteMap(Random random, Schema schema, PostcardWriter writer)
    {
        var entries = new Dictionary<string, KeyValuePair<byte[], byte[]>>(StringComparer.Ordinal);
        for (int i = random.Next(5); i > 0; i--)
        {
            byte[] key = Value(random, schema.Members[0].Schema!);
            entries[Convert.ToHexString(key)] = new(key, Value(random, schema.Members[1].Schema!));
        }

        writer.WriteMap<byte[], byte[]>(entries.Values, (w, key) => w.WriteRaw(key), (w, value) => w.WriteRaw(value));
    }
}
