using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Tests.Planning;

public sealed class PlannerTests
{
    private static readonly string[] Slices = ["slice_0", "slice_1"];

    [Fact]
    public void Every_slice_falls_back_with_its_reason()
    {
        var plans = Planner.Plan("m", Slices, Policy(InferMode.Auto, ("slice_1", false)));

        Assert.Equal(Slices, plans.Select(plan => plan.SliceId));
        Assert.All(plans, plan => Assert.Equal(Backend.OnnxRuntime, plan.Backend));
        Assert.Equal([FallbackReason.CircuitNotCompiled, FallbackReason.NotWanted], plans.Select(plan => plan.Fallback));
    }

    [Theory]
    [InlineData(true, "circuit-not-compiled")]
    [InlineData(false, "not-wanted")]
    public void Circuits_only_names_the_first_slice_without_one_and_why(bool wanted, string reason)
    {
        var thrown = Assert.Throws<RunproofException>(() => Planner.Plan("m", Slices, Policy(InferMode.CircuitsOnly, ("slice_0", wanted))));

        Assert.Equal(PlanningErrors.CircuitsOnly, thrown.Diagnostic.Code);
        Assert.Equal("m/slice_0", thrown.Diagnostic.Subject);
        Assert.EndsWith(reason, thrown.Diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Modes_and_reasons_have_one_spelling_each()
    {
        foreach (var mode in Enum.GetValues<InferMode>())
            Assert.True(PolicyNames.TryParse(mode.Text(), out var read) && read == mode);
        Assert.False(PolicyNames.TryParse("Auto", out _));
        Assert.Distinct(Enum.GetValues<FallbackReason>().Select(reason => reason.Text()));
        Assert.Throws<ArgumentOutOfRangeException>(() => ((InferMode)9).Text());
        Assert.Throws<ArgumentOutOfRangeException>(() => ((FallbackReason)9).Text());
    }

    private static RunPolicy Policy(InferMode mode, params (string Slice, bool Wanted)[] verified) => new(
        mode, RunPolicy.DefaultTimeLimit, RunPolicy.DefaultSizeLimit, verified.ToImmutableSortedDictionary(pair => pair.Slice, pair => pair.Wanted, StringComparer.Ordinal));
}
