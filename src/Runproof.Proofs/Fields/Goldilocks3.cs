namespace Runproof.Proofs.Fields;

/// <summary>Goldilocks with a cube root of 2: elements c0 + c1·X + c2·X² with X³ = 2, p³ of them.</summary>
/// <remarks>2 has order 192 in Goldilocks, which does not divide (p - 1) / 3; hence 2 is no cube there, and X³ - 2 is irreducible.</remarks>
public readonly partial struct Goldilocks3 : IExtensionField<Goldilocks3, Goldilocks>
{
    private readonly Goldilocks c0;
    private readonly Goldilocks c1;
    private readonly Goldilocks c2;

    /// <summary>The element with these coefficients.</summary>
    /// <param name="c0">The constant coefficient.</param>
    /// <param name="c1">The coefficient of X.</param>
    /// <param name="c2">The coefficient of X².</param>
    public Goldilocks3(Goldilocks c0, Goldilocks c1, Goldilocks c2)
    {
        this.c0 = c0;
        this.c1 = c1;
        this.c2 = c2;
    }

    /// <inheritdoc/>
    public static Goldilocks3 Zero => default;

    /// <inheritdoc/>
    public static Goldilocks3 One => new(Goldilocks.One, default, default);

    /// <inheritdoc/>
    public static int EncodedSize => 3 * Goldilocks.EncodedSize;

    /// <inheritdoc/>
    public static int Degree => 3;

    /// <summary>2^((p - 1) / 3) = 2^32 - 1, the cube root of unity that the Frobenius map multiplies X by.</summary>
    private static Goldilocks CubeRootOfUnity => Goldilocks.FromInt64(uint.MaxValue);

    /// <inheritdoc/>
    public Goldilocks this[int power] => power switch
    {
        0 => c0,
        1 => c1,
        2 => c2,
        _ => throw new ArgumentOutOfRangeException(nameof(power)),
    };

    /// <inheritdoc/>
    public static Goldilocks3 operator +(Goldilocks3 a, Goldilocks3 b) => new(a.c0 + b.c0, a.c1 + b.c1, a.c2 + b.c2);

    /// <inheritdoc/>
    public static Goldilocks3 operator -(Goldilocks3 a, Goldilocks3 b) => new(a.c0 - b.c0, a.c1 - b.c1, a.c2 - b.c2);

    /// <inheritdoc/>
    public static Goldilocks3 operator -(Goldilocks3 a) => new(-a.c0, -a.c1, -a.c2);

    /// <inheritdoc/>
    public static Goldilocks3 operator *(Goldilocks3 a, Goldilocks3 b)
    {
        var wrapped0 = (a.c1 * b.c2) + (a.c2 * b.c1);
        var wrapped1 = a.c2 * b.c2;
        return new(
            (a.c0 * b.c0) + wrapped0 + wrapped0,
            (a.c0 * b.c1) + (a.c1 * b.c0) + wrapped1 + wrapped1,
            (a.c0 * b.c2) + (a.c1 * b.c1) + (a.c2 * b.c0));
    }

    /// <inheritdoc/>
    public static Goldilocks3 operator *(Goldilocks3 a, Goldilocks b) => new(a.c0 * b, a.c1 * b, a.c2 * b);

    /// <summary>Whether two values are the same element.</summary>
    public static bool operator ==(Goldilocks3 a, Goldilocks3 b) => a.Equals(b);

    /// <summary>Whether two values are different elements.</summary>
    public static bool operator !=(Goldilocks3 a, Goldilocks3 b) => !a.Equals(b);

    /// <inheritdoc/>
    public static Goldilocks3 FromInt64(long value) => FromBase(Goldilocks.FromInt64(value));

    /// <inheritdoc/>
    public static Goldilocks3 FromBase(Goldilocks value) => new(value, default, default);

    /// <inheritdoc/>
    public static Goldilocks3 FromCoefficients(ReadOnlySpan<Goldilocks> coefficients)
    {
        Shape.Require(coefficients.Length == Degree);
        return new(coefficients[0], coefficients[1], coefficients[2]);
    }

    /// <inheritdoc/>
    public static Goldilocks3 Frobenius(Goldilocks3 a) => new(a.c0, a.c1 * CubeRootOfUnity, a.c2 * (CubeRootOfUnity * CubeRootOfUnity));

    /// <inheritdoc/>
    public static bool TryInvert(Goldilocks3 a, out Goldilocks3 inverse)
    {
        // The product of the two conjugates of a; times a it is the norm, which lies in the base field and is zero for zero only.
        var two = Goldilocks.FromInt64(2);
        var conjugates = new Goldilocks3(
            (a.c0 * a.c0) - (two * (a.c1 * a.c2)),
            (two * (a.c2 * a.c2)) - (a.c0 * a.c1),
            (a.c1 * a.c1) - (a.c0 * a.c2));
        bool exists = Goldilocks.TryInvert((a * conjugates).c0, out var norm);
        inverse = conjugates * norm;
        return exists;
    }

    /// <inheritdoc/>
    public static void Write(Goldilocks3 value, Span<byte> destination)
    {
        Goldilocks.Write(value.c2, destination[(2 * Goldilocks.EncodedSize)..]);
        Goldilocks.Write(value.c1, destination[Goldilocks.EncodedSize..]);
        Goldilocks.Write(value.c0, destination);
    }

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> source, out Goldilocks3 value)
    {
        const int size = sizeof(ulong);
        value = default;
        if (source.Length != EncodedSize
            || !Goldilocks.TryRead(source[..size], out var c0)
            || !Goldilocks.TryRead(source[size..(2 * size)], out var c1)
            || !Goldilocks.TryRead(source[(2 * size)..], out var c2))
        {
            return false;
        }

        value = new(c0, c1, c2);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(Goldilocks3 other) => c0 == other.c0 && c1 == other.c1 && c2 == other.c2;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Goldilocks3 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(c0, c1, c2);

    /// <summary>The coefficients in decimal, constant first.</summary>
    public override string ToString() => $"({c0}, {c1}, {c2})";
}
