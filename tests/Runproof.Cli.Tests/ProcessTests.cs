using System.Diagnostics;
using Runproof.Cli.Errors;
using Runproof.Core.Diagnostics;

namespace Runproof.Cli.Tests;

/// <summary>What only a process of its own shows: signals, pipes and a full output.</summary>
public sealed class ProcessTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "runproof.dll");

    [Fact]
    public void Ctrl_C_ends_even_a_blocked_command_with_130()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a named pipe and kill");
        Assert.SkipWhen(Interrupts.AreIgnored, Interrupts.Why);
        using var directory = new TemporaryDirectory();
        var pipe = directory.PathOf("pipe.onnx");
        Shell($"mkfifo '{pipe}'").WaitForExit();
        using var process = Start(["inspect", pipe]);
        using var writer = new FileStream(pipe, FileMode.Open, FileAccess.Write); // returns once the command reads
        Shell($"kill -INT {process.Id}").WaitForExit();
        process.WaitForExit();

        Assert.Equal((int)CliErrors.Interrupted.Class, process.ExitCode);
    }

    [Fact]
    public void A_reader_that_goes_away_ends_the_command_quietly()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a shell");
        using var shell = Shell($"dotnet '{Program}' --help | head -c 1; echo ${{PIPESTATUS[0]}}");
        var (output, error) = (shell.StandardOutput.ReadToEnd(), shell.StandardError.ReadToEnd());

        Assert.Equal("D0", output.TrimEnd());
        Assert.Empty(error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--json")]
    public void An_output_that_takes_nothing_is_an_error_on_the_other_stream(string option)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no device that is always full");
        using var shell = Shell($"dotnet '{Program}' --version {option} > /dev/full");
        var error = shell.StandardError.ReadToEnd();
        shell.WaitForExit();

        Assert.Equal((int)ErrorClass.World, shell.ExitCode);
        Assert.StartsWith($"error {WorldErrors.DiskFull} ", error, StringComparison.Ordinal);
    }

    private static Process Start(string[] args) => Process.Start(new ProcessStartInfo("dotnet", [Program, .. args])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static Process Shell(string script) => Process.Start(new ProcessStartInfo("bash", ["-c", script])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
