namespace Runproof.Tiles.Codecs;

/// <summary>The encoding of maps: a count, then keys and values in the order of the encoded keys. Guests have no maps.</summary>
public static class TileMaps
{
    /// <summary>Writes a map.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="entries">The entries in any order.</param>
    /// <param name="writeKey">Writes a key.</param>
    /// <param name="writeValue">Writes a value.</param>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    public static void Write<TKey, TValue>(
        ref TileWriter writer, IReadOnlyCollection<KeyValuePair<TKey, TValue>> entries, TileWrite<TKey> writeKey, TileWrite<TValue> writeValue)
    {
        var sorted = new List<(byte[] Key, TValue Value)>(entries.Count);
        foreach ((TKey key, TValue value) in entries)
        {
            var keyWriter = new TileWriter(new byte[16]);
            writeKey(ref keyWriter, key);
            sorted.Add((keyWriter.Written.ToArray(), value));
        }

        sorted.Sort((left, right) => left.Key.AsSpan().SequenceCompareTo(right.Key));
        writer.WriteCount(sorted.Count);
        foreach ((byte[] key, TValue value) in sorted)
        {
            writer.WriteRaw(key);
            writeValue(ref writer, value);
        }
    }

    /// <summary>Reads a map.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="minSize">The fewest bytes of an entry; at least 1.</param>
    /// <param name="readKey">Reads a key.</param>
    /// <param name="readValue">Reads a value.</param>
    /// <param name="target">Takes the entries.</param>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    public static void Read<TKey, TValue>(ref TileReader reader, int minSize, TileRead<TKey> readKey, TileRead<TValue> readValue, IDictionary<TKey, TValue> target)
    {
        int count = reader.ReadCount(minSize);
        int previousStart = -1;
        int previousEnd = 0;
        for (int i = 0; i < count; i++)
        {
            int start = reader.Offset;
            TKey key = readKey(ref reader);
            reader.CheckKey(start, ref previousStart, ref previousEnd);
            TValue value = readValue(ref reader);
            target[key] = value;
        }
    }
}
