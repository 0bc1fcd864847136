using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Operators;
using Runproof.Core.Encoding;

namespace Runproof.Circuits.Formats;

/// <summary>Linear maps: the kind, then its parameters in the order of their declaration.</summary>
internal static class LinearMapFormat
{
    private const uint Kinds = 5;

    public static void Write(PostcardWriter writer, LinearMap map)
    {
        switch (map)
        {
            case Elementwise:
                writer.WriteEnum(0);
                break;
            case Convolution convolution:
                writer.WriteEnum(1);
                writer.WriteI32(convolution.Parameter);
                WindowFormat.Write(writer, convolution.Window);
                writer.WriteI32(convolution.Groups);
                break;
            case DenseLayer dense:
                writer.WriteEnum(2);
                writer.WriteI32(dense.Parameter);
                break;
            case BatchedDense dense:
                writer.WriteEnum(3);
                writer.WriteI32(dense.Parameter);
                break;
            case WindowSum sum:
                writer.WriteEnum(4);
                WindowFormat.Write(writer, sum.Window);
                break;
            default:
                throw new ArgumentException("the format has no such linear map", nameof(map));
        }
    }

    public static bool TryRead(ref PostcardReader reader, [NotNullWhen(true)] out LinearMap? map)
    {
        map = null;
        if (!reader.TryReadEnum(Kinds, out uint kind))
            return false;
        int parameter = -1, groups = 1;
        Window? window = null;
        if ((kind is 1 or 2 or 3 && !reader.TryReadI32(out parameter))
            || (kind is 1 or 4 && !WindowFormat.TryRead(ref reader, out window))
            || (kind == 1 && !reader.TryReadI32(out groups)))
            return false;
        map = kind switch
        {
            0 => new Elementwise(),
            1 => new Convolution(parameter, window!, groups),
            2 => new DenseLayer(parameter),
            3 => new BatchedDense(parameter),
            _ => new WindowSum(window!),
        };
        return true;
    }
}
