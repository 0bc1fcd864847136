using System.Buffers.Binary;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Polynomials;

/// <summary>Coefficients to evaluations on a subgroup of power-of-two order and back (the number-theoretic transform), many polynomials at once.</summary>
/// <remarks>
/// The polynomials lie side by side: element <c>i * rows + r</c> is the i-th coefficient, or evaluation, of polynomial r. So every butterfly has the same twiddle
/// for a whole run of memory, and no register is ever shuffled. Two layers are done in one pass (radix 4, decimation in time).
/// </remarks>
/// <typeparam name="F">The field.</typeparam>
public sealed class Ntt<F>
    where F : struct, ITwoAdicField<F>
{
    private readonly int log2Size;
    private readonly F[] roots;
    private readonly F[] inverseRoots;
    private readonly F inverseSize;

    /// <summary>The transform of a size.</summary>
    /// <param name="log2Size">Range: 0 to the field's two-adicity, and at most 30.</param>
    public Ntt(int log2Size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(log2Size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(log2Size, Math.Min(30, F.TwoAdicity));
        this.log2Size = log2Size;
        Root = F.RootOfUnity(log2Size);
        F.TryInvert(Root, out var inverseRoot);
        F.TryInvert(F.FromInt64(Size), out inverseSize);
        roots = Powers(Root, Size / 2);
        inverseRoots = Powers(inverseRoot, Size / 2);
    }

    /// <summary>The number of coefficients and of evaluations.</summary>
    public int Size => 1 << log2Size;

    /// <summary>The generator of the subgroup: the i-th evaluation is at its i-th power.</summary>
    public F Root { get; }

    /// <summary>One over the size.</summary>
    internal F InverseSize => inverseSize;

    /// <summary>Evaluates polynomials on the subgroup.</summary>
    /// <param name="coefficients">Shape: (<see cref="Size"/>, <paramref name="rows"/>), constant first.</param>
    /// <param name="rows">The number of polynomials.</param>
    /// <param name="evaluations">Shape: (<see cref="Size"/>, <paramref name="rows"/>); disjoint from the coefficients.</param>
    public void Evaluate(ReadOnlySpan<F> coefficients, int rows, Span<F> evaluations)
    {
        Scatter(coefficients, rows, evaluations);
        EvaluateReversed(evaluations, rows);
    }

    /// <summary>Finds the polynomials, of degree below the size, with these values on the subgroup.</summary>
    /// <param name="evaluations">Shape: (<see cref="Size"/>, <paramref name="rows"/>).</param>
    /// <param name="rows">The number of polynomials.</param>
    /// <param name="coefficients">Shape: (<see cref="Size"/>, <paramref name="rows"/>), constant first; disjoint from the evaluations.</param>
    public void Interpolate(ReadOnlySpan<F> evaluations, int rows, Span<F> coefficients)
    {
        Scatter(evaluations, rows, coefficients);
        InterpolateReversed(coefficients, rows);
        F.Scale(coefficients, inverseSize, coefficients);
    }

    /// <summary>Where an index goes when its bits are reversed.</summary>
    internal int Reversed(int index) => log2Size == 0 ? 0 : (int)(Reverse((uint)index) >> (32 - log2Size));

    /// <summary>Evaluates in place from coefficients whose indices are bit-reversed.</summary>
    internal void EvaluateReversed(Span<F> values, int rows) => Transform(values, rows, roots);

    /// <summary>Interpolates in place from evaluations whose indices are bit-reversed; the coefficients come out <see cref="Size"/> times too large.</summary>
    internal void InterpolateReversed(Span<F> values, int rows) => Transform(values, rows, inverseRoots);

    /// <summary>The first powers of an element.</summary>
    internal static F[] Powers(F element, int count)
    {
        var powers = new F[count];
        var power = F.One;
        for (int i = 0; i < count; i++)
        {
            powers[i] = power;
            power *= element;
        }

        return powers;
    }

    private void Transform(Span<F> values, int rows, F[] twiddles)
    {
        Shape.Require((long)values.Length == (long)Size * rows);
        int half = 1;
        if (int.IsOddInteger(log2Size))
        {
            for (int i = 0; i < Size; i += 2)
                F.Butterfly(values.Slice(i * rows, rows), values.Slice((i + 1) * rows, rows));
            half = 2;
        }

        for (; half < Size; half *= 4)
        {
            int stride = Size / (4 * half);
            for (int block = 0; block < Size; block += 4 * half)
            {
                for (int j = 0; j < half; j++)
                {
                    var part = values[((block + j) * rows)..];
                    F.Butterfly(
                        part[..rows],
                        part.Slice(half * rows, rows),
                        part.Slice(2 * half * rows, rows),
                        part.Slice(3 * half * rows, rows),
                        twiddles[2 * j * stride],
                        twiddles[j * stride],
                        twiddles[(j + half) * stride]);
                }
            }
        }
    }

    private void Scatter(ReadOnlySpan<F> source, int rows, Span<F> destination)
    {
        Shape.Require(rows >= 0 && (long)source.Length == (long)Size * rows && destination.Length == source.Length && !source.Overlaps(destination));
        for (int i = 0; i < Size; i++)
            source.Slice(i * rows, rows).CopyTo(destination[(Reversed(i) * rows)..]);
    }

    private static uint Reverse(uint bits)
    {
        bits = ((bits >> 1) & 0x5555_5555) | ((bits & 0x5555_5555) << 1);
        bits = ((bits >> 2) & 0x3333_3333) | ((bits & 0x3333_3333) << 2);
        bits = ((bits >> 4) & 0x0F0F_0F0F) | ((bits & 0x0F0F_0F0F) << 4);
        return BinaryPrimitives.ReverseEndianness(bits);
    }
}
