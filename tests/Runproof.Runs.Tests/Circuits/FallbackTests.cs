using System.Text.Json.Nodes;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Verdicts;
using Runproof.Models.Tensors;
using Runproof.Runs.Claims;
using Runproof.Runs.Compiling;
using Runproof.Runs.Planning;
using Runproof.Runs.Proving;
using Runproof.Runs.Results;

namespace Runproof.Runs.Tests.Circuits;

/// <summary>Every reason to fall back, and that security never counts a slice that did.</summary>
public sealed class FallbackTests(CompiledNet net) : IClassFixture<CompiledNet>
{
    [Fact]
    public void Without_a_reason_every_slice_is_proved()
    {
        var result = net.Copy().Run();

        Assert.All(result.ExecutionResults, slice => Assert.Equal((ExecutionMethod.Circuit, Verification.Passed, Assurance.Proved), (slice.Method, slice.Verification, slice.Assurance)));
        Assert.All(result.ExecutionResults, slice => Assert.Null(slice.Fallback));
        Assert.Equal(100, result.OverallSecurity);
        Assert.Equal(net.Copy().Run(mode: InferMode.OnnxOnly).PredictedClass, result.PredictedClass);
        Assert.True(result.Proof!.SecurityBits >= 100);
    }

    [Fact]
    public void A_time_limit_in_the_metadata_stops_what_overruns_it()
    {
        var copy = net.Copy();
        copy.Edit(json => json["time_limit"] = 0);
        Check(copy.Run(), FallbackReason.TimeLimit, 0, 1, 2, 3, 4);

        // No machine proves a layer in a millisecond; the last slice commits to nothing of its own.
        copy.Edit(json => json["time_limit"] = 0.001);
        var result = copy.Run();
        Assert.Equal(FallbackReason.TimeLimit, result.ExecutionResults[0].Fallback);
        Assert.True(result.OverallSecurity < 100);
    }

    [Fact]
    public void A_size_limit_in_the_metadata_keeps_large_circuits_out()
    {
        var copy = net.Copy();
        copy.Edit(json => json["size_limit"] = 10_000);
        Check(copy.Run(), FallbackReason.SizeLimit, 2, 3);
        Check(copy.Run(runner => runner.SizeLimit = 20_000), FallbackReason.SizeLimit, 2);
    }

    [Fact]
    public void Slices_that_the_metadata_does_not_want_run_on_ONNX_Runtime()
    {
        var copy = net.Copy();
        copy.Edit(json => json["verified_slices"] = new JsonObject { ["slice_0"] = true, ["slice_1"] = true, ["slice_2"] = false, ["slice_3"] = false, ["slice_4"] = true });
        var result = copy.Run();
        Check(result, FallbackReason.NotWanted, 2, 3);
        Assert.Equal(60, result.OverallSecurity);
    }

    [Fact]
    public void A_circuit_that_changed_on_the_disk_is_stale()
    {
        var copy = net.Copy();
        var bytes = File.ReadAllBytes(copy.CircuitOf(1));
        bytes[^1] ^= 1;
        File.WriteAllBytes(copy.CircuitOf(1), bytes);
        File.Delete(copy.CircuitOf(3));
        var result = copy.Run();

        Check(result, FallbackReason.CircuitStale, 1, 3);
        Assert.Equal(2, result.Warnings.Length);
    }

    [Theory]
    [InlineData("circuit of another slice")]
    [InlineData("bytes that are no circuit")]
    [InlineData("a path outside of the folder")]
    public void Metadata_that_vouches_for_a_wrong_circuit_does_not_help_it(string what)
    {
        var copy = net.Copy();
        byte[] bytes = what == "bytes that are no circuit" ? [1, 2, 3] : File.ReadAllBytes(copy.CircuitOf(2));
        File.WriteAllBytes(copy.CircuitOf(1), bytes);
        copy.Edit(json =>
        {
            json["slices"]!["slice_1"]!["circuit_digest"] = TaggedHash.Compute(DigestTags.StoreObject, bytes).ToString();
            if (what == "a path outside of the folder")
                json["slices"]!["slice_1"]!["circuit_path"] = "../circuit.rpc";
        });

        Check(copy.Run(), FallbackReason.CircuitStale, 1);
    }

    [Fact]
    public void Metadata_that_claims_security_gets_none()
    {
        var copy = net.Copy();
        copy.Edit(json =>
        {
            json["overall_security"] = 100;
            foreach (var (_, slice) in (JsonObject)json["slices"]!)
                slice!["circuit_path"] = null;
        });
        var result = copy.Run();

        Check(result, FallbackReason.CircuitNotCompiled, 0, 1, 2, 3, 4);
        Assert.Equal(0, result.OverallSecurity);
        Assert.Null(result.Proof);
    }

    [Fact]
    public void A_slice_that_cannot_be_proved_says_so()
    {
        var copy = net.Copy();
        copy.Edit(json =>
        {
            json["slices"]!["slice_4"]!["circuit_path"] = null;
            json["slices"]!["slice_4"]!["provable"] = false;
            json["slices"]!["slice_4"]!["why_not"] = "not this one";
        });

        Check(copy.Run(), FallbackReason.NotProvable, 4);
    }

    [Fact]
    public void A_backend_that_is_not_there_falls_back_and_says_which()
    {
        var copy = net.Copy();
        copy.Edit(json => json["slices"]!["slice_1"]!["backend"] = "ezkl");
        var result = copy.Run();

        Check(result, FallbackReason.BackendMissing, 1);
        Assert.Contains("'ezkl'", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("backend-missing", FallbackReason.BackendMissing.Text());

        // Compiling again gives the slice its circuit back.
        ModelCircuits.Compile(copy.Path, new CompileRequest());
        Assert.Equal(100, copy.Run().OverallSecurity);
        copy.Edit(json => json["slices"]!["slice_1"]!["backend"] = "onnxruntime");
        Check(copy.Run(), FallbackReason.NotWanted, 1);
    }

    [Fact]
    public void Every_reason_to_fall_back_has_a_name_of_its_own()
    {
        var names = Enum.GetValues<FallbackReason>().Select(reason => reason.Text()).ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[a-z]+(-[a-z]+)+$", name));
    }

    [Fact]
    public void An_input_that_the_circuit_cannot_take_falls_back()
    {
        using var runner = net.Copy().Open();
        var input = runner.ReadInput()[0].AsFloats().ToArray();
        input[7] = float.NaN;
        var result = runner.Infer(InferMode.Auto, [Tensor.OfFloats([1, 3, 32, 32], input)], CancellationToken.None);

        Check(result, FallbackReason.InputOutOfRange, 0);
    }

    [Fact]
    public void Memory_that_is_not_allowed_is_not_used()
    {
        Check(net.Copy().Run(runner => runner.MaxMemory = 0), FallbackReason.MemoryLimit, 0, 1, 2, 3, 4);
        Assert.Equal(100, net.Copy().Run(runner => runner.MaxMemory = 1L << 34).OverallSecurity);

        // The largest goes first.
        using var runner = net.Copy().Open();
        var whole = runner.PredictProofMemory();
        runner.MaxMemory = whole - 1;
        var result = runner.Infer(InferMode.Auto, runner.ReadInput(), CancellationToken.None);
        Check(result, FallbackReason.MemoryLimit, 0);
    }

    [Theory]
    [InlineData(ProofLayout.Joint)]
    [InlineData(ProofLayout.Separate)]
    public void A_proof_that_is_refused_takes_only_its_own_slice_away(ProofLayout layout)
    {
        var prover = new RunProver { Sabotage = (steps, proof) => steps.Contains(2) ? Spoil(proof) : proof };
        var result = net.Copy().Run(runner => runner.Layout = layout, prover);

        Check(result, FallbackReason.ProofRejected, 2);
        Assert.Equal(80, result.OverallSecurity);
        Assert.Equal(layout == ProofLayout.Joint ? 1 : 4, result.Proof!.Count);
    }

    [Fact]
    public void Where_every_proof_is_refused_nothing_is_proved()
    {
        var result = net.Copy().Run(prover: new RunProver { Sabotage = (_, proof) => Spoil(proof) });

        Check(result, FallbackReason.ProofRejected, 0, 1, 2, 3, 4);
        Assert.Equal(0, result.OverallSecurity);
        Assert.Null(result.Proof);
    }

    [Fact]
    public void Circuits_only_is_an_error_where_a_proof_is_refused()
    {
        var copy = net.Copy();
        using var runner = copy.Open(new RunProver { Sabotage = (_, proof) => Spoil(proof) }, record: true);
        var error = Assert.Throws<RunproofException>(() => runner.Infer(InferMode.CircuitsOnly, runner.ReadInput(), CancellationToken.None)).Diagnostic;

        Assert.Equal(PlanningErrors.CircuitsOnly, error.Code);
        Assert.EndsWith("proof-rejected", error.Message, StringComparison.Ordinal);
        Assert.Empty(copy.Store.List());
        Assert.Equal(100, copy.Run(mode: InferMode.CircuitsOnly).OverallSecurity);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Security_counts_what_was_verified_in_this_run_whatever_fell_back_for_whatever_reason(int seed)
    {
        var random = new Random(seed);
        var copy = net.Copy();
        var spoiled = random.Next(5);
        copy.Edit(json =>
        {
            json["overall_security"] = 100;
            json["verified_slices"]![$"slice_{random.Next(5)}"] = false;
            json["slices"]![$"slice_{random.Next(5)}"]!["backend"] = "zkvm";
            json["size_limit"] = random.Next(2) == 0 ? 20_000 : 2_000_000;
        });
        using var runner = copy.Open(new RunProver { Sabotage = (steps, proof) => steps.Contains(spoiled) ? Spoil(proof) : proof }, record: true);
        runner.Layout = random.Next(2) == 0 ? ProofLayout.Joint : ProofLayout.Separate;
        var result = runner.Infer(InferMode.Auto, runner.ReadInput(), CancellationToken.None);

        Assert.All(result.ExecutionResults, slice => Assert.Equal(slice.Fallback is null, slice.Verification == Verification.Passed));
        var proved = result.ExecutionResults.Count(slice => slice.Verification == Verification.Passed);
        Assert.InRange(proved, 1, 4);
        Assert.Equal(20 * proved, result.OverallSecurity);
        Assert.Equal(20 * proved, copy.Metadata["overall_security"]!.GetValue<int>());

        // An outsider counts the same from the receipt alone.
        Assert.True(copy.Store.TryResolve(result.RunId!, out var location, out _));
        Assert.True(RunVerifier.TryVerify(copy.Store, location, null, out var verdict, out _));
        Assert.Equal((Verification.Passed, 20 * proved), (verdict.Verdict.Status, verdict.SecurityPercent));
    }

    private static byte[] Spoil(byte[] proof)
    {
        proof[proof.Length / 2] ^= 1;
        return proof;
    }

    private static void Check(RunResult result, FallbackReason reason, params int[] fallen)
    {
        for (var i = 0; i < result.ExecutionResults.Length; i++)
        {
            var slice = result.ExecutionResults[i];
            Assert.Equal(fallen.Contains(i) ? reason : null, slice.Fallback);
            Assert.Equal(fallen.Contains(i) ? ExecutionMethod.OnnxSlice : ExecutionMethod.Circuit, slice.Method);
            Assert.Equal(fallen.Contains(i) ? Verification.NotAttempted : Verification.Passed, slice.Verification);
        }

        Assert.Equal((result.ExecutionResults.Length - fallen.Length) * 100 / result.ExecutionResults.Length, result.OverallSecurity);
    }
}
