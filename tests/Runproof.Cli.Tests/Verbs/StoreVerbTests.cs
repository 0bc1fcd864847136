using Runproof.Cli.Errors;
using Runproof.Cli.Tests.Schemas;
using Runproof.Runs.Store;

namespace Runproof.Cli.Tests.Verbs;

public sealed class StoreVerbTests
{
    [Fact]
    public void An_empty_store_says_what_to_do_next()
    {
        using var directory = new TemporaryDirectory();
        var store = directory.PathOf("none");
        var list = CommandRun.Of("store", "ls", "--store", store);
        Assert.Equal(0, list.Code);
        Assert.Contains("try runproof demo", list.Output, StringComparison.Ordinal);
        Assert.Equal(0, CommandRun.Of("store", "verify", "--store", store).Code);
        Assert.Equal(0, CommandRun.Of("store", "gc", "--store", store).Code);
        var latest = CommandRun.Of("verify", "latest", "--store", store);
        Assert.Equal(2, latest.Code);
        Assert.Contains("the store holds no run", latest.Error, StringComparison.Ordinal);
        Assert.Contains("try runproof run MODEL", latest.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(store));
    }

    [Fact]
    public void Runs_are_listed_newest_first_and_a_short_prefix_is_ambiguous()
    {
        using var net = new RecordedNet();
        var other = net.Record();
        var list = net.RunJson("store", "ls");
        Assert.Equal([other, net.RunId], list.Json.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("run").GetString()));
        Assert.Contains(net.Claim.ToShortString(), net.Run("store", "ls").Output, StringComparison.Ordinal);

        var ambiguous = net.RunJson("verify", "2");
        Assert.Equal((2, StoreErrors.RunAmbiguous.Name), (ambiguous.Code, ambiguous.Json.GetProperty("code").GetString()));
        Assert.Contains(other, ambiguous.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Collection_keeps_what_is_pinned_and_says_what_it_would_do()
    {
        using var net = new RecordedNet();
        var (second, third) = (net.Record(), net.Record());
        Assert.True(net.RunJson("store", "pin", net.RunId).Json.GetProperty("pinned").GetBoolean());

        var dry = net.RunJson("store", "gc", "--keep", "1", "--dry-run");
        Assert.Equal([second], dry.Json.GetProperty("runs").EnumerateArray().Select(run => run.GetString()));
        Assert.Equal((2, 1), (dry.Json.GetProperty("kept").GetInt32(), dry.Json.GetProperty("pinned").GetInt32()));
        Assert.Equal(3, net.Store.List().Length);
        Assert.Contains("would remove 0 runs", net.Run("store", "gc", "--keep", "0", "--older-than", "1", "--dry-run").Output, StringComparison.Ordinal);

        Assert.Equal(0, net.RunJson("store", "gc", "--keep", "1").Code);
        Assert.Equal([third, net.RunId], net.Store.List().Select(run => run.Id));
        Assert.Equal(0, net.Run("replay", net.RunId).Code);
        Assert.False(net.RunJson("store", "unpin", net.RunId).Json.GetProperty("pinned").GetBoolean());
        Assert.Contains($"removed run {net.RunId}", net.Run("store", "gc", "--keep", "1").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_anywhere_in_the_store_is_found()
    {
        using var net = new RecordedNet();
        Assert.Equal(0, net.RunJson("store", "verify").Code);
        var bytes = File.ReadAllBytes(net.TraceFile);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(net.TraceFile, bytes);
        var damaged = net.RunJson("store", "verify");
        Assert.Equal(4, damaged.Code);
        Assert.Equal([net.RunId], damaged.Json.GetProperty("damagedRuns").EnumerateArray().Select(run => run.GetString()));
        Assert.Contains("damaged: 1 problem", net.Run("store", "verify").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("store")]
    [InlineData("store", "frob")]
    [InlineData("store", "gc", "--keep", "-1")]
    [InlineData("store", "gc", "--older-than", "-1")]
    [InlineData("store", "gc", "--keep", "many")]
    [InlineData("store", "pin")]
    public void A_wrong_request_is_a_usage_error(params string[] args)
    {
        using var directory = new TemporaryDirectory();
        var run = CommandRun.Of([.. args, "--json", "--store", directory.Path]);
        Assert.Equal((2, CliErrors.Usage.Name), (run.Code, run.Json.GetProperty("code").GetString()));
    }

    [Fact]
    public void Only_runs_of_the_store_can_be_pinned()
    {
        using var net = new RecordedNet();
        Assert.Equal(2, net.RunJson("store", "pin", net.Copy()).Code);
    }

    [Fact]
    public void The_verbs_below_explain_themselves()
    {
        foreach (var verb in CommandLine.Root().Subcommands.Single(verb => verb.Name == "store").Subcommands)
        {
            var help = CommandRun.Of("store", verb.Name, "--help");
            Assert.Equal(0, help.Code);
            Assert.Contains($"  runproof store {verb.Name} ", help.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_folder_that_is_no_store_is_left_alone()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.PathOf("letter.txt"), "dear");
        var run = CommandRun.Of("store", "gc", "--json", "--store", directory.Path);
        Assert.Equal((7, StoreErrors.Version.Name), (run.Code, run.Json.GetProperty("code").GetString()));
        Assert.Empty(JsonSchema.Of("runproof.error/1").Problems(run.Json));
    }
}
