namespace Runproof.Compiler.Models.Graph;

/// <summary>A function of every value by itself, on real numbers.</summary>
/// <param name="Apply">The function.</param>
/// <param name="Least">Nothing that it returns is smaller.</param>
/// <param name="Most">Nothing that it returns is larger.</param>
/// <param name="IsClamp">Whether it returns its argument, cut to that range.</param>
/// <param name="IsMonotone">Whether a larger argument never gives a smaller value.</param>
internal sealed record Activation(Func<double, double> Apply, double Least, double Most, bool IsClamp, bool IsMonotone)
{
    /// <summary>The identity.</summary>
    public static Activation None { get; } = new(static x => x, double.NegativeInfinity, double.PositiveInfinity, IsClamp: true, IsMonotone: true);

    /// <summary>Whether the function changes nothing.</summary>
    public bool IsNone => IsClamp && double.IsNegativeInfinity(Least) && double.IsPositiveInfinity(Most);

    /// <summary>Cuts to a range.</summary>
    public static Activation Clamp(double least, double most) => new(x => Math.Clamp(x, least, most), least, most, IsClamp: true, IsMonotone: true);

    /// <summary>x·factor + offset.</summary>
    public static Activation Affine(double factor, double offset) =>
        new(x => x * factor + offset, double.NegativeInfinity, double.PositiveInfinity, IsClamp: false, IsMonotone: factor >= 0);

    /// <summary>This function, then another.</summary>
    public Activation Then(Activation next)
    {
        if (IsNone)
            return next;
        if (next.IsNone)
            return this;
        if (IsClamp && next.IsClamp && Math.Max(Least, next.Least) <= Math.Min(Most, next.Most))
            return Clamp(Math.Max(Least, next.Least), Math.Min(Most, next.Most));
        return new(x => next.Apply(Apply(x)), next.Least, next.Most, IsClamp: false, IsMonotone && next.IsMonotone);
    }
}
