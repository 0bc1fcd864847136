using System.Runtime.InteropServices;
using Runproof.Circuits.Formats;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Proofs.Security;
using Runproof.Runs.Claims;
using Runproof.Runs.Compiling;
using Runproof.Runs.Metadata;
using Runproof.Runs.Planning;
using Runproof.Runs.Proving;
using Runproof.Runs.Replay;
using Runproof.Runs.Results;
using Runproof.Runs.Store;
using Runproof.Runs.Tests.Recording;
using Runproof.Verifier.Receipts;

namespace Runproof.Runs.Tests.Circuits;

/// <summary>Weights that stay with their owner: compiled, run, proved, stored and verified.</summary>
public sealed class BoundWeightsTests(BoundNet net) : IClassFixture<BoundNet>
{
    private const string WeightsFile = "slices/weights.rpw";

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void Nothing_but_the_owners_file_holds_weights_and_nothing_is_committed_to_twice()
    {
        var copy = net.Copy();
        Assert.All(net.Compiled.Slices, slice => Assert.Equal((CompileStatus.Compiled, WeightsKind.Bound), (slice.Status, slice.Circuit!.Weights)));
        Assert.Equal("bound", copy.Metadata["slices"]!["slice_3"]!["weights"]!.GetValue<string>());
        Assert.True(OwnerWeightsFormat.TryRead(File.ReadAllBytes(copy.PathOf(WeightsFile)), out var owner, out _));
        Assert.Equal(owner.Model.Digest, net.Compiled.Metadata.BoundWeights!.Model);
        for (var slice = 0; slice < 5; slice++)
        {
            var circuit = File.ReadAllBytes(copy.CircuitOf(slice));
            Assert.All(owner.Weights[slice].Layers, layer => Assert.True(circuit.AsSpan().IndexOf(MemoryMarshal.AsBytes(layer.Weights.AsSpan())) < 0));
            Assert.InRange(circuit.Length, 100, 1000);
        }

        // Compiling again without a word keeps the kind of weights, and the commitment.
        var again = ModelCircuits.Compile(copy.Path, new());
        Assert.All(again.Slices, slice => Assert.Equal(CompileStatus.Unchanged, slice.Status));
        Assert.Equal(net.Compiled.Metadata.BoundWeights, again.Metadata.BoundWeights);
        RunnerMetadata.GenerateForModel(copy.Path);
        Assert.Equal(100, copy.Run().OverallSecurity);
    }

    [Theory]
    [InlineData(ProofLayout.Joint, false)]
    [InlineData(ProofLayout.Separate, true)]
    public void A_run_is_proved_to_somebody_who_knows_the_root_of_the_weights_and_never_sees_them(ProofLayout layout, bool hides)
    {
        var copy = net.Copy();
        var trace = Record(copy, layout);
        Assert.True(copy.Store.Verify(cancellationToken: TestContext.Current.CancellationToken).IsIntact);
        Assert.Equal("bound", ProgramWeights.Of(trace.Program));
        Assert.True(copy.Store.TryResolve(trace.Header.RunId, out var location, out _));
        Assert.True(RunVerifier.TryVerify(copy.Store, location, null, out var run, out _));
        Assert.Equal((Verification.Passed, 100), (run.Verdict.Status, run.SecurityPercent));

        Assert.True(ReceiptMaker.TryProve(copy.Store, trace, new() { Layout = layout, HidesValues = hides }, out var made, out var error, TestContext.Current.CancellationToken), error?.ToString());
        Assert.True(ReceiptFormat.TryRead(made.File, "r", out var receipt, out error), error?.ToString());
        Assert.Equal(made.SetupSize, Assert.Single(receipt.BoundModels).Setup.Length);
        Assert.True(OwnerWeightsFormat.TryRead(File.ReadAllBytes(copy.PathOf(WeightsFile)), out var owner, out _));
        Assert.All(owner.Weights.SelectMany(circuit => circuit.Layers), layer => Assert.True(made.File.Span.IndexOf(MemoryMarshal.AsBytes(layer.Weights.AsSpan())) < 0));
        Assert.True(made.File.Span.IndexOf(owner.SaltKey.ToArray()) < 0);

        var verdict = ReceiptVerifier.Verify(receipt, "r", new() { ModelRoot = ModelRoot.Of(receipt.Program.Steps.Select(step => receipt.Circuits.Single(circuit => circuit.Artifact == step.Unit.Artifact).Weights)) });
        Assert.Equal((Verification.Passed, 100), (verdict.Status, verdict.SecurityPercent));
        Assert.Contains(verdict.NotChecked, gap => gap.Contains("bound, not hidden", StringComparison.Ordinal));
        Assert.Equal(verdict.ModelRoot, ReceiptVerifier.Verify(Receipt(location), "r", ReceiptExpectation.None, ReceiptCheck.Source(copy.Store)).ModelRoot);

        Assert.True(Replayer.TryReplay(copy.Store, trace, new ReplayWindow(0, 5), out var replay, out _, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(Verification.Passed, replay.Status);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("changed")]
    [InlineData("a weight changed, and vouched for")]
    [InlineData("the setup proof changed, and vouched for")]
    [InlineData("the key changed, and vouched for")]
    [InlineData("no such file, and vouched for")]
    public void Weights_that_are_not_those_that_were_committed_to_are_not_used(string what)
    {
        var copy = net.Copy();
        var bytes = File.ReadAllBytes(copy.PathOf(WeightsFile));
        Assert.True(OwnerWeightsFormat.TryRead(bytes, out var owner, out _));
        var first = owner.Weights[0].Layers[0];
        var changed = what switch
        {
            "a weight changed, and vouched for" => OwnerWeightsFormat.Write(owner with
            {
                Weights = owner.Weights.SetItem(0, owner.Weights[0] with { Layers = owner.Weights[0].Layers.SetItem(0, first with { Weights = first.Weights.SetItem(0, (sbyte)(first.Weights[0] ^ 1)) }) }),
            }),
            "the setup proof changed, and vouched for" => OwnerWeightsFormat.Write(owner with { Setup = owner.Setup[..^1] }),
            "the key changed, and vouched for" => OwnerWeightsFormat.Write(owner with { SaltKey = default }),
            "no such file, and vouched for" => [1, 2, 3],
            _ => [.. bytes, 0],
        };
        File.WriteAllBytes(copy.PathOf(WeightsFile), changed);
        if (what == "missing")
            File.Delete(copy.PathOf(WeightsFile));
        if (what.EndsWith("vouched for", StringComparison.Ordinal))
            copy.Edit(json => json["bound_weights"]!["digest"] = TaggedHash.Compute(DigestTags.StoreObject, changed).ToString());

        var result = copy.Run();
        Assert.All(result.ExecutionResults, slice => Assert.Equal(FallbackReason.CircuitStale, slice.Fallback));
        Assert.Equal((0, 5), (result.OverallSecurity, result.Warnings.Length));
        Assert.Contains(WeightsFile, result.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_circuit_of_another_commitment_or_of_another_kind_is_stale()
    {
        var (copy, other) = (net.Copy(), net.Copy());
        File.Delete(other.PathOf(WeightsFile));
        Assert.All(ModelCircuits.Compile(other.Path, new()).Slices, slice => Assert.Equal(CompileStatus.Compiled, slice.Status));
        Vouch(copy, 1, File.ReadAllBytes(other.CircuitOf(1)));
        copy.Edit(json => json["slices"]!["slice_3"]!["weights"] = "public");
        Assert.Equal([null, FallbackReason.CircuitStale, null, FallbackReason.CircuitStale, null], copy.Run().ExecutionResults.Select(slice => slice.Fallback));

        // Public weights beside bound ones, and the whole way back.
        var mixed = ModelCircuits.Compile(other.Path, new() { Slices = [1, 2], Weights = WeightsKind.Public });
        Assert.Equal(["bound", "public", "public", "bound", "bound"], mixed.Slices.Select(slice => slice.Circuit!.Weights.Text()));
        Assert.NotEqual(net.Compiled.Metadata.BoundWeights!.Model, mixed.Metadata.BoundWeights!.Model);
        Assert.Equal("mixed", ProgramWeights.Of(Record(other, ProofLayout.Separate).Program));
        var open = ModelCircuits.Compile(other.Path, new() { Weights = WeightsKind.Public });
        Assert.Equal((null, false), (open.Metadata.BoundWeights, File.Exists(other.PathOf(WeightsFile))));
        Assert.Equal(100, other.Run().OverallSecurity);
    }

    [Fact]
    public void Proofs_of_another_security_than_the_commitment_are_refused_in_words()
    {
        var copy = net.Copy();
        using (var runner = copy.Open())
        {
            runner.Profile = SecurityProfile.P128;
            var error = Assert.Throws<RunproofException>(() => runner.Infer(InferMode.Auto, runner.ReadInput(), None)).Diagnostic;
            Assert.Equal(PlanningErrors.WeightsProfile, error.Code);
            Assert.Contains("--security p100", error.Hint, StringComparison.Ordinal);
            Assert.Equal(0, runner.Infer(InferMode.OnnxOnly, runner.ReadInput(), None).OverallSecurity);
        }

        var trace = Record(copy, ProofLayout.Joint);
        Assert.False(ReceiptMaker.TryProve(copy.Store, trace, new() { Profile = SecurityProfile.P128 }, out _, out var refused, None));
        Assert.Equal(PlanningErrors.WeightsProfile, refused.Code);

        // The same circuits, committed to anew.
        var strong = ModelCircuits.Compile(copy.Path, new() { Profile = SecurityProfile.P128 });
        Assert.All(strong.Slices, slice => Assert.Equal(CompileStatus.Unchanged, slice.Status));
        var result = copy.Run();
        Assert.Equal((SecurityProfile.P128, 100), (result.Proof!.Profile, result.OverallSecurity));
        Assert.True(result.Proof.SecurityBits >= 128);
    }

    [Fact]
    public void A_store_keeps_the_weights_of_its_runs_and_notices_when_they_change()
    {
        var copy = net.Copy();
        var trace = Record(copy, ProofLayout.Joint);
        var digest = net.Compiled.Metadata.BoundWeights!.Model.ToString();
        var path = Path.Combine(copy.StorePath, "objects", digest[..2], digest[2..]);
        var later = RunStore.Open(copy.StorePath, new ManualClock { Now = DateTimeOffset.UtcNow.AddDays(1) });
        Assert.Equal(0, later.CollectGarbage(new GarbageOptions(), TestContext.Current.CancellationToken).Objects);

        var bytes = File.ReadAllBytes(path);
        bytes[^100] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Equal(StoreErrors.ObjectDamaged, Assert.Single(copy.Store.Verify(cancellationToken: TestContext.Current.CancellationToken).Problems).Code);
        Assert.False(ReceiptMaker.TryProve(copy.Store, trace, new(), out _, out var error, None));
        Assert.Contains("bound weights, which are not at hand", error.Message, StringComparison.Ordinal);
        File.Delete(path);
        Assert.Equal(1, copy.Store.Verify(cancellationToken: TestContext.Current.CancellationToken).MissingArtifacts);
    }

    [Fact]
    public void More_weights_than_one_commitment_binds_are_refused()
    {
        var error = Assert.Throws<RunproofException>(() => WeightsBinder.LayoutOf([[new(1 << 13, 1 << 13, false)], [new(1, 1, false)]], "large")).Diagnostic;

        Assert.Equal(CircuitFileErrors.TooManyWeights, error.Code);
    }

    private static void Vouch(ModelCopy copy, int slice, byte[] bytes)
    {
        File.WriteAllBytes(copy.CircuitOf(slice), bytes);
        copy.Edit(json => json["slices"]![$"slice_{slice}"]!["circuit_digest"] = TaggedHash.Compute(DigestTags.StoreObject, bytes).ToString());
    }

    private static Trace Record(ModelCopy copy, ProofLayout layout)
    {
        using var runner = copy.Open(record: true);
        runner.Layout = layout;
        var result = runner.Infer(InferMode.CircuitsOnly, runner.ReadInput(), None);
        Assert.Equal(100, result.OverallSecurity);
        Assert.True(copy.Store.TryResolve(result.RunId!, out var location, out _));
        Assert.True(TraceFile.TryRead(location.TracePath, out var trace, out var error), error?.ToString());
        return trace;
    }

    private static Receipt Receipt(RunLocation location) =>
        ReceiptFormat.TryRead(File.ReadAllBytes(location.ReceiptPath), "r", out var receipt, out var error) ? receipt : throw new InvalidOperationException(error.ToString());
}
