namespace Runproof.Proofs.Fields;

/// <summary>Goldilocks with a square root of 7: elements c0 + c1·X with X² = 7, p² of them.</summary>
/// <remarks>7 generates the multiplicative group of Goldilocks, hence is no square there, so that X² - 7 is irreducible.</remarks>
public readonly partial struct Goldilocks2 : IExtensionField<Goldilocks2, Goldilocks>
{
    private readonly Goldilocks c0;
    private readonly Goldilocks c1;

    /// <summary>The element with these coefficients.</summary>
    /// <param name="c0">The constant coefficient.</param>
    /// <param name="c1">The coefficient of X.</param>
    public Goldilocks2(Goldilocks c0, Goldilocks c1)
    {
        this.c0 = c0;
        this.c1 = c1;
    }

    /// <inheritdoc/>
    public static Goldilocks2 Zero => default;

    /// <inheritdoc/>
    public static Goldilocks2 One => new(Goldilocks.One, default);

    /// <inheritdoc/>
    public static int EncodedSize => 2 * Goldilocks.EncodedSize;

    /// <inheritdoc/>
    public static int Degree => 2;

    private static Goldilocks NonResidue => Goldilocks.FromInt64(7);

    /// <inheritdoc/>
    public Goldilocks this[int power] => power switch
    {
        0 => c0,
        1 => c1,
        _ => throw new ArgumentOutOfRangeException(nameof(power)),
    };

    /// <inheritdoc/>
    public static Goldilocks2 operator +(Goldilocks2 a, Goldilocks2 b) => new(a.c0 + b.c0, a.c1 + b.c1);

    /// <inheritdoc/>
    public static Goldilocks2 operator -(Goldilocks2 a, Goldilocks2 b) => new(a.c0 - b.c0, a.c1 - b.c1);

    /// <inheritdoc/>
    public static Goldilocks2 operator -(Goldilocks2 a) => new(-a.c0, -a.c1);

    /// <inheritdoc/>
    public static Goldilocks2 operator *(Goldilocks2 a, Goldilocks2 b) =>
        new((a.c0 * b.c0) + (NonResidue * (a.c1 * b.c1)), (a.c0 * b.c1) + (a.c1 * b.c0));

    /// <inheritdoc/>
    public static Goldilocks2 operator *(Goldilocks2 a, Goldilocks b) => new(a.c0 * b, a.c1 * b);

    /// <summary>Whether two values are the same element.</summary>
    public static bool operator ==(Goldilocks2 a, Goldilocks2 b) => a.Equals(b);

    /// <summary>Whether two values are different elements.</summary>
    public static bool operator !=(Goldilocks2 a, Goldilocks2 b) => !a.Equals(b);

    /// <inheritdoc/>
    public static Goldilocks2 FromInt64(long value) => FromBase(Goldilocks.FromInt64(value));

    /// <inheritdoc/>
    public static Goldilocks2 FromBase(Goldilocks value) => new(value, default);

    /// <inheritdoc/>
    public static Goldilocks2 FromCoefficients(ReadOnlySpan<Goldilocks> coefficients)
    {
        Shape.Require(coefficients.Length == Degree);
        return new(coefficients[0], coefficients[1]);
    }

    /// <inheritdoc/>
    public static Goldilocks2 Frobenius(Goldilocks2 a) => new(a.c0, -a.c1);

    /// <inheritdoc/>
    public static bool TryInvert(Goldilocks2 a, out Goldilocks2 inverse)
    {
        // The norm, a times its conjugate, lies in the base field, and is zero for zero only.
        bool exists = Goldilocks.TryInvert((a.c0 * a.c0) - (NonResidue * (a.c1 * a.c1)), out var norm);
        inverse = Frobenius(a) * norm;
        return exists;
    }

    /// <inheritdoc/>
    public static void Write(Goldilocks2 value, Span<byte> destination)
    {
        Goldilocks.Write(value.c1, destination[Goldilocks.EncodedSize..]);
        Goldilocks.Write(value.c0, destination);
    }

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> source, out Goldilocks2 value)
    {
        const int size = sizeof(ulong);
        value = default;
        if (source.Length != EncodedSize || !Goldilocks.TryRead(source[..size], out var c0) || !Goldilocks.TryRead(source[size..], out var c1))
            return false;
        value = new(c0, c1);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(Goldilocks2 other) => c0 == other.c0 && c1 == other.c1;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Goldilocks2 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(c0, c1);

    /// <summary>The coefficients in decimal, constant first.</summary>
    public override string ToString() => $"({c0}, {c1})";
}
