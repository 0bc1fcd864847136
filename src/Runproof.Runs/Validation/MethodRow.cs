using System.Collections.Immutable;

namespace Runproof.Runs.Validation;

/// <summary>What one way of running a model gave.</summary>
/// <param name="Method">The way in words, such as <c>sliced auto</c>.</param>
/// <param name="PredictedClass">Index of the largest logit; null where there are no logits.</param>
/// <param name="Security">Security in percent.</param>
/// <param name="Median">Median wall time of the timed runs.</param>
/// <param name="Fastest">Shortest wall time.</param>
/// <param name="Slowest">Longest wall time.</param>
/// <param name="TimedRuns">How many runs were timed.</param>
/// <param name="Overhead">Median over that of the whole model, less 1, in percent; null for the whole model.</param>
/// <param name="SecurityGain">Security over that of the whole model, in percentage points; null for the whole model.</param>
/// <param name="ClassMatches">Whether the class is that of the whole model; null for the whole model, and where there are no logits.</param>
/// <param name="Circuits">How many slices ran as circuits.</param>
/// <param name="OnnxSlices">How many slices ran on ONNX Runtime.</param>
/// <param name="FallbackReasons">The reasons for falling back, one for each slice that did.</param>
public sealed record MethodRow(
    string Method,
    int? PredictedClass,
    int Security,
    TimeSpan Median,
    TimeSpan Fastest,
    TimeSpan Slowest,
    int TimedRuns,
    double? Overhead,
    int? SecurityGain,
    bool? ClassMatches,
    int Circuits,
    int OnnxSlices,
    ImmutableArray<string> FallbackReasons)
{
    /// <summary>Size of each slice's circuit, in bytes; null for a slice that ran on ONNX Runtime.</summary>
    public required ImmutableArray<long?> CircuitSizes { get; init; }
}
