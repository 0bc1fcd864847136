using System.Text.Json;
using Runproof.Cli.Demo;
using Runproof.Cli.Errors;
using Runproof.Core.Traces;
using Runproof.Runs.Store;
using Runproof.Verifier.Claims;

namespace Runproof.Cli.Tests.Verbs;

public sealed class VerifyVerbTests
{
    [Fact]
    public void A_run_of_the_own_store_is_verified_and_says_what_was_not_checked()
    {
        using var net = new RecordedNet();
        var json = net.RunJson("verify", "latest");
        Assert.Equal(0, json.Code);
        Assert.Equal("store", json.Json.GetProperty("pinnedBy").GetString());
        Assert.Equal(net.Claim.ToString(), json.Json.GetProperty("expected").GetString());
        Assert.All(json.Json.GetProperty("checks").EnumerateArray(), check => Assert.Equal("passed", check.GetProperty("status").GetString()));

        var text = net.Run("verify", net.RunId[..20]);
        Assert.Equal(0, text.Code);
        Assert.Contains("  ✓ the log of the records has the claimed root (1)", text.Output, StringComparison.Ordinal);
        Assert.Contains("not checked: that the units compute what the records say: replay, or a proof, does that", text.Output, StringComparison.Ordinal);
        Assert.Contains("assurance: executed, security 0 %", text.Output, StringComparison.Ordinal);
        Assert.Contains("  verified: ", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_from_elsewhere_is_undecided_until_the_caller_says_what_to_expect()
    {
        using var net = new RecordedNet();
        var copy = net.Copy();

        var alone = net.RunJson("verify", copy);
        Assert.Equal(6, alone.Code);
        Assert.Equal(JsonValueKind.Null, alone.Json.GetProperty("pinnedBy").ValueKind);
        Assert.Equal(ClaimErrors.NotPinned.Name, Why(alone));
        Assert.Equal(0, net.RunJson("verify", copy, "--expect", net.Claim.ToString()).Code);
        Assert.Equal(0, net.RunJson("verify", Path.Combine(copy, "trace"), "--expect", net.Program.ToString()).Code);
        var wrong = net.RunJson("verify", copy, "--expect", new string('a', 64));
        Assert.Equal(4, wrong.Code);
        Assert.Equal(ClaimErrors.Unexpected.Name, Why(wrong));
        Assert.Equal(4, net.RunJson("verify", "latest", "--expect", new string('a', 64)).Code);
        Assert.Contains("? the run is the one that was expected", net.Run("verify", copy).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void No_changed_byte_goes_unnoticed_wherever_it_lies()
    {
        using var net = new RecordedNet();
        var original = File.ReadAllBytes(net.TraceFile);
        var places = Enumerable.Range(0, 60).Concat(Enumerable.Range(0, 120).Select(i => i * original.Length / 120)).Concat(Enumerable.Range(original.Length - 60, 60));
        foreach (var place in places.Distinct())
        {
            var changed = (byte[])original.Clone();
            changed[place] ^= (byte)(1 << (place % 8));
            File.WriteAllBytes(net.TraceFile, changed);
            var run = net.RunJson("verify", net.RunId);

            // Where the last frame seems to be torn, nothing in the run is wrong but its end.
            Assert.True(run.Code is 4 or 7 || (run.Code == 6 && place >= original.Length - 37), $"byte {place}: exit {run.Code}");
        }

        File.WriteAllBytes(net.TraceFile, original);
        Assert.Equal(0, net.Run("verify", net.RunId).Code);
    }

    [Fact]
    public void A_changed_byte_is_named_with_its_place_and_both_digests()
    {
        using var net = new RecordedNet();
        var tampering = Tampering.With(net.Store, net.Trace, net.TraceFile, net.Beside("tampered"));

        var run = net.RunJson("verify", tampering.Path, "--expect", net.Claim.ToString());
        Assert.Equal(4, run.Code);
        Assert.Equal(TraceErrors.Damaged.Name, Why(run));
        var check = run.Json.GetProperty("checks")[0].GetProperty("why");
        Assert.InRange(tampering.Offset - check.GetProperty("offset").GetInt64(), 1, 1000);
        Assert.Matches("has the running digest [0-9a-f]{12}, and the file says [0-9a-f]{12}", check.GetProperty("message").GetString());
        Assert.Contains("at byte ", net.Run("verify", tampering.Path).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forgery_that_agrees_with_itself_is_refused_where_the_claim_is_pinned()
    {
        using var net = new RecordedNet();
        var forgery = Forgery.Of(net.Store, net.Trace, net.Beside("forger"));

        Assert.Equal(6, net.Run("verify", forgery.Path).Code);
        Assert.Equal(4, net.Run("verify", forgery.Path, "--expect", net.Claim.ToString()).Code);
        Assert.Equal(0, net.Run("verify", forgery.Path, "--expect", net.Program.ToString()).Code); // who pins the program alone asks for no particular answer
        File.Copy(Path.Combine(forgery.Path, "trace"), net.TraceFile, overwrite: true);
        Assert.Equal(4, net.Run("verify", net.RunId).Code);
    }

    [Fact]
    public void Runs_that_changed_places_are_refused_even_where_their_claims_are_equal()
    {
        using var net = new RecordedNet();
        var other = net.Record();
        var (here, there) = (net.TraceFile, Path.Combine(net.StoreFolder, "runs", other, "trace"));
        var (first, second) = (File.ReadAllBytes(here), File.ReadAllBytes(there));
        File.WriteAllBytes(here, second);
        File.WriteAllBytes(there, first);

        foreach (var run in new[] { net.RunJson("verify", net.RunId), net.RunJson("verify", other) })
        {
            Assert.Equal(4, run.Code);
            Assert.Equal(StoreErrors.RunMisnamed.Name, Why(run));
        }
    }

    [Fact]
    public void A_damaged_object_is_refused_and_a_missing_one_undecided()
    {
        using var net = new RecordedNet();
        var name = net.Trace.Program.Steps[2].Unit.Artifact.ToString();
        var file = Path.Combine(net.StoreFolder, "objects", name[..2], name[2..]);
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        var damaged = net.RunJson("verify", "latest");
        File.Delete(file);
        var missing = net.RunJson("verify", "latest");

        Assert.Equal((4, ClaimErrors.ArtifactChanged.Name), (damaged.Code, Why(damaged)));
        Assert.Equal((6, ClaimErrors.ArtifactMissing.Name), (missing.Code, Why(missing)));
    }

    [Fact]
    public void The_list_of_claims_decides_and_losing_it_leaves_nothing_pinned()
    {
        using var net = new RecordedNet();
        var log = Path.Combine(net.StoreFolder, "claims.log");
        var text = File.ReadAllText(log);
        var claim = net.Claim.ToString();
        File.WriteAllText(log, text.Replace(claim, new string('b', 64), StringComparison.Ordinal));
        Assert.Equal(4, net.Run("verify", "latest").Code);
        File.WriteAllText(log, text.Replace(claim, "not a claim", StringComparison.Ordinal));
        Assert.Equal(6, net.Run("verify", "latest").Code);
        File.Delete(log);
        Assert.Equal(6, net.Run("verify", "latest").Code);
    }

    [Fact]
    public void A_run_without_its_end_is_undecided_elsewhere_and_refused_where_it_was_seen_closed()
    {
        using var net = new RecordedNet();
        var cut = File.ReadAllBytes(net.TraceFile)[..^80];
        var copy = Path.Combine(net.Copy(), "trace");
        File.WriteAllBytes(copy, cut);
        Assert.Equal(6, net.RunJson("verify", copy).Code);
        File.WriteAllBytes(net.TraceFile, cut[..(cut.Length / 2)]);
        Assert.Equal(4, net.RunJson("verify", net.RunId).Code);
    }

    [Fact]
    public void What_is_no_run_is_told_apart_from_what_is_none_at_all()
    {
        using var net = new RecordedNet();
        var file = net.Beside("trace.txt");
        File.WriteAllText(file, "hello");
        var malformed = net.RunJson("verify", file);
        Assert.Equal((7, TraceErrors.NotATrace.Name), (malformed.Code, malformed.Json.GetProperty("code").GetString()));
        var unknown = net.RunJson("verify", net.Beside("nothing"));
        Assert.Equal((2, StoreErrors.RunUnknown.Name), (unknown.Code, unknown.Json.GetProperty("code").GetString()));
        var digest = net.RunJson("verify", "latest", "--expect", "ABC");
        Assert.Equal((2, CliErrors.Usage.Name), (digest.Code, digest.Json.GetProperty("code").GetString()));
    }

    private static string? Why(CommandRun run) => run.Json.GetProperty("checks").EnumerateArray()
        .Select(check => check.GetProperty("why"))
        .First(why => why.ValueKind == JsonValueKind.Object).GetProperty("code").GetString();
}
