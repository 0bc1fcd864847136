using Runproof.Core.Diagnostics;
using Runproof.Core.Programs;
using Runproof.Core.Schemas;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Recording;
using Runproof.Runs.Store;
using Runproof.Runs.Tiles;
using Runproof.Tiles.Units;
using Runproof.Verifier.Claims;

namespace Runproof.Runs.Tests.Tiles;

public sealed class TileRunnerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("runproof-tiles-");
    private readonly RunStore _store;

    public TileRunnerTests() => _store = RunStore.Open(_folder.FullName);

    private static TileRegistry Registry => Runproof.Generated.Runproof_Runs_Tests.Tiles.Registry;

    private static Program Program => Registry.Programs.Single().Program;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_program_runs_for_real()
    {
        TileRun run = TileRunner.Run(Program, Registry, [Items("[1,2,3]")]);

        Assert.Equal((StepOutcome.Succeeded, 10L), (run.Outcome, run.Steps));
        Assert.Equal("24", Text(Assert.Single(run.Outputs)));
        Assert.Null(run.Error);
        Assert.Null(run.Claim);
        Assert.Equal("3.3", run.Last.ToString());
    }

    [Fact]
    public void A_recorded_run_is_closed_with_a_claim_that_verifies()
    {
        TileRun run = TileRunner.Record(_store, Program, Registry, [Items("[1,2,-3,4]")]);
        Trace trace = Read(run);

        Assert.Equal(StepOutcome.Succeeded, trace.Claim!.Outcome);
        Assert.Equal(["0.0", "0.1", "1.0", "1.1", "1.2", "2", "3.0", "3.1", "3.2", "3.3"], trace.Steps.Select(step => step.Coordinates.ToString()));
        Assert.All(trace.Steps, step => Assert.Equal(Backend.Clr, step.Backend));
        Verdict verdict = Verify(trace, run.Claim!);
        Assert.Equal((Verification.Passed, null), (verdict.Status, verdict.Decisive));
        Assert.Equal(run.Claim!.Digest, _store.KnownClaim(run.RunId!)!.Value.Claim);
        Assert.True(_store.Verify().IsIntact);
    }

    [Fact]
    public void The_same_run_gives_the_same_claim()
    {
        TileRun first = TileRunner.Record(_store, Program, Registry, [Items("[1,2,3]")]);
        TileRun second = TileRunner.Record(_store, Program, Registry, [Items("[1,2,3]")], new TileRunOptions { Limits = new TileLimits(TimeSpan.FromHours(1), 1L << 30), Producer = "other" });

        Assert.Equal(first.Claim!.Encode(), second.Claim!.Encode());
    }

    [Fact]
    public void A_failure_is_committed_with_its_error()
    {
        TileRun run = TileRunner.Record(_store, Program, Registry, [Items("[1,2,13,4]")]);
        Trace trace = Read(run);

        Assert.Equal((StepOutcome.Failed, 2L, "0.1"), (run.Outcome, run.Steps, run.Last.ToString()));
        Assert.Equal((TileErrors.Failed, "thirteen"), (run.Error!.Code, run.Error.Message));
        Assert.True(trace.TryGetValue(trace.Steps[1].Outputs.Single(), out ReadOnlyMemory<byte> error));
        Assert.Equal("\"thirteen\"", Text(error, "string"));
        Assert.Empty(trace.Claim!.Outputs);
        Assert.Equal(Verification.Passed, Verify(trace, run.Claim!).Status);
    }

    [Fact]
    public void An_exception_is_a_crash_with_its_stack_trace()
    {
        Program thrown = Single("Throw");
        TileRun run = TileRunner.Record(_store, thrown, Registry, [Number(99)]);
        Assert.Equal((StepOutcome.Crashed, TileErrors.Crashed), (run.Outcome, run.Error!.Code));
        Assert.Contains("ninety-nine", run.Error.Message, StringComparison.Ordinal);
        Assert.Contains($"{nameof(Calls)}.{nameof(Calls.Throw)}", run.StackTrace, StringComparison.Ordinal);
        Trace trace = Read(run);
        Assert.Empty(trace.Steps.Single().Outputs);
        Assert.Contains("ninety-nine", System.Text.Encoding.UTF8.GetString(trace.Notes!.Value.Span), StringComparison.Ordinal);
        Assert.Equal(Verification.Passed, Verify(trace, run.Claim!).Status);
        Assert.Equal(StepOutcome.Crashed, TileRunner.Run(Single("Twice"), Registry, [Number(long.MaxValue)]).Outcome);
    }

    [Theory]
    [InlineData("Spin", 77, "E_TILE_TIME")]
    [InlineData("Allocate", 1_000_010, "E_TILE_MEMORY")]
    [InlineData("Hoard", 55, "E_TILE_MEMORY")]
    public void A_call_is_stopped_at_its_limit(string tile, long argument, string code)
    {
        var limits = new TileLimits(TimeSpan.FromSeconds(tile == "Spin" ? 0.2 : 60), 256 << 20);
        TileRun run = TileRunner.Record(_store, Single(tile), Registry, [Number(argument)], new TileRunOptions { Limits = limits });

        Assert.Equal((StepOutcome.TimedOut, code), (run.Outcome, run.Error!.Code.Name));
        Assert.Contains(run.Error.Code, new[] { TileErrors.TimeLimit, TileErrors.MemoryLimit });
        Assert.Equal(Verification.Passed, Verify(Read(run), run.Claim!).Status);
        Assert.Equal(StepOutcome.Succeeded, TileRunner.Run(Single(tile), Registry, [Number(1)], limits).Outcome);
    }

    [Fact]
    public void A_cancelled_run_is_interrupted()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(0.2));
        Assert.Throws<OperationCanceledException>(() => TileRunner.Record(_store, Single("Spin"), Registry, [Number(77)], null, cancellation.Token));
        Assert.Equal(RunState.Interrupted, Assert.Single(_store.List()).State);
    }

    [Fact]
    public void A_list_over_its_bound_ends_in_a_claim_without_steps()
    {
        TileRun run = TileRunner.Record(_store, Program, Registry, [Items("[1,2,3,4,5,6,7,8,9,10,11]")]);

        Assert.Equal((StepOutcome.NotRun, 0L, ProgramErrors.Bound), (run.Outcome, run.Steps, run.Error!.Code));
        Assert.Null(run.Last);
        Assert.Equal(Verification.Passed, Verify(Read(run), run.Claim!).Status);
    }

    [Fact]
    public void What_does_not_fit_is_not_run()
    {
        Assert.Equal(ProgramErrors.Value, Assert.Throws<RunproofException>(() => TileRunner.Record(_store, Program, Registry, [])).Diagnostic.Code);
        Assert.Equal(ProgramErrors.Value, Assert.Throws<RunproofException>(() => TileRunner.Record(_store, Program, Registry, [new byte[] { 5 }])).Diagnostic.Code);
        Assert.Equal(TileErrors.Unknown, Assert.Throws<RunproofException>(() => TileRunner.Run(Program, new TileRegistry([], [], []), [Items("[]")])).Diagnostic.Code);
        Assert.Empty(_store.List());
    }

    [Theory]
    [InlineData("index")]
    [InlineData("coordinates", "E_CLAIM_SCHEDULE")]
    [InlineData("unit", "E_CLAIM_SCHEDULE")]
    [InlineData("input", "E_CLAIM_WIRING")]
    [InlineData("output", "E_CLAIM_WIRING")]
    [InlineData("outcome", "E_CLAIM_SCHEDULE")]
    [InlineData("last step left out", "E_CLAIM_SCHEDULE")]
    [InlineData("claimed outcome", "E_CLAIM_SCHEDULE")]
    [InlineData("claimed output", "E_CLAIM_WIRING")]
    [InlineData("claimed input", "E_CLAIM_WIRING")]
    public void A_forged_record_is_refused(string what, string code = "")
    {
        Trace honest = Read(TileRunner.Record(_store, Program, Registry, [Items("[1,2,3]")]));
        for (int position = 0; position < honest.Steps.Length; position++)
        {
            if (what == "index")
            {
                // The recorder itself refuses it.
                Assert.Throws<ArgumentException>(() => Forge(honest, what, position));
                continue;
            }

            Trace forged = Forge(honest, what, position);
            Verdict verdict = Verify(forged, forged.Claim!);
            Assert.Equal((Verification.Failed, code), (verdict.Status, verdict.Decisive!.Why!.Code.Name));
        }
    }

    // Records the run again, with every digest computed anew, and one thing changed.
    private Trace Forge(Trace honest, string what, int position)
    {
        var recorder = _store.CreateRun(honest.Program, RunMode.Native, honest.Program.Name, "forger 1.0");
        using (recorder)
        {
            ReadOnlyMemory<byte> input = honest.Values.First(value => value.Digest == honest.Claim!.Inputs[0]).Bytes;
            recorder.RecordInput(what == "claimed input" ? Items("[1,2,4]") : input);
            ReadOnlyMemory<byte> other = Number(1234);
            recorder.RecordValues([.. honest.Values.Select(value => value.Bytes), other, Items("[3,1]")]);
            var digests = new Dictionary<string, Core.Hashing.Digest>
            {
                ["other"] = TraceFormat.BodyDigest(FrameKind.Value, other.Span),
                ["items"] = TraceFormat.BodyDigest(FrameKind.Value, Items("[3,1]").Span),
            };
            for (int i = 0; i < honest.Steps.Length - (what == "last step left out" ? 1 : 0); i++)
            {
                StepRecord record = honest.Steps[i];
                bool isFold = record.Inputs.Length > 1;
                recorder.RecordStep(i != position ? record : what switch
                {
                    "index" => record with { Index = record.Index + 1 },
                    "coordinates" => record with { Coordinates = new Coordinates(record.Coordinates.Path.Add(0)) },
                    "unit" => record with { Unit = default },
                    "input" => record with { Inputs = record.Inputs.SetItem(0, digests[isFold ? "items" : "other"]) },
                    "output" when record.Coordinates.Path[0] == 1 => record with { Outputs = [Breaking(recorder)] },
                    "output" => record with { Outputs = [digests["other"]] },
                    "outcome" => record with { Outcome = StepOutcome.Crashed },
                    _ => record,
                });
            }

            StepOutcome outcome = what == "claimed outcome" ? StepOutcome.Crashed : StepOutcome.Succeeded;
            recorder.Close(outcome, what == "claimed output" ? [digests["other"]] : honest.Claim!.Outputs, []);
        }

        Assert.True(TraceFile.TryRead(recorder.TracePath, out Trace? trace, out Diagnostic? error), error?.ToString());
        return trace;
    }

    // The state of a fold that may break: continue with 1234.
    private static Core.Hashing.Digest Breaking(RunRecorder recorder)
    {
        ReadOnlyMemory<byte> value = new byte[] { 0 }.Concat(Number(1234).ToArray()).ToArray();
        recorder.RecordValues([value]);
        return TraceFormat.BodyDigest(FrameKind.Value, value.Span);
    }

    private Trace Read(TileRun run)
    {
        Assert.True(_store.TryResolve(run.RunId!, out RunLocation? location, out _));
        Assert.True(TraceFile.TryRead(location.TracePath, out Trace? trace, out Diagnostic? error), error?.ToString());
        return trace;
    }

    private Verdict Verify(Trace trace, Claim claim) => ClaimVerifier.Verify(trace, "run", new Expectation(null, claim.Digest),
        artifact => _store.TryGetObject(artifact, out byte[]? bytes, out _) ? bytes : null);

    private static Program Single(string tile)
    {
        TileUnit unit = Registry.Units.Single(unit => unit.ShortName == tile);
        return Runproof.Tiles.Programs.ProgramBuilder.Build(tile, s => s.Return(s.Call(unit, s.External("value", "i64"))));
    }

    private static ReadOnlyMemory<byte> Items(string json) => Encode("list<i32>", json);

    private static ReadOnlyMemory<byte> Number(long value) => Encode("i64", value > 1L << 53 ? $"\"{value}\"" : $"{value}");

    private static ReadOnlyMemory<byte> Encode(string schema, string json)
    {
        Assert.True(ValueJson.TryEncode(Schema.Parse(schema), json, "test", out byte[]? bytes, out Diagnostic? error), error?.ToString());
        return bytes;
    }

    private static string Text(ReadOnlyMemory<byte> bytes, string schema = "i64")
    {
        Assert.True(ValueJson.TryWrite(Schema.Parse(schema), bytes.Span, out string? json, out var error), error?.ToString());
        return json;
    }
}
