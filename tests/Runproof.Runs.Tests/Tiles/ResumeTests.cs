using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Runs.Store;
using Runproof.Runs.Tests.Disputes;
using Runproof.Runs.Tiles;

namespace Runproof.Runs.Tests.Tiles;

public sealed class ResumeTests : IDisposable
{
    private static readonly ReadOnlyMemory<byte> Items = ClaimedRun.Encode("list<i32>", "[1,2,3]");

    private readonly ClaimedRun _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void A_run_that_was_killed_after_any_frame_goes_on_to_the_same_claim()
    {
        Trace whole = _runs.Run(ClaimedRun.Whole, null, Items);
        string path = PathOf(whole);
        byte[] file = File.ReadAllBytes(path);
        File.Delete(path);
        int steps = -1;
        foreach (int length in Cuts(file))
        {
            string id = whole.Header.RunId;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file[..length]);
            RecordedSteps? recorded = TileRunner.FindInterrupted(_runs.Store, ClaimedRun.Whole, RunMode.Native, [Items]);
            Assert.Equal(TraceFile.TryRead(path, out Trace? cut, out _) && cut.Values.Length != 0, recorded is not null);
            TileRun resumed = TileRunner.Record(_runs.Store, ClaimedRun.Whole, ClaimedRun.Registry, [Items], new TileRunOptions { Recorded = recorded });
            Assert.Equal(whole.Claim!.Encode(), resumed.Claim!.Encode());
            Assert.Equal((recorded?.Count ?? 0, recorded is null ? null : id), (resumed.TakenOver, resumed.TakenFrom));
            steps = Math.Max(steps, recorded?.Count ?? 0);
            File.Delete(path);
        }

        Assert.Equal(whole.Steps.Length, steps);
    }

    [Fact]
    public void Only_the_same_program_on_the_same_input_in_the_same_mode_goes_on()
    {
        Trace whole = _runs.Run(ClaimedRun.Whole, null, Items);
        string path = PathOf(whole);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^200]);
        Assert.NotNull(TileRunner.FindInterrupted(_runs.Store, ClaimedRun.Whole, RunMode.Native, [Items]));
        Assert.Null(TileRunner.FindInterrupted(_runs.Store, ClaimedRun.Whole, RunMode.Audit, [Items]));
        Assert.Null(TileRunner.FindInterrupted(_runs.Store, ClaimedRun.Long, RunMode.Native, [Items, ClaimedRun.Encode("i64", "0")]));
        Assert.Null(TileRunner.FindInterrupted(_runs.Store, ClaimedRun.Whole, RunMode.Native, [ClaimedRun.Encode("list<i32>", "[1,2]")]));
    }

    [Fact]
    public void A_fork_takes_the_steps_over_that_the_change_does_not_reach()
    {
        ReadOnlyMemory<byte> zero = ClaimedRun.Encode("i64", "0");
        Trace before = _runs.Run(ClaimedRun.Long, null, ClaimedRun.Encode("list<i32>", "[1,2,3,4]"), zero);
        ReadOnlyMemory<byte> changed = ClaimedRun.Encode("list<i32>", "[1,2,3,7,8]");
        Trace anew = _runs.Run(ClaimedRun.Long, null, changed, zero);
        for (int step = 0; step <= 3; step++)
        {
            Trace forked = _runs.Run(ClaimedRun.Long, new TileRunOptions { Recorded = new RecordedSteps(before, step) }, changed, zero);
            Assert.Equal(anew.Claim!.Encode(), forked.Claim!.Encode());
        }

        int runs = _runs.Store.List().Length;
        Diagnostic problem = Assert.Throws<RunproofException>(() => _runs.Run(ClaimedRun.Long, new TileRunOptions { Recorded = new RecordedSteps(before, 4) }, changed, zero)).Diagnostic;
        Assert.Equal(TileErrors.StepChanged, problem.Code);
        Assert.StartsWith("step 3 ", problem.Subject, StringComparison.Ordinal);
        Assert.Equal(runs, _runs.Store.List().Length);
    }

    private string PathOf(Trace trace) => _runs.Store.TryResolve(trace.Header.RunId, out RunLocation? location, out _) ? location.TracePath : "";

    // After each frame before the claim, and in the middle of the next one.
    private static IEnumerable<int> Cuts(byte[] file)
    {
        int position = TraceFormat.PreambleLength;
        while (file[position] != (byte)FrameKind.Claim)
        {
            int end = position + TraceFormat.FrameHeaderLength + BitConverter.ToInt32(file, position + 1) + Digest.Size;
            if (position > TraceFormat.PreambleLength)
                yield return position + ((end - position) / 2);
            yield return end;
            position = end;
        }

        yield return position + 20;
    }
}
