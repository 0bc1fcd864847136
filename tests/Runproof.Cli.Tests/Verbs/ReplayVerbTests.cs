using Runproof.Cli.Demo;
using Runproof.Runs.Replay;

namespace Runproof.Cli.Tests.Verbs;

public sealed class ReplayVerbTests
{
    [Fact]
    public void Every_step_of_a_window_gives_the_recorded_outputs()
    {
        using var net = new RecordedNet();
        var all = net.RunJson("replay", "latest");
        Assert.Equal(0, all.Code);
        Assert.Equal(5, all.Json.GetProperty("steps").GetArrayLength());
        Assert.Equal("replayed", all.Json.GetProperty("assurance").GetString());
        var window = net.RunJson("replay", net.RunId, "--window", "1..3");
        Assert.Equal([1, 2], window.Json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step").GetInt32()));
        Assert.Contains("✓     4  slice_4", net.Run("replay", net.Copy(), "--window", "4..").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forged_output_diverges_with_the_largest_differences()
    {
        using var net = new RecordedNet();
        var forgery = Forgery.Of(net.Store, net.Trace, net.Beside("forger"));

        var json = net.RunJson("replay", forgery.Path);
        Assert.Equal(3, json.Code);
        Assert.Equal("output", json.Json.GetProperty("first").GetProperty("reason").GetString());
        Assert.Equal(4, json.Json.GetProperty("first").GetProperty("step").GetInt32());
        Assert.Equal(2, json.Json.GetProperty("values")[0].GetProperty("elements").GetProperty("differing").GetInt32());
        Assert.Equal("none", json.Json.GetProperty("assurance").GetString());
        var text = net.Run("replay", forgery.Path).Output;
        Assert.Contains("✗     4  slice_4", text, StringComparison.Ordinal);
        Assert.Contains("2 of 10 elements", text, StringComparison.Ordinal);
        Assert.Equal(0, net.Run("replay", forgery.Path, "--window", "..4").Code);
    }

    [Fact]
    public void A_missing_unit_leaves_its_step_undecided()
    {
        using var net = new RecordedNet();
        Directory.Delete(Path.Combine(net.StoreFolder, "objects"), recursive: true);
        var run = net.RunJson("replay", "latest", "--window", "0..1");
        Assert.Equal(6, run.Code);
        Assert.Contains("undecided: ", net.Run("replay", "latest").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3..3")]
    [InlineData("0..6")]
    [InlineData("-1..2")]
    [InlineData("1")]
    public void A_window_outside_the_run_is_a_usage_error(string window)
    {
        using var net = new RecordedNet();
        var run = net.RunJson("replay", "latest", $"--window={window}");
        Assert.Equal((2, ReplayErrors.Window.Name), (run.Code, run.Json.GetProperty("code").GetString()));
    }

    [Fact]
    public void A_damaged_run_is_not_replayed()
    {
        using var net = new RecordedNet();
        var tampering = Tampering.With(net.Store, net.Trace, net.TraceFile, net.Beside("tampered"));
        Assert.Equal(4, net.RunJson("replay", tampering.Path).Code);
    }
}
