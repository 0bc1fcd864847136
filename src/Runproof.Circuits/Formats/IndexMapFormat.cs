using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;
using Runproof.Core.Encoding;

namespace Runproof.Circuits.Formats;

/// <summary>Index maps: the kind, then its parameters in the order of their declaration.</summary>
internal static class IndexMapFormat
{
    private const uint Kinds = 6;

    public static void Write(PostcardWriter writer, IndexMap map)
    {
        switch (map)
        {
            case Reshape reshape:
                writer.WriteEnum(0);
                TensorFormat.Write(writer, reshape.Shape);
                break;
            case Broadcast broadcast:
                writer.WriteEnum(1);
                TensorFormat.Write(writer, broadcast.Shape);
                break;
            case Transpose transpose:
                writer.WriteEnum(2);
                IntegerFormat.Write(writer, transpose.Permutation);
                break;
            case Concat concat:
                writer.WriteEnum(3);
                writer.WriteI32(concat.Axis);
                break;
            case Pad pad:
                writer.WriteEnum(4);
                IntegerFormat.Write(writer, pad.Before);
                IntegerFormat.Write(writer, pad.After);
                writer.WriteI32(pad.Value);
                break;
            case Slice slice:
                writer.WriteEnum(5);
                IntegerFormat.Write(writer, slice.Starts);
                IntegerFormat.Write(writer, slice.Steps);
                TensorFormat.Write(writer, slice.Shape);
                break;
            default:
                throw new ArgumentException("the format has no such index map", nameof(map));
        }
    }

    public static bool TryRead(ref PostcardReader reader, [NotNullWhen(true)] out IndexMap? map)
    {
        map = null;
        if (!reader.TryReadEnum(Kinds, out uint kind))
            return false;
        ImmutableArray<int> first = [], second = [];
        CircuitShape? shape = null;
        int value = 0;
        if ((kind is 2 or 4 or 5 && !IntegerFormat.TryRead(ref reader, CircuitShape.MaxRank, out first))
            || (kind is 4 or 5 && !IntegerFormat.TryRead(ref reader, CircuitShape.MaxRank, out second))
            || (kind is 0 or 1 or 5 && !TensorFormat.TryRead(ref reader, out shape))
            || (kind is 3 or 4 && !reader.TryReadI32(out value)))
            return false;
        map = kind switch
        {
            0 => new Reshape(shape!),
            1 => new Broadcast(shape!),
            2 => new Transpose(first),
            3 => new Concat(value),
            4 => new Pad(first, second, value),
            _ => new Slice(first, second, shape!),
        };
        return true;
    }
}
