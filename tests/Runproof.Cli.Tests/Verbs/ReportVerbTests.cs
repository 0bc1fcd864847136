using Runproof.Cli.Demo;
using Runproof.Core.Traces;

namespace Runproof.Cli.Tests.Verbs;

public sealed class ReportVerbTests
{
    [Fact]
    public void A_page_is_written_once_and_the_same_each_time()
    {
        using var net = new RecordedNet();
        var (first, second) = (net.Beside("first.html"), net.Beside("second.html"));
        var run = net.Run("report", "latest", "-o", first);
        Assert.Equal((0, first + "\n"), (run.Code, run.Output));
        var json = net.RunJson("report", "latest", "--format", "html", "-o", second);
        Assert.Equal(new FileInfo(second).Length, json.Json.GetProperty("bytes").GetInt64());
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        var page = File.ReadAllText(first);
        Assert.Contains("✓ verified", page, StringComparison.Ordinal);
        Assert.Contains(net.Claim.ToString(), page, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_and_markdown_go_to_the_output()
    {
        using var net = new RecordedNet();
        var json = net.RunJson("report", "latest");
        Assert.Equal(0, json.Code);
        Assert.Equal(json.Output, net.Run("report", "latest", "--format", "json").Output);
        Assert.Equal(0, json.Json.GetProperty("predictedClass").GetInt32());
        Assert.Equal(6, json.Json.GetProperty("edges").GetArrayLength());
        Assert.Equal("float[1,3,32,32]", json.Json.GetProperty("edges")[0].GetProperty("type").GetString());
        var file = net.Beside("report.json");
        net.Run("report", "latest", "--format", "json", "-o", file);
        Assert.Equal(json.Output, File.ReadAllText(file));

        var text = net.Run("report", "latest", "--format", "md").Output;
        Assert.StartsWith("# net: verified\n", text, StringComparison.Ordinal);
        Assert.Contains($"runproof replay {net.RunId}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_is_reported_as_undecided_and_damage_not_at_all()
    {
        using var net = new RecordedNet();
        Assert.StartsWith("# net: undecided\n", net.Run("report", net.Copy(), "--format", "md").Output, StringComparison.Ordinal);
        var tampering = Tampering.With(net.Store, net.Trace, net.TraceFile, net.Beside("tampered"));
        var run = net.RunJson("report", tampering.Path);
        Assert.Equal((4, TraceErrors.Damaged.Name), (run.Code, run.Json.GetProperty("code").GetString()));
        Assert.Equal(2, net.Run("report", "latest", "--format", "pdf").Code);
    }
}
