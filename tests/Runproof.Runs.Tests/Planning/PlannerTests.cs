using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;
using Runproof.Proofs.Security;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Tests.Planning;

public sealed class PlannerTests
{
    private static readonly SliceFacts[] Slices =
    [
        new("slice_0", null, 1000), new("slice_1", FallbackReason.CircuitNotCompiled, 0), new("slice_2", FallbackReason.CircuitStale, 1000),
        new("slice_3", FallbackReason.NotProvable, 0), new("slice_4", null, 5000),
    ];

    [Fact]
    public void Every_slice_without_a_usable_circuit_falls_back_with_its_reason()
    {
        var plans = Planner.Plan("m", Slices, Policy(InferMode.Auto));

        Assert.Equal(Slices.Select(slice => slice.SliceId), plans.Select(plan => plan.SliceId));
        Assert.Equal([null, FallbackReason.CircuitNotCompiled, FallbackReason.CircuitStale, FallbackReason.NotProvable, null], plans.Select(plan => plan.Fallback));
        Assert.All(plans, plan => Assert.Equal(plan.Fallback is null ? Backend.Circuit : Backend.OnnxRuntime, plan.Backend));
    }

    [Fact]
    public void What_is_not_wanted_is_not_looked_at()
    {
        var plans = Planner.Plan("m", Slices, Policy(InferMode.Auto, ("slice_0", false), ("slice_2", false)));

        Assert.Equal([FallbackReason.NotWanted, FallbackReason.CircuitNotCompiled, FallbackReason.NotWanted, FallbackReason.NotProvable, null], plans.Select(plan => plan.Fallback));
    }

    [Fact]
    public void A_circuit_above_the_size_limit_falls_back()
    {
        var policy = Policy(InferMode.Auto);

        Assert.Equal(FallbackReason.SizeLimit, Planner.Plan("m", Slices, policy with { SizeLimit = 4999 })[4].Fallback);
        Assert.Null(Planner.Plan("m", Slices, policy with { SizeLimit = 5000 })[4].Fallback);
        Assert.Equal(FallbackReason.SizeLimit, Planner.Plan("m", Slices, policy with { SizeLimit = 0 })[0].Fallback);
    }

    [Fact]
    public void No_time_at_all_is_a_reason_before_anything_runs()
    {
        var plans = Planner.Plan("m", Slices, Policy(InferMode.Auto) with { TimeLimit = TimeSpan.Zero });

        Assert.Equal(FallbackReason.TimeLimit, plans[0].Fallback);
        Assert.Equal(FallbackReason.CircuitNotCompiled, plans[1].Fallback);
    }

    [Theory]
    [InlineData(true, "circuit-not-compiled")]
    [InlineData(false, "not-wanted")]
    public void Circuits_only_names_the_first_slice_without_one_and_why(bool wanted, string reason)
    {
        var thrown = Assert.Throws<RunproofException>(() => Planner.Plan("m", Slices[1..], Policy(InferMode.CircuitsOnly, ("slice_1", wanted))));

        Assert.Equal(PlanningErrors.CircuitsOnly, thrown.Diagnostic.Code);
        Assert.Equal("m/slice_1", thrown.Diagnostic.Subject);
        Assert.EndsWith(reason, thrown.Diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Circuits_only_allows_no_fallback_during_a_run_either()
    {
        var policy = Policy(InferMode.CircuitsOnly);
        var plans = Planner.Plan("m", Slices[..1], policy);

        Assert.Null(plans[0].Fallback);
        Assert.Throws<RunproofException>(() => Planner.FallBack("m", plans, 0, FallbackReason.InputOutOfRange, policy));
        Assert.Equal(FallbackReason.InputOutOfRange, Planner.FallBack("m", plans, 0, FallbackReason.InputOutOfRange, Policy(InferMode.Auto))[0].Fallback);
    }

    [Fact]
    public void Modes_reasons_layouts_and_profiles_have_one_spelling_each()
    {
        foreach (var mode in Enum.GetValues<InferMode>())
            Assert.True(PolicyNames.TryParse(mode.Text(), out var read) && read == mode);
        Assert.False(PolicyNames.TryParse("Auto", out _));
        Assert.Distinct(Enum.GetValues<FallbackReason>().Select(reason => reason.Text()));
        Assert.Distinct(Enum.GetValues<ProofLayout>().Select(layout => layout.Text()));
        Assert.Distinct(Enum.GetValues<SecurityProfile>().Select(profile => profile.Text()));
        Assert.Throws<ArgumentOutOfRangeException>(() => ((InferMode)9).Text());
        Assert.Throws<ArgumentOutOfRangeException>(() => ((FallbackReason)99).Text());
        Assert.Throws<ArgumentOutOfRangeException>(() => ((ProofLayout)9).Text());
        Assert.Throws<ArgumentOutOfRangeException>(() => ((SecurityProfile)9).Text());
    }

    private static RunPolicy Policy(InferMode mode, params (string Slice, bool Wanted)[] verified) => new(
        mode, RunPolicy.DefaultTimeLimit, RunPolicy.DefaultSizeLimit, verified.ToImmutableSortedDictionary(pair => pair.Slice, pair => pair.Wanted, StringComparer.Ordinal));
}
