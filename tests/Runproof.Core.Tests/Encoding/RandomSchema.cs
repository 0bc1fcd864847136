using System.Collections.Immutable;
using System.Text;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;

namespace Runproof.Core.Tests.Encoding;

/// <summary>A shape of values, drawn at random, that is read and written through the public calls only.</summary>
internal sealed record RandomSchema(SchemaKind Kind, ImmutableArray<RandomSchema> Children, int Length = 0)
{
    private int MinSize => Kind switch
    {
        SchemaKind.Struct => Children.Sum(child => child.MinSize),
        SchemaKind.Enum => 1 + Children.Min(child => child.MinSize),
        SchemaKind.Raw => Length,
        SchemaKind.F32 => 4,
        SchemaKind.F64 => 8,
        SchemaKind.Digest => Digest.Size,
        SchemaKind.Char => 2,
        _ => 1,
    };

    public static RandomSchema Draw(Random random, int depth = 4)
    {
        var kind = (SchemaKind)random.Next(depth == 0 ? (int)SchemaKind.Option : Enum.GetValues<SchemaKind>().Length);
        int children = kind switch
        {
            < SchemaKind.Option => 0,
            SchemaKind.Option or SchemaKind.Sequence => 1,
            SchemaKind.Map => 2,
            SchemaKind.Enum => random.Next(1, 5),
            _ => random.Next(5),
        };
        return new RandomSchema(kind, [.. Enumerable.Range(0, children).Select(_ => Draw(random, depth - 1))], random.Next(5));
    }

    public static RandomSchema Scalar(SchemaKind kind) => new(kind, [], 2);

    public object? DrawValue(Random random) => Kind switch
    {
        SchemaKind.U8 => (byte)Bits(random),
        SchemaKind.I8 => (sbyte)Bits(random),
        SchemaKind.U16 => (ushort)Bits(random),
        SchemaKind.I16 => (short)Bits(random),
        SchemaKind.U32 => (uint)Bits(random),
        SchemaKind.I32 => (int)Bits(random),
        SchemaKind.U64 => (ulong)Bits(random),
        SchemaKind.I64 => (long)Bits(random),
        SchemaKind.U128 => Bits(random),
        SchemaKind.I128 => (Int128)Bits(random),
        SchemaKind.Bool => random.Next(2) == 1,
        SchemaKind.F32 => BitConverter.UInt32BitsToSingle((uint)Bits(random)),
        SchemaKind.F64 => BitConverter.UInt64BitsToDouble((ulong)Bits(random)),
        SchemaKind.Char => Character(random),
        SchemaKind.String => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Character(random).ToString())),
        SchemaKind.Bytes => RandomBytes(random, random.Next(200)),
        SchemaKind.Raw => RandomBytes(random, Length),
        SchemaKind.Digest => Digest.Read(RandomBytes(random, Digest.Size)),
        SchemaKind.Option => random.Next(2) == 0 ? null : new object?[] { Children[0].DrawValue(random) },
        SchemaKind.Sequence => Enumerable.Range(0, random.Next(5)).Select(_ => Children[0].DrawValue(random)).ToArray(),
        SchemaKind.Map => Enumerable.Range(0, random.Next(5)).Select(_ => KeyValuePair.Create(Children[0].DrawValue(random), Children[1].DrawValue(random)))
            .DistinctBy(entry => Convert.ToHexString(Encode(Children[0], entry.Key))).ToArray(),
        SchemaKind.Enum => Variant((uint)random.Next(Children.Length), child => child.DrawValue(random)),
        _ => Children.Select(child => child.DrawValue(random)).ToArray(),
    };

    public static byte[] Encode(RandomSchema schema, object? value)
    {
        var writer = new PostcardWriter(capacity: 1);
        schema.Write(writer, value);
        return writer.ToArray();
    }

    public void Write(PostcardWriter writer, object? value)
    {
        switch (Kind)
        {
            case SchemaKind.U8: writer.WriteU8((byte)value!); break;
            case SchemaKind.I8: writer.WriteI8((sbyte)value!); break;
            case SchemaKind.U16: writer.WriteU16((ushort)value!); break;
            case SchemaKind.I16: writer.WriteI16((short)value!); break;
            case SchemaKind.U32: writer.WriteU32((uint)value!); break;
            case SchemaKind.I32: writer.WriteI32((int)value!); break;
            case SchemaKind.U64: writer.WriteU64((ulong)value!); break;
            case SchemaKind.I64: writer.WriteI64((long)value!); break;
            case SchemaKind.U128: writer.WriteU128((UInt128)value!); break;
            case SchemaKind.I128: writer.WriteI128((Int128)value!); break;
            case SchemaKind.Bool: writer.WriteBool((bool)value!); break;
            case SchemaKind.F32: writer.WriteF32((float)value!); break;
            case SchemaKind.F64: writer.WriteF64((double)value!); break;
            case SchemaKind.Char: writer.WriteChar((Rune)value!); break;
            case SchemaKind.String: writer.WriteString((string)value!); break;
            case SchemaKind.Bytes: writer.WriteBytes((byte[])value!); break;
            case SchemaKind.Raw: writer.WriteRaw((byte[])value!); break;
            case SchemaKind.Digest: writer.WriteDigest((Digest)value!); break;
            case SchemaKind.Option when value is null: writer.WriteNone(); break;
            case SchemaKind.Option:
                writer.WriteSome();
                Children[0].Write(writer, ((object?[])value)[0]);
                break;
            case SchemaKind.Sequence:
                writer.WriteCount(((object?[])value!).Length);
                foreach (object? element in (object?[])value)
                    Children[0].Write(writer, element);
                break;
            case SchemaKind.Map:
                writer.WriteMap((KeyValuePair<object?, object?>[])value!, Children[0].Write, Children[1].Write);
                break;
            case SchemaKind.Enum:
                var (index, payload) = ((uint, object?))value!;
                writer.WriteEnum(index);
                Children[(int)index].Write(writer, payload);
                break;
            default:
                foreach ((RandomSchema child, object? field) in Children.Zip((object?[])value!))
                    child.Write(writer, field);
                break;
        }
    }

    public bool TryRead(ref PostcardReader reader, out object? value)
    {
        value = null;
        if (!reader.Enter(Kind.ToString()) || !TryReadInside(ref reader, out value))
            return false;
        reader.Exit();
        return true;
    }

    private static bool Box<T>(bool read, T item, out object? value)
    {
        value = item;
        return read;
    }

    private static byte[] RandomBytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    // Every magnitude is as likely as another, and the edges of all widths come up.
    private static UInt128 Bits(Random random)
    {
        UInt128 bits = new((ulong)random.NextInt64() ^ ((ulong)random.Next(2) << 63), (ulong)random.NextInt64() ^ ((ulong)random.Next(2) << 63));
        UInt128 power = UInt128.One << random.Next(128);
        return random.Next(4) switch { 0 => bits >> random.Next(128), 1 => power, 2 => power - 1, _ => ~power };
    }

    private static Rune Character(Random random)
    {
        int scalar = (int)Bits(random) & 0x1F_FFFF;
        return Rune.IsValid(scalar) ? new Rune(scalar) : new Rune('!');
    }

    private (uint Index, object? Payload) Variant(uint index, Func<RandomSchema, object?> payload) => (index, payload(Children[(int)index]));

    private bool TryReadInside(ref PostcardReader reader, out object? value)
    {
        switch (Kind)
        {
            case SchemaKind.U8: return Box(reader.TryReadU8(out byte u8), u8, out value);
            case SchemaKind.I8: return Box(reader.TryReadI8(out sbyte i8), i8, out value);
            case SchemaKind.U16: return Box(reader.TryReadU16(out ushort u16), u16, out value);
            case SchemaKind.I16: return Box(reader.TryReadI16(out short i16), i16, out value);
            case SchemaKind.U32: return Box(reader.TryReadU32(out uint u32), u32, out value);
            case SchemaKind.I32: return Box(reader.TryReadI32(out int i32), i32, out value);
            case SchemaKind.U64: return Box(reader.TryReadU64(out ulong u64), u64, out value);
            case SchemaKind.I64: return Box(reader.TryReadI64(out long i64), i64, out value);
            case SchemaKind.U128: return Box(reader.TryReadU128(out UInt128 u128), u128, out value);
            case SchemaKind.I128: return Box(reader.TryReadI128(out Int128 i128), i128, out value);
            case SchemaKind.Bool: return Box(reader.TryReadBool(out bool flag), flag, out value);
            case SchemaKind.F32: return Box(reader.TryReadF32(out float f32), f32, out value);
            case SchemaKind.F64: return Box(reader.TryReadF64(out double f64), f64, out value);
            case SchemaKind.Char: return Box(reader.TryReadChar(out Rune rune), rune, out value);
            case SchemaKind.String: return Box(reader.TryReadString(out string? text), text, out value);
            case SchemaKind.Bytes: return Box(reader.TryReadBytes(out ReadOnlySpan<byte> bytes), bytes.ToArray(), out value);
            case SchemaKind.Raw: return Box(reader.TryReadRaw(Length, out ReadOnlySpan<byte> raw), raw.ToArray(), out value);
            case SchemaKind.Digest: return Box(reader.TryReadDigest(out Digest digest), digest, out value);
            case SchemaKind.Option:
                value = null;
                if (!reader.TryReadOption(out bool isSome))
                    return false;
                return !isSome || (Children[0].TryRead(ref reader, out object? some) && Box(true, new[] { some }, out value));
            case SchemaKind.Enum:
                value = null;
                return reader.TryReadEnum((uint)Children.Length, out uint index)
                    && Children[(int)index].TryRead(ref reader, out object? payload) && Box(true, (index, payload), out value);
            case SchemaKind.Sequence:
                value = null;
                return reader.TryReadCount(Children[0].MinSize, out int count) && TryReadAll(ref reader, Enumerable.Repeat(Children[0], count), out value);
            case SchemaKind.Map:
                return TryReadMap(ref reader, out value);
            default:
                return TryReadAll(ref reader, Children, out value);
        }
    }

    private static bool TryReadAll(ref PostcardReader reader, IEnumerable<RandomSchema> schemas, out object? value)
    {
        var elements = new List<object?>();
        value = null;
        foreach (RandomSchema schema in schemas)
        {
            if (!schema.TryRead(ref reader, out object? element))
                return false;
            elements.Add(element);
        }

        value = elements.ToArray();
        return true;
    }

    private bool TryReadMap(ref PostcardReader reader, out object? value)
    {
        value = null;
        if (!reader.TryReadCount(Children[0].MinSize + Children[1].MinSize, out int count))
            return false;
        var entries = new List<KeyValuePair<object?, object?>>();
        var previous = default(Range);
        for (int i = 0; i < count; i++)
        {
            int start = reader.Offset;
            if (!Children[0].TryRead(ref reader, out object? key) || !reader.TryAcceptKey(start, ref previous) || !Children[1].TryRead(ref reader, out object? item))
                return false;
            entries.Add(new(key, item));
        }

        value = entries.ToArray();
        return true;
    }
}
