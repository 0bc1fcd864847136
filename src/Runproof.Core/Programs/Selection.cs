using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Runproof.Core.Encoding;
using Runproof.Core.Schemas;

namespace Runproof.Core.Programs;

/// <summary>A part of a value: steps into it, from the outside in.</summary>
/// <param name="Path">The steps; at least one.</param>
public sealed record Selection(ImmutableArray<Selector> Path)
{
    /// <inheritdoc />
    public bool Equals(Selection? other) => other is not null && Path.AsSpan().SequenceEqual(other.Path.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => Path.IsDefaultOrEmpty ? 0 : HashCode.Combine(Path.Length, Path[0], Path[^1]);

    /// <summary>A longer path.</summary>
    /// <param name="next">The step that follows.</param>
    public Selection Then(Selector next) => new(Path.Add(next));

    /// <summary>The schema of the part, where a value of a schema has it.</summary>
    /// <param name="whole">The schema of the whole value.</param>
    /// <param name="part">The schema of the part.</param>
    public bool TryApply(Schema whole, [NotNullWhen(true)] out Schema? part)
    {
        part = whole;
        for (int i = 0; i < Path.Length && part is not null; i++)
        {
            (SelectorKind kind, uint start, uint end) = Path[i];
            part = (kind, part.Kind) switch
            {
                (SelectorKind.Member, SchemaKind.Struct or SchemaKind.Tuple) when start < part.Members.Length => part.Members[(int)start].Schema,
                (SelectorKind.Element, SchemaKind.List) when start < int.MaxValue => part.Element,
                (SelectorKind.Element, SchemaKind.Array) when start < part.Length => part.Element,
                (SelectorKind.Range, SchemaKind.List) when start <= end && end < int.MaxValue && i == Path.Length - 1 => part,
                _ => null,
            };
        }

        return part is not null && !Path.IsEmpty;
    }

    /// <summary>Takes the part out of an encoded value.</summary>
    /// <param name="schema">The schema of the whole value.</param>
    /// <param name="value">The encoded value.</param>
    /// <param name="part">The encoded part.</param>
    /// <returns>False where a list is too short, or the bytes are not a value of the schema.</returns>
    public bool TryTake(Schema schema, ReadOnlyMemory<byte> value, out ReadOnlyMemory<byte> part)
    {
        part = default;
        if (!TryApply(schema, out _))
            return false;
        var reader = new PostcardReader(value.Span);
        foreach ((SelectorKind kind, uint start, uint end) in Path)
        {
            if (kind == SelectorKind.Range)
                return TryTakeRange(ref reader, schema, value, (int)start, (int)end, out part);
            if (kind == SelectorKind.Element && schema.Kind == SchemaKind.List && (!reader.TryReadCount(schema.Element.MinSize, out int count) || start >= count))
                return false;
            for (int i = 0; i < start; i++)
            {
                if (!ValueReader.TrySkip(ref reader, kind == SelectorKind.Member ? schema.Members[i].Schema! : schema.Element))
                    return false;
            }

            schema = kind == SelectorKind.Member ? schema.Members[(int)start].Schema! : schema.Element;
        }

        int from = reader.Offset;
        if (!ValueReader.TrySkip(ref reader, schema))
            return false;
        part = value[from..reader.Offset];
        return true;
    }

    /// <summary>For example <c>.1[3]</c> or <c>.0[2..5]</c>.</summary>
    public override string ToString() => string.Concat(Path.Select(selector => selector.Kind switch
    {
        SelectorKind.Member => string.Create(CultureInfo.InvariantCulture, $".{selector.Start}"),
        SelectorKind.Element => string.Create(CultureInfo.InvariantCulture, $"[{selector.Start}]"),
        _ => string.Create(CultureInfo.InvariantCulture, $"[{selector.Start}..{selector.End}]"),
    }));

    private static bool TryTakeRange(ref PostcardReader reader, Schema list, ReadOnlyMemory<byte> value, int start, int end, out ReadOnlyMemory<byte> part)
    {
        part = default;
        if (!reader.TryReadCount(list.Element.MinSize, out int count) || end > count)
            return false;
        int from = reader.Offset;
        for (int i = 0; i < end; i++)
        {
            if (i == start)
                from = reader.Offset;
            if (!ValueReader.TrySkip(ref reader, list.Element))
                return false;
        }

        if (start == end)
            from = reader.Offset;
        part = ListOf(end - start, value.Span[from..reader.Offset]);
        return true;
    }

    /// <summary>The encoding of a list of elements that are encoded already.</summary>
    internal static byte[] ListOf(int count, ReadOnlySpan<byte> elements)
    {
        var writer = new PostcardWriter(elements.Length + 5);
        writer.WriteCount(count);
        writer.WriteRaw(elements);
        return writer.ToArray();
    }
}
