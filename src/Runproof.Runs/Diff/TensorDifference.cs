using System.Collections.Immutable;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Diff;

/// <summary>
/// How the elements of two tensors of one type and shape compare. Elements differ where their bits do; the errors are zero between two values that are
/// not numbers and between zeros of either sign, and infinite where only one of the two is a number.
/// </summary>
/// <param name="Count">Number of elements.</param>
/// <param name="Differing">Number of elements whose bits differ.</param>
/// <param name="MaxAbsoluteError">The largest distance; null for types whose elements are not single numbers of whole bytes.</param>
/// <param name="MeanAbsoluteError">The mean distance over all elements; null likewise.</param>
/// <param name="Largest">The elements with the largest distances, at most <see cref="MostListed"/>, largest first and then by index.</param>
public sealed record TensorDifference(
    long Count,
    long Differing,
    double? MaxAbsoluteError,
    double? MeanAbsoluteError,
    ImmutableArray<ElementDifference> Largest)
{
    /// <summary>How many elements are listed at most.</summary>
    public const int MostListed = 3;

    /// <summary>Compares two tensors.</summary>
    /// <exception cref="ArgumentException">Their types or shapes differ.</exception>
    public static TensorDifference Between(Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Type != right.Type || !left.Shape.SequenceEqual(right.Shape))
            throw new ArgumentException($"{left} and {right} cannot be compared element by element.", nameof(right));
        var bits = left.Type.BitsPerElement();
        var numeric = ElementValue.IsNumeric(left.Type);
        var a = left.Data.Span;
        var b = right.Data.Span;
        var largest = new List<ElementDifference>(MostListed + 1);
        long differing = 0;
        double sum = 0;
        for (long i = 0; i < left.ElementCount; i++)
        {
            if (SameBits(a, b, i, bits))
                continue;
            differing++;
            if (!numeric)
                continue;
            var error = ElementValue.Distance(left.Type, a, b, (int)i);
            sum += error;
            Insert(largest, new ElementDifference(i, ElementValue.Read(left.Type, a, (int)i), ElementValue.Read(left.Type, b, (int)i), error));
        }

        return new TensorDifference(
            left.ElementCount,
            differing,
            numeric ? largest.Select(element => element.AbsoluteError).FirstOrDefault() : null,
            numeric ? (left.ElementCount == 0 ? 0 : sum / left.ElementCount) : null,
            [.. largest]);
    }

    private static bool SameBits(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, long index, int bits)
    {
        if (bits == 4)
        {
            var shift = (int)(index % 2) * 4;
            return ((a[(int)(index / 2)] >> shift) & 15) == ((b[(int)(index / 2)] >> shift) & 15);
        }

        var size = bits / 8;
        return a.Slice((int)index * size, size).SequenceEqual(b.Slice((int)index * size, size));
    }

    // Elements come in ascending order of index, so that a later one goes behind equals.
    private static void Insert(List<ElementDifference> largest, ElementDifference element)
    {
        var place = largest.FindIndex(other => element.AbsoluteError > other.AbsoluteError);
        largest.Insert(place < 0 ? largest.Count : place, element);
        if (largest.Count > MostListed)
            largest.RemoveAt(MostListed);
    }
}
