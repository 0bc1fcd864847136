using System.Diagnostics;
using System.IO.Pipes;
using System.Reflection;
using System.Runtime.InteropServices;
using Runproof.Core.Traces;
using Runproof.Models.Tensors;
using Runproof.Runs.Store;
using Runproof.Runs.Tests.Interop;

namespace Runproof.Runs.Tests.Recording;

/// <summary>Runs that end in the middle. The child processes are this assembly again; an environment variable makes them run a part below.</summary>
public sealed class KilledRunTests : IDisposable
{
    private const string FolderVariable = "RUNPROOF_TEST_CHILD_STORE";
    private const string PipeVariable = "RUNPROOF_TEST_CHILD_PIPE";
    private const int LargeElements = 1 << 18;

    private readonly TemporaryStore _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    public void A_killed_process_leaves_every_finished_step_and_a_store_that_works(int steps)
    {
        using (var child = StartChild(nameof(Child_records_until_it_is_killed), out var pipe))
        using (pipe)
        {
            for (var i = 0; i < steps; i++)
                Assert.Equal(1, pipe.ReadByte());
            child.Kill();
            child.WaitForExit();
        }

        var verification = _folder.Store.Verify();
        Assert.True(verification.IsIntact, string.Join('\n', verification.Problems));
        var interrupted = _folder.Read(Assert.Single(verification.InterruptedRuns));
        Assert.False(interrupted.IsClosed);
        Assert.True(interrupted.Steps.Length >= steps);

        var next = SampleRun.Record(_folder.Store);
        Assert.True(_folder.Read(next).IsClosed);
        using var resumed = _folder.Store.ResumeRun(interrupted, interrupted.Steps[0].Inputs, "tests");
        Assert.Equal(interrupted.Steps.Length, resumed.StepCount);
        resumed.Close(StepOutcome.Succeeded, [], default);
        Assert.Equal(2, _folder.Store.Verify().ClosedRuns);
    }

    [Fact]
    public void A_file_that_cannot_grow_leaves_a_readable_trace_and_the_next_run_works()
    {
        using (var child = StartChild(nameof(Child_records_until_its_file_is_full), out var pipe))
        using (pipe)
        {
            Assert.Equal(2, pipe.ReadByte());
            child.WaitForExit();
        }

        var verification = _folder.Store.Verify();
        Assert.True(verification.IsIntact, string.Join('\n', verification.Problems));
        Assert.NotEmpty(_folder.Read(Assert.Single(verification.InterruptedRuns)).Steps);
        Assert.Equal(1, verification.ClosedRuns);
    }

    [Fact]
    public void Child_records_until_it_is_killed()
    {
        var (store, pipe) = AsChild();
        using (pipe)
            RecordForever(store, LargeElements, () => pipe.WriteByte(1));
    }

    [Fact]
    public void Child_records_until_its_file_is_full()
    {
        var (store, pipe) = AsChild();
        using (pipe)
        {
            SampleRun.CreateProgram(store, 1);
            ProcessLimits.SetFileSize(1 << 16);
            Assert.Throws<IOException>(() => RecordForever(store, 1000, () => { }));
            ProcessLimits.SetFileSize(1 << 30);
            SampleRun.Record(store);
            pipe.WriteByte(2);
        }
    }

    private static void RecordForever(RunStore store, int elements, Action afterStep)
    {
        var program = SampleRun.CreateProgram(store, 1);
        using var recorder = SampleRun.Start(store, program);
        var data = new float[elements];
        var digest = recorder.RecordInput(Tensor.OfFloats([elements], data));
        for (var i = 0UL; ; i++)
        {
            data[0]++;
            var output = recorder.RecordValue(Tensor.OfFloats([elements], data));
            recorder.RecordStep(SampleRun.RecordOf(program, 0, digest, output) with { Index = i });
            digest = output;
            afterStep();
        }
    }

    private static (RunStore Store, AnonymousPipeClientStream Pipe) AsChild()
    {
        var handle = Environment.GetEnvironmentVariable(PipeVariable);
        Assert.SkipUnless(handle is not null, "part of another test, which runs it in a process of its own");
        return (RunStore.Open(Environment.GetEnvironmentVariable(FolderVariable)), new AnonymousPipeClientStream(PipeDirection.Out, handle!));
    }

    private Process StartChild(string test, out AnonymousPipeServerStream pipe)
    {
        pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        var start = new ProcessStartInfo(dotnet)
        {
            ArgumentList = { "exec", Assembly.GetExecutingAssembly().Location, "-method", $"{typeof(KilledRunTests).FullName}.{test}" },
            Environment = { [FolderVariable] = _folder.Root, [PipeVariable] = pipe.GetClientHandleAsString() },
            RedirectStandardOutput = true,
        };
        var child = Process.Start(start)!;
        pipe.DisposeLocalCopyOfClientHandle();
        child.OutputDataReceived += (_, _) => { };
        child.BeginOutputReadLine();
        return child;
    }
}
