using System.Diagnostics;

namespace Runproof.Cli.Tests.Packaging;

/// <summary>The tool as a user gets it: packed, installed from a folder into an empty home, and run.</summary>
public sealed class ToolPackageTests
{
    [Fact]
    public void The_packed_tool_installs_from_a_folder_and_works()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the package is made for Linux on x64");
        using var directory = new TemporaryDirectory();
        var (packages, tools, home) = (directory.PathOf("packages"), directory.PathOf("tools"), directory.PathOf("home"));
        Directory.CreateDirectory(home);

        Run(null, "dotnet", "pack", Repository.PathOf("src", "Runproof.Cli"), "-c", Configuration, "-m:1", "-p:BuildProjectReferences=false", "-nodeReuse:false", "-o", packages);
        var version = Path.GetFileNameWithoutExtension(Directory.GetFiles(packages, "runproof.?.*.nupkg").Single())["runproof.".Length..];
        Run(home, "dotnet", "tool", "install", "runproof", "--version", version, "--tool-path", tools, "--source", packages);

        var runproof = Path.Combine(tools, "runproof");
        Assert.StartsWith($"runproof {version}", Run(home, runproof, "--version"), StringComparison.Ordinal);
        var installed = Directory.GetFiles(Path.Combine(tools, ".store"), "*", SearchOption.AllDirectories);
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("RUNPROOF_ONNXRUNTIME")))
            Assert.Single(installed, file => Path.GetFileName(file) == "libonnxruntime.so.1");
        var models = installed.Where(file => Path.GetFileName(file) == "model.onnx").ToArray();
        Assert.Equal(2, models.Length);
        foreach (var model in models)
            Assert.Contains("runproof.inspect/1", Run(home, runproof, "inspect", model, "--json"), StringComparison.Ordinal);
    }

    private static string Configuration => AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    /// <summary>The output of a command that must succeed.</summary>
    private static string Run(string? home, string program, params string[] args)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        if (home is not null)
            start.Environment["HOME"] = home;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', args)} ended with {process.ExitCode}:\n{output}\n{error.Result}");
        return output;
    }
}
