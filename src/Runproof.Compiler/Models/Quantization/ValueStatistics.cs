using System.Collections.Immutable;

namespace Runproof.Compiler.Models.Quantization;

/// <summary>What a tensor of a model held while the model ran on sample inputs.</summary>
/// <param name="Count">How many values were seen.</param>
/// <param name="Min">The least value; 0 at most.</param>
/// <param name="Max">The largest value; 0 at least.</param>
/// <param name="IsNonNegative">Whether no input can make the tensor negative: it comes out of a ReLU, or is an input that never was.</param>
/// <param name="Grid">Of what number all values were whole multiples; 0 where there is none, or nobody looked.</param>
/// <param name="BinWidth">Width of a bin of the histogram.</param>
/// <param name="Histogram">How many absolute values lay in each bin, from 0 up.</param>
public sealed record ValueStatistics(
    long Count,
    double Min,
    double Max,
    bool IsNonNegative,
    double Grid,
    double BinWidth,
    ImmutableArray<long> Histogram)
{
    /// <summary>The largest absolute value.</summary>
    public double Magnitude => Math.Max(Max, -Min);
}
