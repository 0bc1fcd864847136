using System.Collections.Immutable;

namespace Runproof.Runs.Metadata;

/// <summary>How often the values of a circuit's output are how far from ONNX Runtime's.</summary>
/// <param name="Step">What one step of the output's integers is worth.</param>
/// <param name="Edges">Where the bins begin and end, ascending, one more than there are bins. Unit: steps; an error is the circuit's value minus ONNX Runtime's.</param>
/// <param name="Counts">How many values lie in each bin.</param>
public sealed record ErrorHistogram(double Step, ImmutableArray<double> Edges, ImmutableArray<long> Counts)
{
    /// <summary>The most bins that are read.</summary>
    public const int MostBins = 64;

    private const double MostReadableSteps = 10_000;

    // An odd number, so that one bin has its middle at 0; narrow bins where every error is below a step.
    private const int Bins = 21;
    private const double Narrowest = 1.0 / 16;

    /// <summary>How many values were counted.</summary>
    public long Total => Counts.Sum();

    /// <summary>Whether steps are what people count in. Exact sums have steps so small that the output's own unit says more.</summary>
    public bool CountsInSteps => Math.Max(-Edges[0], Edges[^1]) <= MostReadableSteps;

    /// <summary>Counts errors, in bins that are as wide as a power of two of steps and reach to the largest error.</summary>
    /// <param name="step">What one step of the output's integers is worth. Range: above 0.</param>
    /// <param name="errors">The errors; what is no number is not counted.</param>
    public static ErrorHistogram Of(double step, IReadOnlyList<double> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        double largest = 0;
        foreach (var error in errors)
        {
            if (double.IsFinite(error))
                largest = Math.Max(largest, Math.Abs(error) / step);
        }

        var width = Narrowest;
        while (largest > width * Bins / 2 && double.IsFinite(width))
            width *= 2;
        var counts = new long[Bins];
        foreach (var error in errors)
        {
            if (double.IsFinite(error))
                counts[Math.Clamp((int)Math.Floor((error / step / width) + (Bins / 2.0)), 0, Bins - 1)]++;
        }

        return new(step, [.. Enumerable.Range(0, Bins + 1).Select(edge => (edge - (Bins / 2.0)) * width)], [.. counts]);
    }

    /// <summary>Whether edges and counts fit each other: what a file says may be anything.</summary>
    public bool IsValid =>
        double.IsFinite(Step) && Step > 0 && Counts.Length is > 0 and <= MostBins && Edges.Length == Counts.Length + 1
        && Edges.All(double.IsFinite) && Edges.Zip(Edges.Skip(1)).All(pair => pair.First < pair.Second) && Counts.All(count => count >= 0)
        && Counts.Aggregate((Int128)0, (sum, count) => sum + count) <= long.MaxValue;

    /// <inheritdoc/>
    public bool Equals(ErrorHistogram? other) =>
        other is not null && Step.Equals(other.Step) && Edges.SequenceEqual(other.Edges) && Counts.SequenceEqual(other.Counts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Step, Edges.Length, Total);
}
