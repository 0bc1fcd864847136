using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Runproof.Circuits.Graph;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;

namespace Runproof.Circuits.Formats;

/// <summary>The canonical bytes of a circuit's weights: magic, version, then per layer its weights, one byte each, and its biases.</summary>
public static class WeightsFormat
{
    /// <summary>The version that is written and read.</summary>
    public const byte Version = 1;

    private static ReadOnlySpan<byte> Magic => "RPWEIGHT"u8;

    /// <summary>Encodes weights.</summary>
    public static byte[] Write(CircuitWeights weights)
    {
        var writer = new PostcardWriter(64 + weights.Layers.Sum(layer => layer.Weights.Length + (5 * layer.Biases.Length) + 10));
        IntegerFormat.WritePreamble(writer, Magic, Version);
        writer.WriteCount(weights.Layers.Length);
        foreach (var layer in weights.Layers)
        {
            writer.WriteBytes(MemoryMarshal.AsBytes(layer.Weights.AsSpan()));
            IntegerFormat.Write(writer, layer.Biases);
        }

        return writer.ToArray();
    }

    /// <summary>Decodes weights that use all of the bytes.</summary>
    /// <param name="bytes">The bytes, trusted in nothing.</param>
    /// <param name="weights">The weights, which <see cref="CircuitValidator"/> has not compared with a circuit.</param>
    /// <param name="error">Why the bytes are no weights.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out CircuitWeights? weights, [NotNullWhen(false)] out PostcardError? error)
    {
        var reader = new PostcardReader(bytes);
        weights = null;
        if (IntegerFormat.TryReadPreamble(ref reader, Magic, Version) && TryReadLayers(ref reader, out var layers) && reader.TryFinish())
            weights = new(layers);
        error = reader.Error;
        return weights is not null;
    }

    /// <summary>The digest that names weights, from their canonical bytes.</summary>
    public static Digest DigestOf(ReadOnlySpan<byte> bytes) => TaggedHash.Compute(DigestTags.Weights, bytes);

    /// <summary>The digest that names weights.</summary>
    public static Digest DigestOf(CircuitWeights weights) => DigestOf(Write(weights));

    private static bool TryReadLayers(ref PostcardReader reader, out ImmutableArray<LayerWeights> layers)
    {
        layers = [];
        if (!reader.TryReadCount(2, out int count, CircuitLimits.Parameters))
            return false;
        var builder = ImmutableArray.CreateBuilder<LayerWeights>(count);
        for (int i = 0; i < count; i++)
        {
            if (!reader.Enter("layers", i)
                || !reader.TryReadBytes(out var values)
                || !IntegerFormat.TryRead(ref reader, int.MaxValue, out ImmutableArray<int> biases))
                return false;
            reader.Exit();
            builder.Add(new([.. MemoryMarshal.Cast<byte, sbyte>(values)], biases));
        }

        layers = builder.MoveToImmutable();
        return true;
    }
}
