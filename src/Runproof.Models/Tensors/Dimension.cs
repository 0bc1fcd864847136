namespace Runproof.Models.Tensors;

/// <summary>One dimension of a shape: a number, or not known before the model runs.</summary>
public readonly record struct Dimension
{
    private readonly long _valuePlusOne;

    private Dimension(long valuePlusOne, string? name)
    {
        _valuePlusOne = valuePlusOne;
        Name = name;
    }

    /// <summary>A dimension that is not known and has no name.</summary>
    public static Dimension Unknown => default;

    /// <summary>The symbolic name of a dimension that is not known, such as <c>batch_size</c>; null when known or unnamed.</summary>
    public string? Name { get; }

    /// <summary>Whether the dimension is a number.</summary>
    public bool IsKnown => _valuePlusOne != 0;

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">The dimension is not known.</exception>
    public long Value => IsKnown ? _valuePlusOne - 1 : throw new InvalidOperationException("the dimension is not known");

    /// <summary>A known dimension. Range: 0 to 2^63 - 2.</summary>
    public static Dimension Of(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfEqual(value, long.MaxValue);
        return new Dimension(value + 1, null);
    }

    /// <summary>A dimension with a symbolic name; equal names mean equal numbers within one model.</summary>
    public static Dimension Symbol(string name) => new(0, name);

    /// <inheritdoc />
    public override string ToString() => IsKnown ? Value.ToString(System.Globalization.CultureInfo.InvariantCulture) : Name ?? "?";
}
