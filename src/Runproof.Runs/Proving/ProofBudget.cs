using System.Collections.Immutable;

namespace Runproof.Runs.Proving;

/// <summary>How the time of a proof is shared among the steps that it covers: by the values that each commits to.</summary>
/// <param name="Steps">The steps, by position in the program.</param>
/// <param name="Shares">The share of each. Sum: 1.</param>
/// <param name="Left">What each step's limit leaves for proof and verification.</param>
internal sealed record ProofBudget(ImmutableArray<int> Steps, ImmutableArray<double> Shares, ImmutableArray<TimeSpan> Left)
{
    // The most that a timer takes; nothing takes longer.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <summary>How long proof and verification may take until a step goes beyond its limit.</summary>
    public TimeSpan Deadline => Enumerable.Range(0, Steps.Length).Min(SecondsOf) is var seconds && seconds >= Longest.TotalSeconds ? Longest : TimeSpan.FromSeconds(Math.Max(seconds, 0));

    /// <summary>The steps that go beyond their limits where proof and verification take a time; at least the one that does so first.</summary>
    public ImmutableArray<int> BeyondLimit(TimeSpan total)
    {
        var seconds = Math.Max(total.TotalSeconds, Enumerable.Range(0, Steps.Length).Min(SecondsOf));
        return [.. Enumerable.Range(0, Steps.Length).Where(index => SecondsOf(index) <= seconds).Select(index => Steps[index])];
    }

    /// <summary>Shares time by cells.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="cells">How many values each commits to.</param>
    /// <param name="limit">What each may take in all.</param>
    /// <param name="spent">What each took already.</param>
    public static ProofBudget Of(ImmutableArray<int> steps, IReadOnlyList<long> cells, TimeSpan limit, IReadOnlyList<TimeSpan> spent)
    {
        // A step that commits to nothing has its part in the claims still.
        double total = cells.Sum(count => count + 1);
        return new(steps, [.. cells.Select(count => (count + 1) / total)], [.. spent.Select(time => limit - time)]);
    }

    private double SecondsOf(int index) => Left[index].TotalSeconds / Shares[index];
}
