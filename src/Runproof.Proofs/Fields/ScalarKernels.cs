namespace Runproof.Proofs.Fields;

/// <summary>The vector operations one element at a time: what every faster path is held equal to, and what finishes its tails.</summary>
internal static class ScalarKernels
{
    public static F Pow<F>(F a, ulong exponent)
        where F : struct, IField<F>
    {
        var result = F.One;
        for (; exponent != 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
                result *= a;
            a *= a;
        }

        return result;
    }

    public static void Add<F>(ReadOnlySpan<F> a, ReadOnlySpan<F> b, Span<F> destination)
        where F : struct, IField<F>
    {
        Shape.Require(a.Length == destination.Length && b.Length == destination.Length);
        for (int i = 0; i < destination.Length; i++)
            destination[i] = a[i] + b[i];
    }

    public static void Subtract<F>(ReadOnlySpan<F> a, ReadOnlySpan<F> b, Span<F> destination)
        where F : struct, IField<F>
    {
        Shape.Require(a.Length == destination.Length && b.Length == destination.Length);
        for (int i = 0; i < destination.Length; i++)
            destination[i] = a[i] - b[i];
    }

    public static void Multiply<F>(ReadOnlySpan<F> a, ReadOnlySpan<F> b, Span<F> destination)
        where F : struct, IField<F>
    {
        Shape.Require(a.Length == destination.Length && b.Length == destination.Length);
        for (int i = 0; i < destination.Length; i++)
            destination[i] = a[i] * b[i];
    }

    public static void Multiply<E, F>(ReadOnlySpan<E> a, ReadOnlySpan<F> b, Span<E> destination)
        where E : struct, IExtensionField<E, F>
        where F : struct, IField<F>
    {
        Shape.Require(a.Length == destination.Length && b.Length == destination.Length);
        for (int i = 0; i < destination.Length; i++)
            destination[i] = a[i] * b[i];
    }

    public static void Scale<F>(ReadOnlySpan<F> a, F factor, Span<F> destination)
        where F : struct, IField<F>
    {
        Shape.Require(a.Length == destination.Length);
        for (int i = 0; i < destination.Length; i++)
            destination[i] = a[i] * factor;
    }

    public static void MultiplyAdd<F>(ReadOnlySpan<F> a, ReadOnlySpan<F> b, ReadOnlySpan<F> addend, Span<F> destination)
        where F : struct, IField<F>
    {
        Shape.Require(a.Length == destination.Length && b.Length == destination.Length && addend.Length == destination.Length);
        for (int i = 0; i < destination.Length; i++)
            destination[i] = (a[i] * b[i]) + addend[i];
    }

    public static F Sum<F>(ReadOnlySpan<F> values)
        where F : struct, IField<F>
    {
        var sum = F.Zero;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    public static F InnerProduct<F>(ReadOnlySpan<F> a, ReadOnlySpan<F> b)
        where F : struct, IField<F>
    {
        Shape.Require(a.Length == b.Length);
        var sum = F.Zero;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    public static E InnerProduct<E, F>(ReadOnlySpan<E> a, ReadOnlySpan<F> b)
        where E : struct, IExtensionField<E, F>
        where F : struct, IField<F>
    {
        Shape.Require(a.Length == b.Length);
        var sum = E.Zero;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    public static void Fold<F>(ReadOnlySpan<F> low, ReadOnlySpan<F> high, F point, Span<F> destination)
        where F : struct, IField<F>
    {
        Shape.Require(low.Length == destination.Length && high.Length == destination.Length);
        for (int i = 0; i < destination.Length; i++)
            destination[i] = low[i] + (point * (high[i] - low[i]));
    }

    public static void Fold<E, F>(ReadOnlySpan<F> low, ReadOnlySpan<F> high, E point, Span<E> destination)
        where E : struct, IExtensionField<E, F>
        where F : struct, IField<F>
    {
        Shape.Require(low.Length == destination.Length && high.Length == destination.Length);
        for (int i = 0; i < destination.Length; i++)
            destination[i] = E.FromBase(low[i]) + (point * (high[i] - low[i]));
    }

    public static void Butterfly<F>(Span<F> x0, Span<F> x1)
        where F : struct, IField<F>
    {
        Shape.Require(x0.Length == x1.Length);
        for (int i = 0; i < x0.Length; i++)
            (x0[i], x1[i]) = (x0[i] + x1[i], x0[i] - x1[i]);
    }

    public static void Butterfly<F>(Span<F> x0, Span<F> x1, Span<F> x2, Span<F> x3, F w1, F w2, F w3)
        where F : struct, IField<F>
    {
        Shape.Require(x0.Length == x1.Length && x0.Length == x2.Length && x0.Length == x3.Length);
        for (int i = 0; i < x0.Length; i++)
        {
            F b = w1 * x1[i], d = w1 * x3[i];
            F sum0 = x0[i] + b, sum1 = x0[i] - b, sum2 = w2 * (x2[i] + d), sum3 = w3 * (x2[i] - d);
            x0[i] = sum0 + sum2;
            x1[i] = sum1 + sum3;
            x2[i] = sum0 - sum2;
            x3[i] = sum1 - sum3;
        }
    }
}
