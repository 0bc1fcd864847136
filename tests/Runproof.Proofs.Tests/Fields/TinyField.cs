using System.Buffers.Binary;
using System.Globalization;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Tests.Fields;

/// <summary>The field of 257 elements: small enough to try every element, and nothing but the interface's defaults, so that genericity cannot rot.</summary>
public readonly struct TinyField : ITwoAdicField<TinyField>
{
    public const int Modulus = 257;

    private readonly ushort value;

    private TinyField(int canonical) => value = (ushort)canonical;

    public static TinyField Zero => default;

    public static TinyField One => new(1);

    public static int EncodedSize => sizeof(ushort);

    public static int TwoAdicity => 8;

    public static TinyField Generator => new(3);

    public int Value => value;

    public static TinyField operator +(TinyField a, TinyField b) => new((a.value + b.value) % Modulus);

    public static TinyField operator -(TinyField a, TinyField b) => new((a.value + Modulus - b.value) % Modulus);

    public static TinyField operator -(TinyField a) => new((Modulus - a.value) % Modulus);

    public static TinyField operator *(TinyField a, TinyField b) => new(a.value * b.value % Modulus);

    public static bool operator ==(TinyField a, TinyField b) => a.value == b.value;

    public static bool operator !=(TinyField a, TinyField b) => a.value != b.value;

    public static TinyField FromInt64(long value) => new((int)(((value % Modulus) + Modulus) % Modulus));

    public static bool TryInvert(TinyField a, out TinyField inverse)
    {
        inverse = Power(a, Modulus - 2);
        return a.value != 0;
    }

    public static TinyField RootOfUnity(int log2Order) => Power(Generator, 1 << (TwoAdicity - log2Order));

    public static void Write(TinyField value, Span<byte> destination) => BinaryPrimitives.WriteUInt16LittleEndian(destination, value.value);

    public static bool TryRead(ReadOnlySpan<byte> source, out TinyField value)
    {
        value = default;
        if (source.Length != EncodedSize || BinaryPrimitives.ReadUInt16LittleEndian(source) is var representative && representative >= Modulus)
            return false;
        value = new(BinaryPrimitives.ReadUInt16LittleEndian(source));
        return true;
    }

    public bool Equals(TinyField other) => value == other.value;

    public override bool Equals(object? obj) => obj is TinyField other && Equals(other);

    public override int GetHashCode() => value;

    public override string ToString() => value.ToString(CultureInfo.InvariantCulture);

    private static TinyField Power(TinyField a, int exponent)
    {
        var result = One;
        for (int i = 0; i < exponent; i++)
            result *= a;
        return result;
    }
}
