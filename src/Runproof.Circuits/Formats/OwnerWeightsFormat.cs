using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Graph;
using Runproof.Core.Encoding;
using Runproof.Proofs.Hashing;

namespace Runproof.Circuits.Formats;

/// <summary>The file of what the owner of bound weights keeps: magic, version, the bytes of the bound model, the setup proof, the key of the salts, then the weights of every circuit.</summary>
public static class OwnerWeightsFormat
{
    /// <summary>The version that is written and read.</summary>
    public const byte Version = 1;

    private static ReadOnlySpan<byte> Magic => "RPOWNER\n"u8;

    /// <summary>Whether bytes begin like such a file.</summary>
    public static bool IsOne(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Magic);

    /// <summary>Encodes what the owner keeps.</summary>
    public static byte[] Write(OwnerWeights owner)
    {
        var writer = new PostcardWriter();
        IntegerFormat.WritePreamble(writer, Magic, Version);
        writer.WriteBytes(BoundModelFormat.Write(owner.Model));
        writer.WriteBytes(owner.Setup.Span);
        writer.WriteRaw(owner.SaltKey.ToArray());
        writer.WriteCount(owner.Weights.Length);
        foreach (var weights in owner.Weights)
            writer.WriteBytes(WeightsFormat.Write(weights));
        return writer.ToArray();
    }

    /// <summary>Decodes what an owner keeps, which uses all of the bytes.</summary>
    /// <param name="bytes">The bytes, trusted in nothing.</param>
    /// <param name="owner">What the owner keeps; the weights are not compared with the layout yet: <see cref="OwnerWeights.TryCommit"/> does that.</param>
    /// <param name="error">Why the bytes are none; the offset counts within model or weights where the path begins with their name.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out OwnerWeights? owner, [NotNullWhen(false)] out PostcardError? error)
    {
        owner = null;
        var reader = new PostcardReader(bytes);
        if (!IntegerFormat.TryReadPreamble(ref reader, Magic, Version)
            || !reader.TryReadBytes(out var modelBytes)
            || !reader.TryReadBytes(out var setup)
            || !reader.TryReadRaw(Hash256.Size, out var key)
            || !reader.TryReadCount(1, out int count))
        {
            error = reader.Error!;
            return false;
        }

        if (!BoundModelFormat.TryRead(modelBytes, out var model, out error))
        {
            error = error.Within("model");
            return false;
        }

        var weights = ImmutableArray.CreateBuilder<CircuitWeights>();
        for (int i = 0; i < count && reader.TryReadBytes(out var one); i++)
        {
            if (!WeightsFormat.TryRead(one, out var read, out error))
            {
                error = error.Within("weights");
                return false;
            }

            weights.Add(read);
        }

        if (weights.Count == count && reader.TryFinish())
            owner = new(model, setup.ToArray(), Hash256.Read(key), weights.ToImmutable());
        error = reader.Error;
        return owner is not null;
    }
}
