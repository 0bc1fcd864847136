using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Graph;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;

namespace Runproof.Circuits.Formats;

/// <summary>The canonical bytes of a bound model: magic, version, profile, root, then per circuit the shapes of its parameters.</summary>
public static class BoundModelFormat
{
    /// <summary>The version that is written and read.</summary>
    public const byte Version = 1;

    private const int SmallestShape = 3;

    private static ReadOnlySpan<byte> Magic => "RPBOUND\n"u8;

    /// <summary>Encodes a bound model.</summary>
    public static byte[] Write(BoundModel model)
    {
        var writer = new PostcardWriter();
        IntegerFormat.WritePreamble(writer, Magic, Version);
        writer.WriteEnum(model.Profile == SecurityProfile.P100 ? 0u : 1u);
        writer.WriteRaw(model.Root.ToArray());
        writer.WriteCount(model.Layout.Circuits.Length);
        foreach (var circuit in model.Layout.Circuits)
        {
            writer.WriteCount(circuit.Length);
            foreach (var shape in circuit)
            {
                writer.WriteU32((uint)shape.Outputs);
                writer.WriteU32((uint)shape.Inputs);
                writer.WriteBool(shape.HasBias);
            }
        }

        return writer.ToArray();
    }

    /// <summary>Decodes a bound model that uses all of the bytes: at least one circuit, each with weights, and no more of them than a layout holds.</summary>
    /// <param name="bytes">The bytes, trusted in nothing.</param>
    /// <param name="model">The bound model.</param>
    /// <param name="error">Why the bytes are none.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out BoundModel? model, [NotNullWhen(false)] out PostcardError? error)
    {
        var reader = new PostcardReader(bytes);
        model = null;
        if (IntegerFormat.TryReadPreamble(ref reader, Magic, Version)
            && reader.TryReadEnum(2, out uint profile)
            && reader.TryReadRaw(Hash256.Size, out var root)
            && TryReadCircuits(ref reader, out var circuits)
            && reader.TryFinish())
            model = new(profile == 0 ? SecurityProfile.P100 : SecurityProfile.P128, Hash256.Read(root), WeightsLayout.TryCreate(circuits)!);
        error = reader.Error;
        return model is not null;
    }

    /// <summary>The digest that names a bound model, from its canonical bytes.</summary>
    public static Digest DigestOf(ReadOnlySpan<byte> bytes) => TaggedHash.Compute(DigestTags.BoundModel, bytes);

    private static bool TryReadCircuits(ref PostcardReader reader, out ImmutableArray<ImmutableArray<ParameterShape>> circuits)
    {
        circuits = [];
        if (!reader.TryReadCount(1 + SmallestShape, out int count))
            return false;
        if (count == 0)
            return reader.Reject(1, 0);
        var builder = ImmutableArray.CreateBuilder<ImmutableArray<ParameterShape>>(count);
        long left = 1L << WeightsLayout.MaxLogWeights;
        for (int i = 0; i < count; i++)
        {
            if (!reader.Enter("circuits", i) || !TryReadShapes(ref reader, ref left, out var shapes))
                return false;
            reader.Exit();
            builder.Add(shapes);
        }

        circuits = builder.MoveToImmutable();
        return true;
    }

    private static bool TryReadShapes(ref PostcardReader reader, ref long left, out ImmutableArray<ParameterShape> shapes)
    {
        shapes = [];
        if (!reader.TryReadCount(SmallestShape, out int count, CircuitLimits.Parameters))
            return false;
        if (count == 0)
            return reader.Reject(1, 0);
        var builder = ImmutableArray.CreateBuilder<ParameterShape>(count);
        for (int i = 0; i < count; i++)
        {
            if (!reader.TryReadU32(out uint outputs) || !reader.TryReadU32(out uint inputs) || !reader.TryReadBool(out bool hasBias))
                return false;

            // Every row has a weight, so that there are no more biases than weights.
            ulong weights = (ulong)outputs * inputs;
            if (weights == 0 || weights > (ulong)left)
                return reader.Reject((ulong)left, weights);
            left -= (long)weights;
            builder.Add(new((int)outputs, (int)inputs, hasBias));
        }

        shapes = builder.MoveToImmutable();
        return true;
    }
}
