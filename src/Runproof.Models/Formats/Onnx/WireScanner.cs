using System.Text.Unicode;
using Runproof.Core.Diagnostics;

namespace Runproof.Models.Formats.Onnx;

/// <summary>
/// Walks the bytes of an ONNX file before any object is made of them, and reports the first field that is malformed with its offset.
/// Linear in the file's size, without recursion; what it accepts takes a bounded multiple of that size in memory once parsed.
/// </summary>
internal ref struct WireScanner
{
    /// <summary>Deepest nesting of messages; three of them make one level of subgraphs. Below the parser's own limit of 100.</summary>
    public const int MaxDepth = 96;

    /// <summary>How many times the size of the file the parsed messages may take.</summary>
    public const int MaxGrowth = 64;

    private const int FreeWeight = 1 << 20;
    private const int ElementWeight = 16;
    private const int TextWeight = 40;

    private readonly ReadOnlySpan<byte> _data;
    private readonly string _subject;
    private readonly Frame[] _stack;
    private int _depth;
    private int _position;
    private long _weight;

    private WireScanner(ReadOnlySpan<byte> data, string subject)
    {
        _data = data;
        _subject = subject;
        _stack = new Frame[MaxDepth];
        _stack[0] = new Frame { Schema = WireSchema.Model, End = data.Length };
    }

    private enum WireType
    {
        Varint = 0,
        Fixed64 = 1,
        Length = 2,
        Fixed32 = 5,
    }

    /// <summary>The first thing that is wrong with the bytes of a file; null where they are well-formed.</summary>
    public static Diagnostic? Scan(ReadOnlySpan<byte> data, string subject, CancellationToken cancellationToken)
    {
        var scanner = new WireScanner(data, subject);
        return scanner.Run(cancellationToken);
    }

    private Diagnostic? Run(CancellationToken cancellationToken)
    {
        var budget = ((long)MaxGrowth * _data.Length) + FreeWeight;
        while (true)
        {
            ref var frame = ref _stack[_depth];
            if (_position == frame.End)
            {
                if (_depth == 0)
                    return null;
                if (--_depth <= 2)
                    cancellationToken.ThrowIfCancellationRequested();
                continue;
            }

            if (ScanField(ref frame) is { } error)
                return error;
            if (_weight > budget)
                return Fail(OnnxErrors.TooLarge, _position, $"the messages up to here would take more than {MaxGrowth} times the file's size in memory", "a file that is not made of empty messages");
        }
    }

    private Diagnostic? ScanField(ref Frame frame)
    {
        var start = _position;
        if (!TryVarint(frame.End, out var tag))
            return BadVarint(ref frame, start, "a field's number");
        var number = (uint)(tag >> 3);
        if (tag > uint.MaxValue || number == 0)
            return Fail(OnnxErrors.Wire, start, $"{Here()} holds a field with the number {tag >> 3}, which no field can have", "the original file");

        var field = frame.Schema.Find(number);
        (frame.Field, frame.Number) = (field, number);
        var type = (WireType)(tag & 7);
        if (field is not null)
        {
            if (!Accepts(field, type))
                return Fail(OnnxErrors.Wire, start, $"field {Here()} is stored with wire type {(int)type}, which it cannot have", "the original file");
            if (!field.Repeated)
            {
                if ((frame.Seen & (1UL << (int)number)) != 0)
                    return Fail(OnnxErrors.Wire, start, $"field {Here()} occurs twice in one message", "the original file");
                frame.Seen |= 1UL << (int)number;
            }
        }

        _weight += ElementWeight;
        switch (type)
        {
            case WireType.Varint:
                return TryVarint(frame.End, out _) ? null : BadVarint(ref frame, start, $"field {Here()}");
            case WireType.Fixed32:
                return Skip(ref frame, start, sizeof(uint));
            case WireType.Fixed64:
                return Skip(ref frame, start, sizeof(ulong));
            case WireType.Length:
                return ScanDelimited(ref frame, field, start);
            default:
                return Fail(OnnxErrors.Wire, start, $"field {Here()} is stored with wire type {(int)type}, which the format does not use", "the original file");
        }
    }

    private Diagnostic? ScanDelimited(ref Frame frame, WireSchema.Field? field, int start)
    {
        if (!TryVarint(frame.End, out var length))
            return BadVarint(ref frame, start, $"the length of {Here()}");
        if (length > (ulong)(frame.End - _position))
            return Beyond(start, length);
        var end = _position + (int)length;
        if (field is null)
        {
            _weight += (int)length + TextWeight;
            _position = end;
            return null;
        }

        switch (field.Layout)
        {
            case WireSchema.Layout.Message:
                if (_depth + 1 == MaxDepth)
                    return Fail(OnnxErrors.TooDeep, start, $"messages are nested more than {MaxDepth} deep at {Tail()}", "a model whose subgraphs are nested at most 30 deep");
                _weight += field.Child!.Weight;
                _stack[++_depth] = new Frame { Schema = field.Child, End = end };
                return null;
            case WireSchema.Layout.Text:
                if (!Utf8.IsValid(_data[_position..end]))
                    return Fail(OnnxErrors.Text, start, $"the text of {Here()} is not UTF-8", "the original file");
                _weight += TextWeight + (2 * (long)length);
                break;
            case WireSchema.Layout.Bytes:
                _weight += TextWeight + (long)length;
                break;
            case WireSchema.Layout.Varint:
                while (_position < end)
                {
                    var element = _position;
                    if (!TryVarint(end, out _))
                        return Fail(OnnxErrors.Wire, element, $"a number in {Here()} does not end", "the original file");
                    _weight += ElementWeight;
                }

                break;
            default:
                if (length % (field.Layout == WireSchema.Layout.Fixed32 ? 4u : 8u) != 0)
                    return Fail(OnnxErrors.Wire, start, $"{length} bytes in {Here()} are not a whole number of elements", "the original file");
                _weight += 2 * (long)length;
                break;
        }

        _position = end;
        return null;
    }

    private static bool Accepts(WireSchema.Field field, WireType type) => field.Layout switch
    {
        WireSchema.Layout.Varint => type == WireType.Varint || (field.Repeated && type == WireType.Length),
        WireSchema.Layout.Fixed32 => type == WireType.Fixed32 || (field.Repeated && type == WireType.Length),
        WireSchema.Layout.Fixed64 => type == WireType.Fixed64 || (field.Repeated && type == WireType.Length),
        _ => type == WireType.Length,
    };

    private Diagnostic? Skip(ref Frame frame, int start, int count)
    {
        if (frame.End - _position < count)
            return Beyond(start, (ulong)count);
        _position += count;
        return null;
    }

    private bool TryVarint(int end, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_position == end)
                return false;
            var next = _data[_position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return true;
        }

        return false;
    }

    private readonly Diagnostic Beyond(int start, ulong length) => length > (ulong)(_data.Length - _position)
        ? Fail(OnnxErrors.Truncated, start, $"field {Here()} needs {length} bytes and {_data.Length - _position} are left in the file", "the complete file")
        : Fail(OnnxErrors.Wire, start, $"field {Here()} needs {length} bytes and {_stack[_depth].End - _position} are left in its message", "the original file");

    private readonly Diagnostic BadVarint(ref Frame frame, int start, string what) => _position == frame.End && frame.End == _data.Length
        ? Fail(OnnxErrors.Truncated, start, $"the file ends within {what}", "the complete file")
        : Fail(OnnxErrors.Wire, start, $"{what} is a number that does not end", "the original file");

    /// <summary>The path of fields that leads to the current one, such as <c>graph.node.attribute</c>.</summary>
    private readonly string Here() => string.Join('.', _stack.Take(_depth + 1).Select(frame => frame.Name));

    private readonly string Tail() => "..." + string.Join('.', _stack.Skip(_depth - 5).Take(6).Select(frame => frame.Name));

    private readonly Diagnostic Fail(ErrorCode code, long offset, string message, string hint) =>
        new(code, Phase.Read, _subject, message, hint, offset);

    private struct Frame
    {
        public WireSchema Schema;
        public int End;
        public ulong Seen;
        public WireSchema.Field? Field;
        public uint Number;

        public readonly string Name => Field?.Name ?? (Number == 0 ? "the message" : $"field {Number}");
    }
}
