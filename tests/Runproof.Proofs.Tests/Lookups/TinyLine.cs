using Runproof.Proofs.Fields;
using Runproof.Proofs.Tests.Fields;

namespace Runproof.Proofs.Tests.Lookups;

/// <summary>The tiny field as an extension of degree 1 of itself: so few challenges that all their special values occur.</summary>
public readonly struct TinyLine(TinyField value) : IExtensionField<TinyLine, TinyField>
{
    private readonly TinyField value = value;

    public static TinyLine Zero => default;

    public static TinyLine One => new(TinyField.One);

    public static int EncodedSize => TinyField.EncodedSize;

    public static int Degree => 1;

    public TinyField this[int power] => value;

    public static TinyLine operator +(TinyLine a, TinyLine b) => new(a.value + b.value);

    public static TinyLine operator -(TinyLine a, TinyLine b) => new(a.value - b.value);

    public static TinyLine operator -(TinyLine a) => new(-a.value);

    public static TinyLine operator *(TinyLine a, TinyLine b) => new(a.value * b.value);

    public static TinyLine operator *(TinyLine a, TinyField b) => new(a.value * b);

    public static bool operator ==(TinyLine a, TinyLine b) => a.Equals(b);

    public static bool operator !=(TinyLine a, TinyLine b) => !a.Equals(b);

    public static TinyLine FromInt64(long value) => new(TinyField.FromInt64(value));

    public static TinyLine FromBase(TinyField value) => new(value);

    public static TinyLine FromCoefficients(ReadOnlySpan<TinyField> coefficients) => new(coefficients[0]);

    public static TinyLine Frobenius(TinyLine a) => a;

    public static bool TryInvert(TinyLine a, out TinyLine inverse)
    {
        bool exists = TinyField.TryInvert(a.value, out var found);
        inverse = new(found);
        return exists;
    }

    public static void Write(TinyLine value, Span<byte> destination) => TinyField.Write(value.value, destination);

    public static bool TryRead(ReadOnlySpan<byte> source, out TinyLine value)
    {
        bool read = TinyField.TryRead(source, out var found);
        value = new(found);
        return read;
    }

    public bool Equals(TinyLine other) => value == other.value;

    public override bool Equals(object? obj) => obj is TinyLine other && Equals(other);

    public override int GetHashCode() => value.Value;
}
