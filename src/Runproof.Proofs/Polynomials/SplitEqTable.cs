using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Polynomials;

/// <summary>The table of eq(z, ·) as the product of two tables of about its square root in size.</summary>
/// <remarks>Source: Dao and Thaler, "More optimizations to sum-check proving" (ePrint 2024/1210), §3.</remarks>
/// <typeparam name="E">The field of the point.</typeparam>
public sealed class SplitEqTable<E>
    where E : struct, IField<E>
{
    /// <summary>Below this size a table costs less than a loop over short rows.</summary>
    private const int LeastLowVariables = 7;

    private readonly E[] high;
    private readonly E[] low;
    private int highLength;
    private int lowLength;

    /// <summary>Builds both tables.</summary>
    /// <param name="point">The point z; its later half, rounded up and at least 7 coordinates, goes to <see cref="Low"/>.</param>
    public SplitEqTable(ReadOnlySpan<E> point)
    {
        int lowVariables = Math.Min(point.Length, Math.Max((point.Length + 1) / 2, LeastLowVariables));
        highLength = 1 << (point.Length - lowVariables);
        lowLength = 1 << lowVariables;
        high = new E[highLength];
        low = new E[lowLength];
        EqTable.Fill(point[..^lowVariables], E.One, high);
        EqTable.Fill(point[^lowVariables..], E.One, low);
    }

    /// <summary>The values over the leading variables.</summary>
    public ReadOnlySpan<E> High => high.AsSpan(0, highLength);

    /// <summary>The values over the later variables.</summary>
    public ReadOnlySpan<E> Low => low.AsSpan(0, lowLength);

    /// <summary>One value of the whole table.</summary>
    /// <param name="index">A point of the cube. Range: below the product of the two lengths.</param>
    public E this[int index] => High[index / lowLength] * Low[index % lowLength];

    /// <summary>Forgets the leading variable: the tables become those of the remaining coordinates of z.</summary>
    /// <remarks>eq(z, 0) + eq(z, 1) = 1 in every variable, so that adding the halves is enough.</remarks>
    public void DropLeadingVariable()
    {
        if (highLength > 1)
            AddHalves(high, highLength /= 2);
        else if (lowLength > 1)
            AddHalves(low, lowLength /= 2);
        else
            throw new InvalidOperationException("the table has no variable left");
    }

    private static void AddHalves(E[] table, int half) => E.Add(table.AsSpan(0, half), table.AsSpan(half, half), table.AsSpan(0, half));
}
