using Runproof.Core.Encoding;
using Runproof.Core.Schemas;

namespace Runproof.Core.Programs;

/// <summary>A fold that has begun: the items that are left, and the state.</summary>
internal sealed class FoldProgress(ReadOnlyMemory<byte> elements, int count, ReadOnlyMemory<byte> initial, ReadOnlyMemory<byte>[] arguments)
{
    private ReadOnlyMemory<byte> _elements = elements;
    private int _left = count;

    public uint Calls { get; private set; }

    public ReadOnlyMemory<byte> State { get; private set; } = initial;

    public ReadOnlyMemory<byte>[] Arguments => arguments;

    public bool IsAtEnd => _left == 0;

    /// <summary>Takes the items of the next call, as a list.</summary>
    public ReadOnlyMemory<byte> Take(Schema element, uint chunk)
    {
        int count = (int)Math.Min(chunk, (uint)_left);
        var reader = new PostcardReader(_elements.Span);
        for (int i = 0; i < count; i++)
        {
            if (!ValueReader.TrySkip(ref reader, element))
                throw new InvalidOperationException("The list was checked before.");
        }

        byte[] items = Selection.ListOf(count, _elements.Span[..reader.Offset]);
        _elements = _elements[reader.Offset..];
        _left -= count;
        Calls++;
        return items;
    }

    /// <summary>Takes the state that a call gave.</summary>
    /// <returns>Whether the fold has ended.</returns>
    public bool Accept(ReadOnlyMemory<byte> output, bool canBreak)
    {
        bool isBreak = canBreak && output.Span[0] == 1;
        State = canBreak ? output[1..] : output;
        return isBreak || IsAtEnd;
    }
}
