using System.Security.Cryptography;
using Runproof.Core.Traces;
using Runproof.Runs.Tiles;

namespace Runproof.Cli.Tests.Verbs;

public sealed class TileVerbTests : IDisposable
{
    private readonly RecordedLoan _loan = new();

    public void Dispose() => _loan.Dispose();

    [Fact]
    public void Tiles_and_sequences_are_listed_with_their_types()
    {
        var json = _loan.Run("tile", "list", RecordedLoan.Assembly, "--program", "--json").Json;
        Assert.Equal(["Add", "Decide", "Evaluate"], json.GetProperty("tiles").EnumerateArray().Select(tile => tile.GetProperty("name").GetString()!.Split('.')[^1]));
        var sequence = json.GetProperty("sequences")[0];
        Assert.Equal("rules", sequence.GetProperty("inputs")[1].GetProperty("name").GetString());
        Assert.Equal(3, sequence.GetProperty("steps").GetInt32());
        Assert.Equal("runproof.program/1", sequence.GetProperty("program").GetProperty("format").GetString());
        var text = _loan.Run("tile", "list", RecordedLoan.Assembly);
        Assert.Contains("A decision about a loan", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sequence_runs_on_JSON_inline_and_from_a_file()
    {
        var inline = _loan.Run("run", RecordedLoan.Assembly, "--input", RecordedLoan.Input, "--json");
        Assert.Equal(0, inline.Code);
        Assert.Equal("""{"isGranted":true,"limit":4899976,"points":180}""", inline.Json.GetProperty("outputs")[0].GetProperty("value").GetRawText());
        Assert.Equal(["0", "1.0", "2"], inline.Json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("coordinates").GetString()));
        var file = _loan.Run("run", RecordedLoan.Assembly, "--input", _loan.Write("loan.json", RecordedLoan.Input), "--sequence", "Main", "--backend", "clr");
        Assert.Contains("""result = {"isGranted":true""", file.Output, StringComparison.Ordinal);
        Assert.Equal(0, _loan.Run("verify", "latest").Code);
        var untraced = _loan.Run("run", RecordedLoan.Assembly, "--input", RecordedLoan.Input, "--no-trace");
        Assert.Contains("not recorded (--no-trace)", untraced.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_tile_runs_on_its_arguments()
    {
        var run = _loan.Run("tile", "run", "Add", RecordedLoan.Assembly, "--input", """[{"kind":"Card","amount":5,"monthsLate":1},{"debt":1,"monthsLate":2}]""", "--json");
        Assert.Equal("""{"debt":11,"monthsLate":3}""", run.Json.GetProperty("outputs")[0].GetProperty("value").GetRawText());
        var same = _loan.Run("run", RecordedLoan.Assembly, "--tile", "Loan.Add", "--input", """{"item":{"kind":"Card","amount":5,"monthsLate":1},"state":{"debt":1,"monthsLate":2}}""", "--json");
        Assert.Equal(run.Json.GetProperty("claim").GetString(), same.Json.GetProperty("claim").GetString());
    }

    [Fact]
    public void A_failure_and_a_crash_exit_with_1()
    {
        var failed = _loan.Run("run", RecordedLoan.Assembly, "--input", RecordedLoan.Input.Replace("\"age\":40", "\"age\":17", StringComparison.Ordinal), "--json");
        Assert.Equal((1, "failed", "E_TILE_FAILED"), (failed.Code, failed.Json.GetProperty("outcome").GetString(), failed.Json.GetProperty("error").GetProperty("code").GetString()));
        string overflow = RecordedLoan.Input.Replace("\"ageWeight\":1500", "\"ageWeight\":\"9000000000000000000\"", StringComparison.Ordinal);
        var crashed = _loan.Run("run", RecordedLoan.Assembly, "--input", overflow, "--json");
        Assert.Equal((1, "crashed"), (crashed.Code, crashed.Json.GetProperty("outcome").GetString()));
        Assert.Contains("Loan.Evaluate", crashed.Json.GetProperty("stackTrace").GetString(), StringComparison.Ordinal);
        Assert.Contains("OverflowException", _loan.Run("run", RecordedLoan.Assembly, "--input", overflow).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--mode", "prove")]
    [InlineData(2, "--mode", "preview")]
    [InlineData(2, "--infer", "circuits-only")]
    [InlineData(2, "--security", "p128")]
    [InlineData(2, "--backend", "circuit")]
    [InlineData(2, "--backend", "onnxruntime")]
    [InlineData(2, "--optimization", "off")]
    [InlineData(2, "--against", "latest")]
    [InlineData(2, "--sign", "key.pem")]
    [InlineData(2, "--tile", "None")]
    [InlineData(2, "--sequence", "None")]
    [InlineData(2, "--time-limit", "0")]
    [InlineData(2, "--mode", "audit", "--no-trace")]
    [InlineData(2, "--resume", "--no-trace")]
    [InlineData(2, "--mode", "audit", "--against", "nothing")]
    [InlineData(5, "--mode", "audit", "--sign", "missing.pem")]
    public void What_cannot_be_done_is_said_before_anything_runs(int code, params string[] args)
    {
        var run = _loan.Run(["run", RecordedLoan.Assembly, "--input", RecordedLoan.Input, .. args, "--json"]);
        Assert.Equal(code, run.Code);
        if (args[^1] == "None")
            Assert.Equal(TileErrors.Name.Name, run.Json.GetProperty("code").GetString());
        if (args is ["--mode", "prove" or "preview"] or ["--infer", ..] or ["--security", ..])
            Assert.Contains("--infer auto and circuits-only prove", run.Json.GetProperty("hint").GetString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_loan.Store, "runs")));
    }

    [Theory]
    [InlineData("", 7)]
    [InlineData("{", 7)]
    [InlineData("[1]", 7)]
    [InlineData("no/such/file.json", 5)]
    public void Input_that_does_not_fit_is_refused(string input, int code) => Assert.Equal(code, _loan.Run("run", RecordedLoan.Assembly, "--input", input, "--json").Code);

    [Fact]
    public void A_target_without_tiles_is_refused()
    {
        Assert.Equal(TileErrors.NoTiles.Name, _loan.Run("run", Path.Combine(AppContext.BaseDirectory, "Runproof.Core.dll"), "--json").Json.GetProperty("code").GetString());
        Assert.Equal(7, _loan.Run("run", _loan.Write("none.dll", "no assembly"), "--json").Code);
        Assert.Equal(5, _loan.Run("run", "missing.dll", "--json").Code);
        var broken = _loan.Run("run", _loan.Write("Broken.csproj", "<Project Sdk=\"None.Such\" />"), "--json");
        Assert.Equal((5, TileErrors.Build.Name), (broken.Code, broken.Json.GetProperty("code").GetString()));
        Assert.Equal(2, CommandRun.Of("run", Repository.PathOf("samples", "models", "net"), "--mode", "audit", "--no-trace").Code);
    }

    [Fact]
    public void An_audit_is_signed_and_compared_with_a_claim()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string secret = _loan.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        string open = _loan.Write("public.pem", key.ExportSubjectPublicKeyInfoPem());
        string run = _loan.Record(RecordedLoan.Input, "--sign", secret);
        string claim = Path.Combine(_loan.Store, "runs", run, "claim");
        Assert.Equal(0, _loan.Run("verify", run, "--key", open, "--json").Code);
        Assert.Equal(0, _loan.Run("verify", claim, "--key", open, "--json").Code);
        File.Copy(claim, _loan.PathOf("alone"));
        File.Copy(claim + ".sig", _loan.PathOf("alone.sig"));
        using (var other = new RecordedLoan())
        {
            Assert.Equal(0, other.Run("verify", _loan.PathOf("alone"), "--key", open, "--json").Code);
            Assert.Equal(6, other.Run("verify", _loan.PathOf("alone"), "--json").Code);
            Assert.Equal(4, other.Run("verify", _loan.PathOf("alone"), "--expect", new string('0', 64), "--json").Code);
            Assert.Equal("key", other.Run("verify", Path.GetDirectoryName(claim)!, "--key", open, "--json").Json.GetProperty("pinnedBy").GetString());
            Assert.Contains("signed with the key", other.Run("verify", _loan.PathOf("alone"), "--key", open).Output, StringComparison.Ordinal);
        }

        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Equal(4, _loan.Run("verify", run, "--key", _loan.Write("stranger.pem", stranger.ExportSubjectPublicKeyInfoPem()), "--json").Code);
        Assert.Equal(6, _loan.Run("verify", _loan.Record(), "--key", open, "--json").Code);

        // Its own inputs are those of the claim.
        var same = _loan.Run("run", RecordedLoan.Assembly, "--mode", "audit", "--against", claim, "--json");
        Assert.True(same.Code == 0 && same.Json.GetProperty("against").GetProperty("same").GetBoolean(), same.Output);
        Assert.Equal(0, _loan.Run("run", RecordedLoan.Assembly, "--mode", "audit", "--against", run, "--input", RecordedLoan.Input).Code);
    }

    [Fact]
    public void The_first_divergence_from_a_claim_is_shown_by_field()
    {
        string run = _loan.Record();
        var other = _loan.Run("run", RecordedLoan.Assembly, "--mode", "audit", "--input", RecordedLoan.Input.Replace("1500", "1600", StringComparison.Ordinal), "--against", run, "--json");
        Assert.Equal(3, other.Code);
        var against = other.Json.GetProperty("against");
        Assert.Equal(("input", "0"), (against.GetProperty("first").GetProperty("reason").GetString(), against.GetProperty("first").GetProperty("coordinates").GetString()));
        var field = against.GetProperty("values")[0].GetProperty("fields")[0];
        Assert.Equal(("ageWeight", "1500", "1600"), (field.GetProperty("path").GetString(), field.GetProperty("claimed").GetString(), field.GetProperty("executed").GetString()));
        Assert.Equal(3, _loan.Run("diff", run, "latest", "--json").Code);
        Assert.Contains("ageWeight", _loan.Run("diff", run, "latest").Output, StringComparison.Ordinal);

        // Without the run the claim tells where, to the last checkpoint.
        File.Copy(Path.Combine(_loan.Store, "runs", run, "claim"), _loan.PathOf("alone"));
        using var elsewhere = new RecordedLoan();
        var bare = elsewhere.Run("run", RecordedLoan.Assembly, "--mode", "audit", "--input", RecordedLoan.Input, "--against", _loan.PathOf("alone"), "--json");
        Assert.Equal(0, bare.Code);
        var (_, claim) = _loan.Forge(run, trace => trace.Steps[..2]);
        var forged = elsewhere.Run("run", RecordedLoan.Assembly, "--mode", "audit", "--input", RecordedLoan.Input, "--against", Directory.GetFiles(_loan.PathOf(""), "claim", SearchOption.AllDirectories).First(path => path.Contains("forged", StringComparison.Ordinal)), "--json");
        Assert.Equal((3, claim), (forged.Code, forged.Json.GetProperty("against").GetProperty("claim").GetString()));
    }

    [Fact]
    public void A_false_claim_is_disputed_and_its_fraud_proof_verifies_anywhere()
    {
        string run = _loan.Record();
        Assert.Equal(0, _loan.Run("dispute", run, "--json").Code);
        var (folder, claim) = _loan.Forge(run, trace => trace.Steps.SetItem(2, trace.Steps[2] with { Inputs = trace.Steps[2].Inputs.SetItem(2, trace.Claim!.Inputs[1]) }));
        Assert.Equal(2, _loan.Run("dispute", folder, "--json").Code);
        string file = _loan.PathOf("loan.fraud");
        var dispute = _loan.Run("dispute", folder, "--target", RecordedLoan.Assembly, "-o", file, "--json");
        Assert.Equal((3, "input", 2), (dispute.Code, dispute.Json.GetProperty("first").GetProperty("reason").GetString(), dispute.Json.GetProperty("first").GetProperty("step").GetInt32()));
        using var elsewhere = new RecordedLoan();
        var verified = elsewhere.Run("verify", file, "--expect", claim, "--json");
        Assert.Equal((0, "passed"), (verified.Code, verified.Json.GetProperty("verdict").GetString()));
        Assert.Contains("the claim is false: reason input at step 2", elsewhere.Run("verify", file, "--expect", claim).Output, StringComparison.Ordinal);
        Assert.Equal(6, elsewhere.Run("verify", file, "--json").Code);
        Assert.Equal(4, elsewhere.Run("verify", file, "--expect", new string('0', 64), "--json").Code);
    }

    [Fact]
    public void A_wrong_output_takes_one_execution_to_refute()
    {
        string run = _loan.Record();
        var (folder, claim) = _loan.Forge(run, trace => trace.Steps.SetItem(1, trace.Steps[1] with { Outputs = [trace.Steps[1].Inputs[1]] }));
        string file = _loan.PathOf("loan.fraud");
        var dispute = _loan.Run("dispute", folder, "--target", RecordedLoan.Assembly, "-o", file, "--json");
        Assert.Equal((3, "output"), (dispute.Code, dispute.Json.GetProperty("first").GetProperty("reason").GetString()));
        Assert.Equal("debt", dispute.Json.GetProperty("values")[0].GetProperty("fields")[0].GetProperty("path").GetString());
        var undecided = _loan.Run("verify", file, "--expect", claim);
        Assert.Equal(6, undecided.Code);
        Assert.Contains("a receipt of the machine would show it", undecided.Output, StringComparison.Ordinal);
        Assert.Contains("--execute PROJECT", undecided.Output, StringComparison.Ordinal);
        Assert.Equal(0, _loan.Run("verify", file, "--expect", claim, "--execute", RecordedLoan.Assembly, "--json").Code);
        Assert.Contains("step 1 Add at 1.0, reason output", _loan.Run("dispute", folder, "--target", RecordedLoan.Assembly, "-o", file).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_is_replayed_here_and_a_foreign_one_with_the_tiles_that_the_caller_names()
    {
        string run = _loan.Record();
        Assert.Equal(0, _loan.Run("replay", run, "--json").Code);
        Assert.Equal(0, _loan.Run("replay", run, "--window", "1..2", "--against", run, "--json").Code);
        var (folder, _) = _loan.Forge(run, trace => trace.Steps.SetItem(1, trace.Steps[1] with { Outputs = [trace.Steps[1].Inputs[1]] }));
        Assert.Equal(TileErrors.TargetMissing.Name, _loan.Run("replay", folder, "--json").Json.GetProperty("code").GetString());
        Assert.Equal(3, _loan.Run("replay", folder, "--target", RecordedLoan.Assembly, "--json").Code);
        Assert.Equal(0, _loan.Run("replay", folder, "--target", RecordedLoan.Assembly, "--window", "0..1", "--json").Code);
        Assert.Equal(3, _loan.Run("replay", run, "--against", folder, "--json").Code);
        Assert.Equal("Add", _loan.Run("inspect", Path.Combine(_loan.Store, "runs", run), "--json").Json.GetProperty("steps")[1].GetProperty("name").GetString());
    }

    [Fact]
    public void A_fork_takes_steps_over()
    {
        string run = _loan.Record();
        string changed = RecordedLoan.Input.Replace("\"amount\":50000,\"monthsLate\":2", "\"amount\":60000,\"monthsLate\":2", StringComparison.Ordinal);
        var refused = _loan.Run("run", RecordedLoan.Assembly, "--fork-from", "1", "--from", run, "--input", changed, "--json");
        Assert.Equal(TileErrors.StepChanged.Name, refused.Json.GetProperty("code").GetString());
        var forked = _loan.Run("run", RecordedLoan.Assembly, "--fork-from", "0", "--from", run, "--input", changed, "--json");
        Assert.Equal(0, forked.Code);
        var same = _loan.Run("run", RecordedLoan.Assembly, "--fork-from", "2", "--from", run, "--input", RecordedLoan.Input, "--json");
        Assert.Equal((2, run), (same.Json.GetProperty("takenOver").GetInt32(), same.Json.GetProperty("takenFrom").GetString()));
        Assert.Equal(2, _loan.Run("run", RecordedLoan.Assembly, "--fork-from", "9", "--from", run, "--input", RecordedLoan.Input, "--json").Code);
        Assert.Equal(0, _loan.Run("verify", "latest").Code);
        Assert.NotEqual(RunMode.Audit, _loan.Read(same.Json.GetProperty("run").GetString()!).Header.Mode);
    }
}
