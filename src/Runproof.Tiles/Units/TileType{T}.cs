using Runproof.Tiles.Codecs;
using Runproof.Tiles.Programs;

namespace Runproof.Tiles.Units;

/// <summary>A type of values that tiles take or give, with its codec.</summary>
/// <typeparam name="T">The type.</typeparam>
public sealed class TileType<T> : TileType
{
    private readonly TileWrite<T> _write;
    private readonly TileRead<T> _read;

    /// <summary>Makes a description.</summary>
    /// <param name="schema">The text of the schema.</param>
    /// <param name="write">Writes a value.</param>
    /// <param name="read">Reads a value.</param>
    public TileType(string schema, TileWrite<T> write, TileRead<T> read)
        : base(typeof(T), schema)
    {
        _write = write;
        _read = read;
    }

    /// <summary>The canonical bytes of a value.</summary>
    /// <param name="value">The value.</param>
    public byte[] Encode(T value)
    {
        var writer = new TileWriter(new byte[64]);
        _write(ref writer, value);
        return writer.Written.ToArray();
    }

    /// <summary>Reads a value.</summary>
    /// <param name="bytes">The canonical bytes.</param>
    /// <param name="value">The value, or the default one.</param>
    public bool TryDecode(ReadOnlySpan<byte> bytes, out T? value)
    {
        var reader = new TileReader(bytes);
        value = _read(ref reader);
        if (!reader.IsComplete)
            value = default;
        return reader.IsComplete;
    }

    internal override Ref Reference(SequenceRecorder context, ValueHandle value) => new RecordedRef<T>(context, value);
}
