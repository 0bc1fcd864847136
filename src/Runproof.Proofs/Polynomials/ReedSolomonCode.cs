using System.Buffers;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Polynomials;

/// <summary>The Reed–Solomon encoding of the rows of a matrix, every row by the same code.</summary>
/// <remarks>
/// A row's symbols are the values of a polynomial on the subgroup H of order <see cref="MessageLength"/>. The masked polynomial is m + (X^|H| - 1)·r with the
/// mask r as coefficients, which leaves the values on H alone. Position i of the codeword is its value at g·w^i, where g generates the multiplicative group
/// and w the subgroup of order <see cref="CodewordLength"/>: a coset that is disjoint from H. Since the codeword is longer than H, it is evaluated on one coset of H
/// after the other, each by a transform of the message's size.
/// Matrices are stored position by position, the symbols of all rows at one position together: what a Merkle leaf holds is contiguous.
/// </remarks>
/// <typeparam name="F">The field; an extension's matrix is one of its coefficients with as many rows more.</typeparam>
public sealed class ReedSolomonCode<F>
    where F : struct, ITwoAdicField<F>
{
    /// <summary>Rows that are encoded together: their symbols at one position are whole registers, and a thousand positions of them fit the second cache.</summary>
    private const int RowsAtOnce = 32;

    private readonly Ntt<F> transform;
    private readonly F[] shifts;

    /// <summary>A code of given lengths.</summary>
    /// <param name="messageLength">A power of two.</param>
    /// <param name="maskLength">Range: 0 to <paramref name="messageLength"/>.</param>
    /// <param name="codewordLength">
    /// A power of two, at least the message's and the mask's length together, and below the largest subgroup's order, so that the generator lies outside.
    /// </param>
    public ReedSolomonCode(int messageLength, int maskLength, int codewordLength)
    {
        if (!int.IsPow2(messageLength) || !int.IsPow2(codewordLength))
            throw new ArgumentException("The lengths of message and codeword are powers of two.");
        ArgumentOutOfRangeException.ThrowIfNegative(maskLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maskLength, messageLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(codewordLength, messageLength + maskLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(int.Log2(codewordLength), F.TwoAdicity, nameof(codewordLength));
        MessageLength = messageLength;
        MaskLength = maskLength;
        CodewordLength = codewordLength;
        transform = new(int.Log2(messageLength));
        shifts = Ntt<F>.Powers(F.RootOfUnity(int.Log2(codewordLength)), codewordLength / messageLength);
        F.Scale(shifts, F.Generator, shifts);
    }

    /// <summary>Symbols of a row before it is encoded.</summary>
    public int MessageLength { get; }

    /// <summary>Random symbols that are added to a row to hide it; zero when nothing is hidden.</summary>
    public int MaskLength { get; }

    /// <summary>Symbols of an encoded row.</summary>
    public int CodewordLength { get; }

    /// <summary>The point at which a position of the codeword evaluates the row's polynomial.</summary>
    /// <param name="position">Range: 0 to <see cref="CodewordLength"/> - 1.</param>
    public F Point(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, CodewordLength);
        int cosets = shifts.Length;
        return shifts[position % cosets] * F.Pow(transform.Root, (ulong)(position / cosets));
    }

    /// <summary>Encodes every row.</summary>
    /// <param name="message">Shape: (<see cref="MessageLength"/>, <paramref name="rows"/>).</param>
    /// <param name="mask">Shape: (<see cref="MaskLength"/>, <paramref name="rows"/>).</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="codeword">Shape: (<see cref="CodewordLength"/>, <paramref name="rows"/>).</param>
    public void Encode(ReadOnlySpan<F> message, ReadOnlySpan<F> mask, int rows, Span<F> codeword)
    {
        RequireShape(message.Length, mask.Length, rows, codeword.Length);
        for (int row = 0; row < rows; row += RowsAtOnce)
            EncodeSome(message, mask, row, rows, codeword);
    }

    /// <summary>Encodes every row; the codeword does not depend on who works.</summary>
    /// <param name="message">Shape: (<see cref="MessageLength"/>, <paramref name="rows"/>).</param>
    /// <param name="mask">Shape: (<see cref="MaskLength"/>, <paramref name="rows"/>).</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="codeword">Shape: (<see cref="CodewordLength"/>, <paramref name="rows"/>).</param>
    /// <param name="workers">Who works.</param>
    public void Encode(ReadOnlyMemory<F> message, ReadOnlyMemory<F> mask, int rows, Memory<F> codeword, Workers workers)
    {
        RequireShape(message.Length, mask.Length, rows, codeword.Length);
        workers.ForEach(rows, RowsAtOnce, (_, start, _) => EncodeSome(message.Span, mask.Span, start, rows, codeword.Span));
    }

    private void EncodeSome(ReadOnlySpan<F> message, ReadOnlySpan<F> mask, int firstRow, int rows, Span<F> codeword)
    {
        int count = Math.Min(RowsAtOnce, rows - firstRow);
        int lanes = (count + 7) & ~7;
        int length = MessageLength * lanes;
        var rented = ArrayPool<F>.Shared.Rent((2 * length) + lanes);
        var coefficients = rented.AsSpan(0, length);
        var values = rented.AsSpan(length, length);
        var masked = rented.AsSpan(2 * length, lanes);
        rented.AsSpan(0, (2 * length) + lanes).Clear();

        for (int i = 0; i < MessageLength; i++)
            message.Slice((i * rows) + firstRow, count).CopyTo(coefficients[(transform.Reversed(i) * lanes)..]);
        transform.InterpolateReversed(coefficients, lanes);

        for (int coset = 0; coset < shifts.Length; coset++)
        {
            var shift = shifts[coset];
            var vanishing = F.Pow(shift, (ulong)MessageLength) - F.One;
            var power = F.One;
            for (int i = 0; i < MessageLength; i++)
            {
                var scaled = values.Slice(transform.Reversed(i) * lanes, lanes);
                F.Scale(coefficients.Slice(i * lanes, lanes), power * transform.InverseSize, scaled);
                if (i < MaskLength)
                {
                    F.Scale(mask.Slice((i * rows) + firstRow, count), power * vanishing, masked[..count]);
                    F.Add(scaled, masked, scaled);
                }

                power *= shift;
            }

            transform.EvaluateReversed(values, lanes);
            for (int i = 0; i < MessageLength; i++)
                values.Slice(i * lanes, count).CopyTo(codeword[((((i * shifts.Length) + coset) * rows) + firstRow)..]);
        }

        // Masks and masked messages are secrets.
        ArrayPool<F>.Shared.Return(rented, clearArray: MaskLength > 0);
    }

    private void RequireShape(long message, long mask, long rows, long codeword) =>
        Shape.Require(rows >= 0 && message == rows * MessageLength && mask == rows * MaskLength && codeword == rows * CodewordLength);
}
