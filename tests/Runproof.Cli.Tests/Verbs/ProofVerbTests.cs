using System.Text.Json;
using Runproof.Cli.Errors;
using Runproof.Cli.Tests.Schemas;
using Runproof.Core.Diagnostics;
using Runproof.Runs.Compiling;
using Runproof.Runs.Planning;

namespace Runproof.Cli.Tests.Verbs;

/// <summary>From circuits to receipts: compile, run, prove, verify, inspect.</summary>
public sealed class ProofVerbTests
{
    [Fact]
    public void A_model_is_compiled_run_proved_and_verified()
    {
        using var net = ModelFolder.Of("net");
        var compiled = Fits(net.Run("compile", net.Path, "--json"));
        Assert.Equal(5, compiled.GetProperty("slices").GetArrayLength());
        Assert.All(compiled.GetProperty("slices").EnumerateArray(), slice => Assert.Equal("compiled", slice.GetProperty("status").GetString()));
        Assert.Contains("unchanged", net.Run("compile", net.Path).Output, StringComparison.Ordinal);
        Fits(JsonDocument.Parse(File.ReadAllText(net.MetadataFile)).RootElement);

        var run = Fits(net.Run("run", net.Path, "--infer", "circuits-only", "--json"));
        Assert.Equal(100, run.GetProperty("result").GetProperty("overall_security").GetInt32());
        var text = net.Run("run", net.Path, "--verify-slices", "0,3-4", "--security", "p128", "--separate").Output;
        Assert.Contains("security 60 %: 3 of 5 slices proved, 2 executed on ONNX Runtime (2 not-wanted)", text, StringComparison.Ordinal);
        Assert.Contains("3 proofs of ", text, StringComparison.Ordinal);
        Assert.Contains("(memory-limit)", net.Run("run", net.Path, "--max-memory", "1").Output, StringComparison.Ordinal);
        Assert.Contains("(not-wanted)", net.Run("run", net.Path, "--backend", "onnxruntime").Output, StringComparison.Ordinal);

        var verdict = Fits(net.Run("verify", run.GetProperty("run").GetString()!, "--json"));
        Assert.Equal(("passed", 100, "proved"), (verdict.GetProperty("verdict").GetString(), verdict.GetProperty("security").GetInt32(), verdict.GetProperty("assurance").GetString()));

        var receipt = net.PathOf("net.receipt");
        var proved = Fits(net.Run("prove", run.GetProperty("run").GetString()!, "-o", receipt, "--nonce", "00ff", "--json"));
        Assert.Equal(("00ff", 100), (proved.GetProperty("nonce").GetString(), proved.GetProperty("security").GetInt32()));
        CheckReceipt(net, receipt, proved.GetProperty("program").GetString()!);

        CheckSample(net, run.GetProperty("run").GetString()!, receipt);
        Assert.Equal(0, net.Run("prove", net.Path, "--separate", "-o", receipt).Code);
        Assert.Contains("5 proofs", net.Run("prove", "latest", "--separate", "-o", receipt).Output, StringComparison.Ordinal);
        Assert.Equal(0, net.Run("prove", "latest", "--separate", "--hide-values", "-o", receipt).Code);
        Assert.Contains("4 values between circuits", net.Run("verify", receipt).Output, StringComparison.Ordinal);
        Fits(net.Run("validate", net.Path, "--runs", "1", "--require-security", "100", "--json"));
        Assert.Contains("[672, 2695, 48737, 10633, 1037]", net.Run("validate", net.Path, "--runs", "1").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Bound_weights_stay_at_home_and_their_root_tells_which_they_are()
    {
        using var net = ModelFolder.Of("net");
        var compiled = Fits(net.Run("compile", net.Path, "--weights", "bound", "--json"));
        Assert.All(compiled.GetProperty("slices").EnumerateArray(), slice => Assert.Equal("bound", slice.GetProperty("circuit").GetProperty("weights").GetString()));
        Assert.Equal("p100", compiled.GetProperty("boundWeights").GetProperty("profile").GetString());
        Fits(JsonDocument.Parse(File.ReadAllText(net.MetadataFile)).RootElement);
        Assert.Contains("keep it, and to yourself", net.Run("compile", net.Path).Output, StringComparison.Ordinal);
        var circuit = Fits(net.Run("inspect", net.PathOf("slices/slice_2/circuit.rpc"), "--json"));
        Assert.Equal("bound", circuit.GetProperty("weights").GetString());

        var run = Fits(net.Run("run", net.Path, "--infer", "circuits-only", "--json"));
        Assert.Equal(100, run.GetProperty("result").GetProperty("overall_security").GetInt32());
        Fails(net.Run("run", net.Path, "--security", "p128", "--json"), PlanningErrors.WeightsProfile);
        Assert.Equal("bound", Fits(net.Run("report", "latest", "--format", "json")).GetProperty("weights").GetString());
        Assert.Equal("passed", Fits(net.Run("verify", "latest", "--json")).GetProperty("verdict").GetString());

        var receipt = net.PathOf("net.receipt");
        var proved = Fits(net.Run("prove", "latest", "-o", receipt, "--json"));
        Assert.Equal("bound", proved.GetProperty("weights").GetString());
        Assert.InRange(proved.GetProperty("setupSize").GetInt32(), 1, proved.GetProperty("size").GetInt32());

        // Somebody else has the receipt and a root that the owner published.
        var other = net.PathOf("other");
        var root = Fits(net.Run("inspect", receipt, "--json")).GetProperty("modelRoot").GetString()!;
        var verdict = Fits(CommandRun.Of("verify", receipt, "--expect", root, "--json", "--store", other));
        Assert.Equal(("passed", "bound", 100), (verdict.GetProperty("verdict").GetString(), verdict.GetProperty("weights").GetString(), verdict.GetProperty("security").GetInt32()));
        Assert.Equal("passed", verdict.GetProperty("setups")[0].GetProperty("status").GetString());
        Assert.Contains(verdict.GetProperty("notChecked").EnumerateArray(), gap => gap.GetString()!.Contains("bound, not hidden", StringComparison.Ordinal));
        Assert.Contains("setup proof of bound weights", net.Run("inspect", receipt).Output, StringComparison.Ordinal);
        Assert.Equal(4, CommandRun.Of("verify", receipt, "--expect", new string('0', 64), "--store", other).Code);

        // A byte of the proof, of the setup proof, and of the model's root.
        var bytes = File.ReadAllBytes(receipt);
        foreach (var place in new[] { bytes.Length - 4000, bytes.AsSpan().IndexOf("RPBOUND\n"u8) + 60_000, bytes.AsSpan().IndexOf("RPBOUND\n"u8) + 20 })
        {
            byte[] forged = [.. bytes];
            forged[place] ^= 1;
            File.WriteAllBytes(receipt, forged);
            Assert.InRange(CommandRun.Of("verify", receipt, "--expect", root, "--store", other).Code, 4, 6);
        }
    }

    [Fact]
    public void What_cannot_be_meant_is_a_usage_error()
    {
        using var net = ModelFolder.Of("net");
        foreach (var arguments in new[] { "compile --slices x", "compile --slices 3-1", "compile --max-error 0", "compile --weights hidden", "compile --security p128", "prove --nonce 0", "prove --nonce zz", "prove --sample 2", "prove --sample 0 --nonce 00", "prove --sample 1 --steps 0 --nonce 00", "verify --nonce 00", "run --max-memory -1", "run --infer onnx-only --backend circuit" })
        {
            var words = arguments.Split(' ');
            Fails(net.Run([words[0], net.Path, .. words[1..], "--json"]), CliErrors.Usage);
        }

        Fails(net.Run("compile", net.Path, "--slices", "9", "--json"), PlanningErrors.UnknownSlice);
    }

    private static void CheckSample(ModelFolder net, string run, string receipt)
    {
        var proved = Fits(net.Run("prove", run, "--sample", "2", "--nonce", "5bd1e995", "-o", receipt, "--json"));
        Assert.Equal((40, 5), (proved.GetProperty("security").GetInt32(), proved.GetProperty("sample").GetProperty("population").GetInt32()));
        var verdict = Fits(net.Run("verify", receipt, "--sample", "2", "--nonce", "5BD1E995", "--json"));
        Assert.Equal(proved.GetProperty("sample").ToString(), verdict.GetProperty("sample").ToString());
        Assert.Equal(("2/5", 40), (Detection(0).GetProperty("probability").GetString(), Detection(0).GetProperty("percent").GetInt32()));
        Assert.Contains("2 wrong: 70 % (7/10)", net.Run("verify", receipt, "--sample", "2", "--nonce", "5bd1e995").Output, StringComparison.Ordinal);
        Assert.Contains("E_RECEIPT_SAMPLE", net.Run("verify", receipt, "--sample", "5", "--nonce", "5bd1e995").Output, StringComparison.Ordinal);
        Assert.Contains("E_RECEIPT_NONCE", net.Run("verify", receipt, "--sample", "2", "--nonce", "00").Output, StringComparison.Ordinal);
        Assert.Equal(6, net.Run("verify", receipt).Code);
        Assert.Contains("the nonce was known before", net.Run("prove", net.Path, "--sample", "1", "--nonce", "00", "-o", receipt).Error, StringComparison.Ordinal);

        JsonElement Detection(int index) => verdict.GetProperty("sample").GetProperty("detection")[index];
    }

    private static void CheckReceipt(ModelFolder net, string receipt, string program)
    {
        Assert.Equal(0, net.Run("verify", receipt).Code);
        Fits(net.Run("inspect", receipt, "--json"));
        Assert.Contains("matrix 0 queries", net.Run("inspect", receipt).Output, StringComparison.Ordinal);

        // Somebody else's store knows nothing: what is expected has to be said.
        var other = net.PathOf("other");
        Assert.Equal(6, CommandRun.Of("verify", receipt, "--store", other).Code);
        var pinned = Fits(CommandRun.Of("verify", receipt, "--expect", program, "--json", "--store", other));
        Assert.Equal(("passed", "caller"), (pinned.GetProperty("verdict").GetString(), pinned.GetProperty("pinnedBy").GetString()));
        var root = pinned.GetProperty("modelRoot").GetString()!;
        Assert.Equal(0, CommandRun.Of("verify", receipt, "--expect", root, "--store", other).Code);
        Assert.Equal(4, CommandRun.Of("verify", receipt, "--expect", new string('0', 64), "--store", other).Code);

        var bytes = File.ReadAllBytes(receipt);
        bytes[^4000] ^= 1;
        var forged = net.PathOf("forged.receipt");
        File.WriteAllBytes(forged, bytes);
        var refused = CommandRun.Of("verify", forged, "--expect", program, "--store", other);
        Assert.Equal(4, refused.Code);
        Assert.Contains("refused: ", refused.Output, StringComparison.Ordinal);

        var circuit = net.PathOf("slices/slice_2/circuit.rpc");
        Fits(net.Run("inspect", circuit, "--json"));
        Assert.Contains("Requantize DenseLayer", net.Run("inspect", circuit).Output, StringComparison.Ordinal);
        var cut = net.PathOf("cut.rpc");
        File.WriteAllBytes(cut, File.ReadAllBytes(circuit)[..200]);
        Fails(net.Run("inspect", cut, "--json"), CircuitFileErrors.Invalid);
    }

    private static JsonElement Fits(CommandRun run)
    {
        Assert.True(run.Code == 0, run.Output + run.Error);
        return Fits(run.Json);
    }

    private static JsonElement Fits(JsonElement document)
    {
        Assert.Empty(JsonSchema.Of(document.GetProperty("schema").GetString()!).Problems(document));
        return document;
    }

    private static void Fails(CommandRun run, ErrorCode code) => Assert.Equal(((int)code.Class, code.Name), (run.Code, run.Json.GetProperty("code").GetString()));
}
