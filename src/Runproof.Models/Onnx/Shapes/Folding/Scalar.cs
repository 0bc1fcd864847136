using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Folding;

/// <summary>One element of a small tensor: an integer, a real number, or not known (perhaps with a dimension's name).</summary>
internal readonly record struct Scalar
{
    private readonly long _bits;
    private readonly Kind _kind;

    private Scalar(Kind kind, long bits, string? symbol)
    {
        _kind = kind;
        _bits = bits;
        Symbol = symbol;
    }

    private enum Kind : byte
    {
        Unknown,
        Integer,
        Real,
    }

    internal static Scalar Unknown => default;

    /// <summary>The name of the dimension that the element equals; null when it is known or unnamed.</summary>
    internal string? Symbol { get; }

    internal bool IsKnown => _kind != Kind.Unknown;

    /// <summary>The number where it is a known integer or boolean.</summary>
    internal long? Integer => _kind == Kind.Integer ? _bits : null;

    /// <summary>The number, integers converted; null when not known.</summary>
    internal double? Real => _kind switch
    {
        Kind.Integer => _bits,
        Kind.Real => BitConverter.Int64BitsToDouble(_bits),
        _ => null,
    };

    internal static Scalar Of(long value) => new(Kind.Integer, value, null);

    internal static Scalar Of(bool value) => Of(value ? 1 : 0);

    internal static Scalar OfReal(double value) => new(Kind.Real, BitConverter.DoubleToInt64Bits(value), null);

    internal static Scalar Of(Dimension dimension) => dimension.IsKnown ? Of(dimension.Value) : new Scalar(Kind.Unknown, 0, dimension.Name);

    /// <summary>An integer of any size, which becomes unknown where 64 bits do not hold it.</summary>
    internal static Scalar OfWide(Int128 value) => value >= long.MinValue && value <= long.MaxValue ? Of((long)value) : Unknown;

    /// <summary>The element read as a dimension; negative numbers and reals are not dimensions.</summary>
    internal Dimension AsDimension()
    {
        if (Integer is { } value)
            return ShapeArithmetic.Known(value);
        return Symbol is { } symbol ? Dimension.Symbol(symbol) : Dimension.Unknown;
    }

    /// <summary>The element as a tensor of the type would hold it; what does not fit becomes unknown.</summary>
    internal Scalar As(ElementType type)
    {
        if (!IsKnown)
            return type is ElementType.Int32 or ElementType.Int64 ? this : Unknown;
        switch (type)
        {
            case ElementType.Float:
                return OfReal((float)Real!.Value);
            case ElementType.Double:
                return OfReal(Real!.Value);
            case ElementType.Bool:
                return Of(Real!.Value != 0);
            default:
                if (Range(type) is not var (low, high))
                    return Unknown;
                var truncated = Integer is { } integer ? integer : Math.Truncate(Real!.Value);
                if (Integer is null && !(truncated >= -9.2e18 && truncated <= 9.2e18))
                    return Unknown;
                var value = Integer ?? (long)truncated;
                return value >= low && value <= high ? Of(value) : Unknown;
        }
    }

    private static (long Low, long High)? Range(ElementType type) => type switch
    {
        ElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        ElementType.Int16 => (short.MinValue, short.MaxValue),
        ElementType.Int32 => (int.MinValue, int.MaxValue),
        ElementType.Int64 => (long.MinValue, long.MaxValue),
        ElementType.UInt8 => (0, byte.MaxValue),
        ElementType.UInt16 => (0, ushort.MaxValue),
        ElementType.UInt32 => (0, uint.MaxValue),
        ElementType.UInt64 => (0, long.MaxValue),
        _ => null,
    };
}
