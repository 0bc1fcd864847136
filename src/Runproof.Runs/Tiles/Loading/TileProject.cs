using System.Diagnostics;
using Runproof.Core.Diagnostics;

namespace Runproof.Runs.Tiles.Loading;

/// <summary>Builds projects of tiles with the SDK that is installed.</summary>
internal static class TileProject
{
    private const string Pattern = "*.csproj";

    /// <summary>Whether a path is a project, or a folder with one.</summary>
    public static bool IsProject(string path) =>
        path.EndsWith(Pattern[1..], StringComparison.OrdinalIgnoreCase) || (Directory.Exists(path) && Directory.EnumerateFiles(path, Pattern).Any());

    /// <summary>Builds a project.</summary>
    /// <returns>Full path of its assembly.</returns>
    /// <exception cref="RunproofException">It cannot be built, or the folder has several projects.</exception>
    public static string Build(string path, CancellationToken cancellation)
    {
        string project = Path.GetFullPath(path);
        if (Directory.Exists(project))
        {
            string[] projects = Directory.GetFiles(project, Pattern);
            project = projects.Length == 1 ? projects[0] : throw Problem(path, $"the folder has {projects.Length} projects", "the path of one of them");
        }
        else if (!File.Exists(project))
        {
            throw new FileNotFoundException(null, project);
        }

        string output = Run(project, cancellation);
        string assembly = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        return File.Exists(assembly) ? assembly : throw Problem(project, "the build leaves no assembly", "dotnet build, and a project for one target framework");
    }

    private static string Run(string project, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (string argument in new[] { "build", project, "--configuration", "Release", "--nologo", "--verbosity", "quiet", "-target:Build", "-getProperty:TargetPath", "-nodeReuse:false" })
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";

        // What the program was itself started with would lead the build to another SDK.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        using Process process = Start(start, project);
        process.StandardInput.Close();
        using CancellationTokenRegistration registration = cancellation.Register(() => process.Kill(entireProcessTree: true));
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode == 0)
            return output;
        string[] lines = [.. (output + error.GetAwaiter().GetResult()).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        string first = lines.FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? $"dotnet build ended with {process.ExitCode}";
        throw Problem(project, $"it cannot be built: {first}", $"dotnet build {Path.GetFileName(project)}, which shows every error");
    }

    private static Process Start(ProcessStartInfo start, string project)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw Problem(project, $"dotnet cannot be started ({exception.Message})", "the SDK of .NET 10 on the PATH, or the path of an assembly that is built");
        }
    }

    private static RunproofException Problem(string subject, string message, string hint) => new(new Diagnostic(TileErrors.Build, Phase.Read, subject, message, hint));
}
