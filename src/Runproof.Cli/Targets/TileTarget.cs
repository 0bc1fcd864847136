using System.Text.Json;
using Runproof.Cli.Errors;
using Runproof.Cli.Verbs;
using Runproof.Core.Diagnostics;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Runs.Replay;
using Runproof.Runs.Tiles;
using Runproof.Runs.Tiles.Loading;
using Runproof.Tiles.Units;

namespace Runproof.Cli.Targets;

/// <summary>Tiles that a command names, and one program of them.</summary>
internal static class TileTarget
{
    /// <summary>What verbs say of the argument.</summary>
    public const string Description = "A project of tiles: its folder, its .csproj, or an assembly that is built";

    private const string InputFile = "input.json";

    /// <summary>The program that is meant: that of a sequence, or of one tile.</summary>
    public static (Program Program, SequenceEntry? Entry) Find(TileRegistry registry, string? tile, string? sequence)
    {
        if (tile is not null && sequence is not null)
            throw UsageError.Of("--tile", "a run is of one tile or of one sequence", "one of --tile and --sequence");
        if (tile is not null)
            return (TilePrograms.Of(TilePrograms.FindTile(registry, tile)), null);
        SequenceEntry entry = TilePrograms.FindSequence(registry, sequence);
        return (entry.Program, entry);
    }

    /// <summary>The JSON that <c>--input</c> names: JSON itself, a file, or <c>-</c> for the standard input; without it the <c>input.json</c> of the project.</summary>
    public static (byte[] Json, string Subject) ReadInput(Program program, string target, string? input)
    {
        if (input == ModelInput.StandardInput)
            return (ModelInput.ReadStandardInput(), "standard input");
        if (input is null)
        {
            string beside = Path.Combine(Directory.Exists(target) ? target : Path.GetDirectoryName(Path.GetFullPath(target))!, InputFile);
            if (program.Inputs.IsEmpty)
                return ([], InputFile);
            if (File.Exists(beside))
                return (File.ReadAllBytes(beside), beside);
            string takes = string.Join(", ", program.Inputs.Select(port => $"{port.Name}: {port.Type}"));
            throw UsageError.Of("--input", $"{program.Name} takes {takes}, and no input was named", $"--input '{{\"{program.Inputs[0].Name}\": …}}', a file, or an {InputFile} beside the project");
        }

        byte[] text = System.Text.Encoding.UTF8.GetBytes(input);
        return IsJson(text) || (!File.Exists(input) && input.TrimStart() is [] or ['{' or '[' or '"', ..]) ? (text, "--input") : (File.ReadAllBytes(input), input);
    }

    /// <summary>The tiles that a recorded run takes when it is executed again: of the project that is named, or that this store's own run was made from.</summary>
    /// <param name="named">What <c>--target</c> says.</param>
    /// <param name="isOwn">Whether the run lies in the store that was asked. What a run from elsewhere names is not executed.</param>
    /// <param name="trace">The run.</param>
    /// <param name="cancellation">Ends a build.</param>
    public static TileAssembly Open(string? named, bool isOwn, Trace trace, CancellationToken cancellation)
    {
        string? target = named ?? (isOwn && trace.Notes is { } notes ? TileNotes.TargetOf(notes) : null);
        return target is not null
            ? TileAssembly.Open(target, cancellation)
            : throw new RunproofException(new Diagnostic(TileErrors.TargetMissing, Phase.Read, trace.Header.RunId,
                isOwn ? "the run does not say which project it was made from" : "a run from elsewhere does not choose what is executed here", "--target with the project or assembly that has its tiles"));
    }

    /// <summary>What replaying a run takes of its tiles.</summary>
    public static TileReplaySource Source(TileAssembly assembly, TileLimits limits) => new(assembly.Registry, limits);

    private static bool IsJson(byte[] text)
    {
        try
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 128 });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
