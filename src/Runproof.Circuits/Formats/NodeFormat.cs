using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Graph;
using Runproof.Core.Encoding;

namespace Runproof.Circuits.Formats;

/// <summary>Nodes: the kind, then its fields in the order of their declaration.</summary>
internal static class NodeFormat
{
    /// <summary>The fewest bytes of a node.</summary>
    public const int Smallest = 3;

    private const uint Kinds = 4;
    private const int SmallestTerm = 4;

    public static void Write(PostcardWriter writer, CircuitNode node)
    {
        switch (node)
        {
            case Requantize layer:
                writer.WriteEnum(0);
                writer.WriteCount(layer.Terms.Length);
                foreach (var term in layer.Terms)
                {
                    writer.WriteI32(term.Source);
                    LinearMapFormat.Write(writer, term.Map);
                    TensorFormat.Write(writer, term.Multipliers);
                }

                TensorFormat.Write(writer, layer.Offsets);
                writer.WriteI32(layer.Table);
                break;
            case Lookup lookup:
                writer.WriteEnum(1);
                writer.WriteI32(lookup.Source);
                writer.WriteI32(lookup.Table);
                break;
            case MaxPool pool:
                writer.WriteEnum(2);
                writer.WriteI32(pool.Source);
                WindowFormat.Write(writer, pool.Window);
                writer.WriteI32(pool.Table);
                break;
            case Rearrange move:
                writer.WriteEnum(3);
                IntegerFormat.Write(writer, move.Inputs);
                IndexMapFormat.Write(writer, move.Map);
                break;
            default:
                throw new ArgumentException("the format has no such node", nameof(node));
        }
    }

    public static bool TryRead(ref PostcardReader reader, [NotNullWhen(true)] out CircuitNode? node)
    {
        node = null;
        if (!reader.TryReadEnum(Kinds, out uint kind))
            return false;
        switch (kind)
        {
            case 0:
                return TryReadLayer(ref reader, out node);
            case 1:
                if (!reader.TryReadI32(out int source) || !reader.TryReadI32(out int table))
                    return false;
                node = new Lookup(source, table);
                return true;
            case 2:
                if (!reader.TryReadI32(out source) || !WindowFormat.TryRead(ref reader, out var window) || !reader.TryReadI32(out table))
                    return false;
                node = new MaxPool(source, window, table);
                return true;
            default:
                if (!IntegerFormat.TryRead(ref reader, CircuitLimits.Sources, out var inputs) || !IndexMapFormat.TryRead(ref reader, out var map))
                    return false;
                node = new Rearrange(inputs, map);
                return true;
        }
    }

    private static bool TryReadLayer(ref PostcardReader reader, out CircuitNode? node)
    {
        node = null;
        if (!reader.TryReadCount(SmallestTerm, out int count, CircuitLimits.Sources))
            return false;
        var terms = ImmutableArray.CreateBuilder<LinearTerm>(count);
        for (int i = 0; i < count; i++)
        {
            if (!reader.Enter("terms", i)
                || !reader.TryReadI32(out int source)
                || !LinearMapFormat.TryRead(ref reader, out var map)
                || !TensorFormat.TryRead(ref reader, out Tensors.AxisValues? multipliers))
                return false;
            reader.Exit();
            terms.Add(new(source, map, multipliers));
        }

        if (!TensorFormat.TryRead(ref reader, out Tensors.AxisValues? offsets) || !reader.TryReadI32(out int table))
            return false;
        node = new Requantize(terms.MoveToImmutable(), offsets, table);
        return true;
    }
}
