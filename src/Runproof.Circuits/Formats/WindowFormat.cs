using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Operators;
using Runproof.Core.Encoding;

namespace Runproof.Circuits.Formats;

/// <summary>Windows: ten integers in the order of their declaration.</summary>
internal static class WindowFormat
{
    public static void Write(PostcardWriter writer, Window window)
    {
        writer.WriteI32(window.KernelHeight);
        writer.WriteI32(window.KernelWidth);
        writer.WriteI32(window.StrideHeight);
        writer.WriteI32(window.StrideWidth);
        writer.WriteI32(window.PadTop);
        writer.WriteI32(window.PadLeft);
        writer.WriteI32(window.PadBottom);
        writer.WriteI32(window.PadRight);
        writer.WriteI32(window.DilationHeight);
        writer.WriteI32(window.DilationWidth);
    }

    public static bool TryRead(ref PostcardReader reader, [NotNullWhen(true)] out Window? window)
    {
        window = null;
        Span<int> values = stackalloc int[10];
        foreach (ref int value in values)
        {
            if (!reader.TryReadI32(out value))
                return false;
        }

        window = new(values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7], values[8], values[9]);
        return true;
    }
}
