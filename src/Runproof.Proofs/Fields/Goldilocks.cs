using System.Buffers.Binary;
using System.Globalization;

namespace Runproof.Proofs.Fields;

/// <summary>The field of p = 2^64 - 2^32 + 1 elements; a value always holds the representative below p.</summary>
/// <remarks>
/// Reduction uses 2^64 = 2^32 - 1 and 2^96 = -1 modulo p. Carries become 0 or 1 before they are used: a conditional expression over random data costs a
/// mispredicted branch every other time.
/// </remarks>
public readonly partial struct Goldilocks : ITwoAdicField<Goldilocks>
{
    /// <summary>The number of elements.</summary>
    public const ulong Modulus = 0xFFFF_FFFF_0000_0001;

    /// <summary>2^64 modulo p, which is also 2^64 - p.</summary>
    internal const ulong Epsilon = 0xFFFF_FFFF;

    /// <summary>The generator to the power (p - 1) / 2^32.</summary>
    private const ulong RootOfLargestOrder = 1753635133440165772;

    private readonly ulong value;

    private Goldilocks(ulong canonical) => value = canonical;

    /// <inheritdoc/>
    public static Goldilocks Zero => default;

    /// <inheritdoc/>
    public static Goldilocks One => new(1);

    /// <inheritdoc/>
    public static int EncodedSize => sizeof(ulong);

    /// <inheritdoc/>
    public static int TwoAdicity => 32;

    /// <inheritdoc/>
    public static Goldilocks Generator => new(7);

    /// <summary>The representative below p.</summary>
    public ulong Value => value;

    /// <inheritdoc/>
    public static Goldilocks operator +(Goldilocks a, Goldilocks b)
    {
        // a - (p - b) never needs a second correction, whereas a + b may leave 64 bits.
        ulong gap = Modulus - b.value;
        ulong difference = a.value - gap;
        ulong borrow = a.value < gap ? 1UL : 0UL;
        return new(difference - ((borrow << 32) - borrow));
    }

    /// <inheritdoc/>
    public static Goldilocks operator -(Goldilocks a, Goldilocks b)
    {
        ulong difference = a.value - b.value;
        ulong borrow = a.value < b.value ? 1UL : 0UL;
        return new(difference - ((borrow << 32) - borrow));
    }

    /// <inheritdoc/>
    public static Goldilocks operator -(Goldilocks a) => default(Goldilocks) - a;

    /// <inheritdoc/>
    public static Goldilocks operator *(Goldilocks a, Goldilocks b)
    {
        ulong high = Math.BigMul(a.value, b.value, out ulong low);
        return Reduce(high, low);
    }

    /// <summary>Whether two values are the same element.</summary>
    public static bool operator ==(Goldilocks a, Goldilocks b) => a.value == b.value;

    /// <summary>Whether two values are different elements.</summary>
    public static bool operator !=(Goldilocks a, Goldilocks b) => a.value != b.value;

    /// <inheritdoc/>
    public static Goldilocks FromInt64(long value) => new((ulong)value + ((ulong)(value >> 63) & Modulus));

    /// <summary>The element of an unsigned integer, reduced modulo p.</summary>
    public static Goldilocks FromUInt64(ulong value) => new(Canonical(value));

    /// <summary>The element whose representative this is; false from p upwards.</summary>
    public static bool TryFromCanonical(ulong representative, out Goldilocks value)
    {
        bool canonical = representative < Modulus;
        value = new(canonical ? representative : 0);
        return canonical;
    }

    /// <inheritdoc/>
    public static bool TryInvert(Goldilocks a, out Goldilocks inverse)
    {
        // a^(p - 2), whose exponent is 31 ones, a zero and 32 ones.
        var ones2 = SquareTimes(a, 1) * a;
        var ones3 = SquareTimes(ones2, 1) * a;
        var ones6 = SquareTimes(ones3, 3) * ones3;
        var ones12 = SquareTimes(ones6, 6) * ones6;
        var ones24 = SquareTimes(ones12, 12) * ones12;
        var ones30 = SquareTimes(ones24, 6) * ones6;
        var ones31 = SquareTimes(ones30, 1) * a;
        var ones32 = SquareTimes(ones31, 1) * a;
        inverse = SquareTimes(ones31, 33) * ones32;
        return a.value != 0;
    }

    /// <inheritdoc/>
    public static Goldilocks Pow(Goldilocks a, ulong exponent) => ScalarKernels.Pow(a, exponent);

    /// <inheritdoc/>
    public static Goldilocks RootOfUnity(int log2Order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(log2Order);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(log2Order, TwoAdicity);
        return SquareTimes(new(RootOfLargestOrder), TwoAdicity - log2Order);
    }

    /// <inheritdoc/>
    public static void Write(Goldilocks value, Span<byte> destination) => BinaryPrimitives.WriteUInt64LittleEndian(destination, value.value);

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> source, out Goldilocks value)
    {
        value = default;
        return source.Length == EncodedSize && TryFromCanonical(BinaryPrimitives.ReadUInt64LittleEndian(source), out value);
    }

    /// <inheritdoc/>
    public bool Equals(Goldilocks other) => value == other.value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Goldilocks other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => value.GetHashCode();

    /// <summary>The representative in decimal.</summary>
    public override string ToString() => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The element that a 128-bit integer represents.</summary>
    internal static Goldilocks Reduce(ulong high, ulong low)
    {
        ulong top = high >> 32;
        ulong middle = high & Epsilon;
        ulong borrow = low < top ? 1UL : 0UL;
        ulong difference = low - top - ((borrow << 32) - borrow);
        ulong product = (middle << 32) - middle;
        ulong sum = difference + product;
        ulong carry = sum < product ? 1UL : 0UL;
        return new(Canonical(sum + ((carry << 32) - carry)));
    }

    private static ulong Canonical(ulong representative)
    {
        ulong excess = representative >= Modulus ? 1UL : 0UL;
        return representative + ((excess << 32) - excess);
    }

    private static Goldilocks SquareTimes(Goldilocks a, int times)
    {
        for (; times > 0; times--)
            a *= a;
        return a;
    }
}
