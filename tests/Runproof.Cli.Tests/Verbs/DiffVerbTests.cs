using Runproof.Cli.Demo;

namespace Runproof.Cli.Tests.Verbs;

public sealed class DiffVerbTests
{
    [Fact]
    public void Two_runs_of_the_same_input_are_equal()
    {
        using var net = new RecordedNet();
        var other = net.Record();
        var json = net.RunJson("diff", net.RunId, other);
        Assert.Equal(0, json.Code);
        Assert.True(json.Json.GetProperty("sameClaim").GetBoolean());
        Assert.Contains("the runs are equal", net.Run("diff", net.RunId, other).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_input_diverges_at_the_first_step_field_by_field()
    {
        using var net = new RecordedNet();
        var other = net.Record("--input", net.InputOf("0.25"));

        var json = net.RunJson("diff", net.RunId, other);
        Assert.Equal(3, json.Code);
        Assert.Equal(("input", 0), (json.Json.GetProperty("first").GetProperty("reason").GetString(), json.Json.GetProperty("first").GetProperty("step").GetInt32()));
        var elements = json.Json.GetProperty("values")[0].GetProperty("elements");
        Assert.Equal(3, elements.GetProperty("largest").GetArrayLength());
        Assert.Equal(0.25, elements.GetProperty("largest")[0].GetProperty("right").GetDouble());
        Assert.Contains("reason input", net.Run("diff", net.RunId, other).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forged_output_and_another_program_have_their_own_reasons()
    {
        using var net = new RecordedNet();
        var forgery = Forgery.Of(net.Store, net.Trace, net.Beside("forger"));
        var forged = net.RunJson("diff", net.RunId, forgery.Path);
        Assert.Equal((3, "output"), (forged.Code, forged.Json.GetProperty("first").GetProperty("reason").GetString()));
        Assert.False(forged.Json.GetProperty("sameClaim").GetBoolean());

        var whole = net.RunJson("diff", net.RunId, net.Record("--infer", "onnx-only"));
        Assert.Equal((3, "artifact"), (whole.Code, whole.Json.GetProperty("first").GetProperty("reason").GetString()));
        Assert.False(whole.Json.GetProperty("sameProgram").GetBoolean());
    }

    [Fact]
    public void A_run_that_was_cut_off_differs_in_length()
    {
        using var net = new RecordedNet();
        var copy = Path.Combine(net.Copy(), "trace");
        var bytes = File.ReadAllBytes(copy);
        File.WriteAllBytes(copy, bytes[..(bytes.Length / 2)]);
        var run = net.RunJson("diff", net.RunId, copy);
        Assert.Equal((3, "length"), (run.Code, run.Json.GetProperty("first").GetProperty("reason").GetString()));
    }
}
