using Runproof.Core.Diagnostics;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Runs.Tests.Disputes;
using Runproof.Runs.Tiles;
using Runproof.Tiles.Programs;
using Runproof.Tiles.Units;

namespace Runproof.Runs.Tests.Tiles;

public sealed class AuditTests : IDisposable
{
    private static readonly ReadOnlyMemory<byte> Items = ClaimedRun.Encode("list<i32>", "[1,2,3]");

    private readonly ClaimedRun _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void An_audited_run_claims_what_a_native_one_does_but_for_the_mode()
    {
        Trace native = _runs.Run(ClaimedRun.Whole, null, Items);
        Trace audited = _runs.Run(ClaimedRun.Whole, new TileRunOptions { Mode = RunMode.Audit }, Items);

        Assert.Equal(native.Claim! with { Mode = RunMode.Audit }, audited.Claim! with { Inputs = native.Claim.Inputs, Outputs = native.Claim.Outputs, Checkpoints = native.Claim.Checkpoints });
        Assert.Equal(RunMode.Audit, audited.Header.Mode);
        string file = Path.Combine(_runs.Store.Root, "runs", audited.Header.RunId, "claim");
        Assert.True(ClaimFile.TryRead(File.ReadAllBytes(file), file, out Claim? claim, out Diagnostic? error), error?.ToString());
        Assert.Equal(audited.Claim.Digest, claim.Digest);
        Assert.Empty(_runs.Store.Verify().UnknownFiles);
    }

    [Theory]
    [InlineData("undeclared call")]
    [InlineData("other unit")]
    [InlineData("wrong binding")]
    [InlineData("wrong result")]
    public void A_record_that_leaves_the_schedule_is_refused_with_its_coordinates(string what)
    {
        Trace honest = _runs.Run(ClaimedRun.Whole, null, Items);
        for (int at = 0; at < honest.Steps.Length; at++)
        {
            var schedule = new AuditedSchedule(ClaimedRun.Whole, [Items]);
            for (int i = 0; i < at; i++)
                schedule.Enforce(honest.Steps[i], Value(honest, i));
            StepRecord record = honest.Steps[at];
            StepRecord wrong = what switch
            {
                "undeclared call" => record with { Coordinates = Coordinates.At(9) },
                "other unit" => record with { Unit = default },
                "wrong binding" => record with { Inputs = record.Inputs.SetItem(0, default) },
                _ => record with { Outcome = StepOutcome.Crashed },
            };
            Diagnostic problem = Assert.Throws<RunproofException>(() => schedule.Enforce(wrong, Value(honest, at))).Diagnostic;
            Assert.Equal(TileErrors.Schedule, problem.Code);
            Assert.EndsWith($" at {record.Coordinates}", problem.Subject, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_missing_step_and_a_step_too_many_are_violations()
    {
        Trace honest = _runs.Run(ClaimedRun.Whole, null, Items);
        var schedule = new AuditedSchedule(ClaimedRun.Whole, [Items]);
        for (int i = 0; i < honest.Steps.Length; i++)
        {
            Diagnostic missing = Assert.Throws<RunproofException>(() => schedule.EnforceEnd(StepOutcome.Succeeded, honest.Claim!.Outputs)).Diagnostic;
            Assert.Contains($"at {honest.Steps[i].Coordinates}", missing.Message, StringComparison.Ordinal);
            schedule.Enforce(honest.Steps[i], Value(honest, i));
        }

        schedule.EnforceEnd(StepOutcome.Succeeded, honest.Claim!.Outputs);
        Assert.Throws<RunproofException>(() => schedule.EnforceEnd(StepOutcome.Failed, []));
        Assert.Throws<RunproofException>(() => schedule.EnforceEnd(StepOutcome.Succeeded, []));
        Assert.Throws<RunproofException>(() => schedule.Enforce(honest.Steps[0], Value(honest, 0)));
    }

    [Fact]
    public void A_body_that_does_not_do_what_its_program_declares_is_found_call_by_call()
    {
        SequenceEntry entry = ClaimedRun.Registry.Programs.Single();
        Assert.Null(BodyCheck.Problem(entry, ClaimedRun.Registry));
        Program declared = Make((s, x) => s.Call(Unit("Twice"), s.Call(Unit("Spin"), x)));
        (Program Done, string Where)[] bodies =
        [
            (Make((s, x) => s.Call(Unit("Twice"), s.Call(Unit("Twice"), s.Call(Unit("Spin"), x)))), "Twice_2 at 2"),
            (Make((s, x) => s.Call(Unit("Spin"), x)), "Twice at 1"),
            (Make((s, x) => s.Call(Unit("Throw"), s.Call(Unit("Spin"), x))), "Twice at 1"),
            (Make((s, x) => Second(s.Call(Unit("Spin"), x), s.Call(Unit("Twice"), x))), "Twice at 1"),
            (Make((s, x) => First(s.Call(Unit("Spin"), x), handle => s.Call(Unit("Twice"), handle))), "body"),
        ];
        foreach ((Program done, string where) in bodies)
        {
            Diagnostic problem = BodyCheck.Problem(declared, done)!;
            Assert.Equal(TileErrors.Schedule, problem.Code);
            Assert.EndsWith(where, problem.Subject, StringComparison.Ordinal);
        }

        static ValueHandle Second(ValueHandle _, ValueHandle second) => second;

        static ValueHandle First(ValueHandle first, Func<ValueHandle, ValueHandle> then)
        {
            then(first);
            return first;
        }
    }

    private static Program Make(Func<SequenceBuilder, ValueHandle, ValueHandle> describe) =>
        ProgramBuilder.Build("body", sequence => sequence.Return(describe(sequence, sequence.External("x", "i64"))));

    private static TileUnit Unit(string name) => ClaimedRun.Registry.Units.Single(unit => unit.ShortName == name);

    private static ReadOnlyMemory<byte> Value(Trace trace, int step) => trace.Steps[step].Outputs is [var digest] && trace.TryGetValue(digest, out ReadOnlyMemory<byte> value) ? value : default;
}
