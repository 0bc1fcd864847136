using System.Diagnostics;
using Runproof.Cli.Errors;
using Runproof.Core.Diagnostics;
using Runproof.Runs.Interop;
using Runproof.Runs.Store;

namespace Runproof.Cli.Tests.Verbs;

/// <summary>Runs in a world that does not play along.</summary>
public sealed class RunWorldTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "runproof.dll");

    [Fact]
    public void A_store_that_cannot_be_made_is_the_worlds_fault()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc");
        using var net = ModelFolder.Of("net");
        var run = CommandRun.Of("run", net.Path, "--json", "--store", "/proc/runproof");
        Assert.Equal((int)ErrorClass.World, run.Code);
        Assert.StartsWith("/proc/runproof", run.Json.GetProperty("subject").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_ends_the_run_and_the_next_one_works()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no device that is always full");
        using var net = ModelFolder.Of("net");
        Assert.Equal(0, net.Run("run", net.Path).Code);
        var claims = Path.Combine(net.Store, "claims.log");
        Assert.True(File.Exists(claims));
        File.Move(claims, claims + ".kept");
        File.CreateSymbolicLink(claims, "/dev/full");
        var run = net.Run("run", net.Path, "--json");
        Assert.Equal(WorldErrors.DiskFull.Name, run.Json.GetProperty("code").GetString());
        Assert.Equal((int)ErrorClass.World, run.Code);

        File.Delete(claims);
        File.Move(claims + ".kept", claims);
        Assert.Equal(0, net.Run("run", net.Path).Code);
        Assert.True(RunStore.Open(net.Store).Verify(null, TestContext.Current.CancellationToken).IsIntact);
    }

    [Fact]
    public void A_missing_native_library_is_named_with_what_to_do()
    {
        using var net = ModelFolder.Of("net");
        using var process = Start(net, "/no/libonnxruntime.so.1", "run", net.Path, "--json");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Equal((int)NativeErrors.Missing.Class, process.ExitCode);
        Assert.Contains(NativeErrors.Missing.Name, output, StringComparison.Ordinal);
        Assert.Contains("/no/libonnxruntime.so.1", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_in_the_middle_of_a_run_ends_with_130_and_the_run_can_go_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs kill");
        Assert.SkipWhen(Interrupts.AreIgnored, Interrupts.Why);
        const int Width = 1024;
        const int Steps = 60;
        var input = $"{{\"input_data\": [[{string.Join(',', Enumerable.Repeat('1', Width))}]]}}";
        using var slow = ModelFolder.OfModel(SmallModels.Slow(Steps, Width), input);
        Assert.Equal(0, slow.Run("slice", slow.Path).Code);
        using var process = Start(slow, null, "run", slow.Path);
        Assert.True(SpinWait.SpinUntil(() => process.HasExited || StepsRecorded(slow) > 1, TimeSpan.FromMinutes(1)));
        Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
        process.WaitForExit();

        Assert.Equal((int)CliErrors.Interrupted.Class, process.ExitCode);
        Assert.Contains(CliErrors.Interrupted.Name, process.StandardError.ReadToEnd(), StringComparison.Ordinal);
        Assert.True(RunStore.Open(slow.Store).Verify(null, TestContext.Current.CancellationToken).IsIntact);
        var resumed = slow.Run("run", slow.Path, "--resume", "--json");
        Assert.Equal(0, resumed.Code);
        Assert.InRange(resumed.Json.GetProperty("resumedSteps").GetInt32(), 1, Steps - 1);
    }

    private static int StepsRecorded(ModelFolder folder)
    {
        var runs = Path.Combine(folder.Store, "runs");
        return Directory.Exists(runs) && RunStore.Open(folder.Store).List() is [{ } run, ..] ? run.Steps : 0;
    }

    private static Process Start(ModelFolder folder, string? library, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. args, "--store", folder.Store]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (library is not null)
            start.Environment[OrtLibraryVariable] = library;
        return Process.Start(start)!;
    }

    private const string OrtLibraryVariable = "RUNPROOF_ONNXRUNTIME";
}
