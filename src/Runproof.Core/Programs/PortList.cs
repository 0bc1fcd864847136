using System.Collections.Immutable;
using Runproof.Core.Encoding;

namespace Runproof.Core.Programs;

/// <summary>The encoding of a list of ports: a count, then name and type of each.</summary>
internal static class PortList
{
    public static void Write(PostcardWriter writer, ImmutableArray<Port> ports)
    {
        writer.WriteCount(ports.Length);
        foreach (var port in ports)
        {
            writer.WriteString(port.Name);
            writer.WriteString(port.Type);
        }
    }

    public static bool TryRead(ref PostcardReader reader, out ImmutableArray<Port> ports)
    {
        ports = [];
        if (!reader.TryReadCount(2, out var count))
            return false;
        var builder = ImmutableArray.CreateBuilder<Port>(count);
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryReadString(out var name) || !reader.TryReadString(out var type))
                return false;
            builder.Add(new Port(name, type));
        }

        ports = builder.MoveToImmutable();
        return true;
    }
}
