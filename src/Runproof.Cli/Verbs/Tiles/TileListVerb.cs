using System.CommandLine;
using System.Text.Json;
using Runproof.Cli.Rendering;
using Runproof.Cli.Targets;
using Runproof.Core.Programs;
using Runproof.Runs.Tiles.Loading;
using Runproof.Tiles.Units;

namespace Runproof.Cli.Verbs.Tiles;

/// <summary><c>tile list</c>: the tiles and sequences of a project.</summary>
internal sealed class TileListVerb : Verb
{
    private readonly Argument<string> _target = new("TARGET") { Description = $"{TileTarget.Description} (default: the current folder)", DefaultValueFactory = _ => "." };
    private readonly Option<bool> _program = new("--program") { Description = "Also tell the program of each sequence, step by step", Arity = ArgumentArity.Zero };

    /// <summary>Declares the arguments.</summary>
    public TileListVerb()
        : base("list", "List tiles with their arguments, and sequences with their inputs")
    {
        Add(_target);
        Add(_program);
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("tile list samples/tiles/Loan", "the tiles and sequences of a project"),
        ("tile list samples/tiles/Loan --program --json", "with their programs, for a program"),
    ];

    /// <inheritdoc />
    public override Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        using TileAssembly assembly = TileAssembly.Open(arguments.GetRequiredValue(_target), cancellationToken);
        bool withProgram = arguments.GetValue(_program);
        if (output.IsJson)
            output.Json("runproof.tile.list/1", json => WriteJson(json, assembly, withProgram));
        else
            WriteText(output, assembly, withProgram);
        return Task.FromResult(0);
    }

    private static void WriteText(Output output, TileAssembly assembly, bool withProgram)
    {
        var tiles = new TextTable("tile", "takes", "gives", "revision", "");
        foreach (TileUnit unit in assembly.Registry.Units)
            tiles.Add(unit.Name, Text(unit.Parameters), unit.CanFail ? $"{unit.Result.Type} or a failure" : unit.Result.Type, unit.Revision.Digest.ToShortString(), unit.Description);
        tiles.WriteTo(output);
        output.Text.WriteLine();
        var sequences = new TextTable("sequence", "takes", ">steps", "program", "");
        foreach (SequenceEntry entry in assembly.Registry.Programs)
            sequences.Add(entry.Name, Text(entry.Program.Inputs), $"{entry.Program.UnitCalls.Count()}", entry.Program.Digest.ToShortString(), entry.Description);
        sequences.WriteTo(output);
        foreach (SequenceEntry entry in withProgram ? assembly.Registry.Programs : [])
        {
            output.Text.WriteLine();
            output.Text.WriteLine(ProgramJson.Write(entry.Program));
        }
    }

    private static void WriteJson(Utf8JsonWriter json, TileAssembly assembly, bool withProgram)
    {
        json.WriteString("assembly", assembly.FilePath);
        json.WriteStartArray("tiles");
        foreach (TileUnit unit in assembly.Registry.Units)
        {
            json.WriteStartObject();
            json.WriteString("name", unit.Name);
            json.WriteString("description", unit.Description);
            ProgramJson.WritePorts(json, "parameters", unit.Parameters);
            json.WriteString("result", unit.Result.Type);
            json.WriteBoolean("canFail", unit.CanFail);
            json.WriteBoolean("canFold", unit.Fold is not null);
            json.WriteNumber("estimatedCycles", unit.EstimatedCycles);
            json.WriteDigest("revision", unit.Revision.Digest);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("sequences");
        foreach (SequenceEntry entry in assembly.Registry.Programs)
        {
            json.WriteStartObject();
            json.WriteString("name", entry.Name);
            json.WriteString("description", entry.Description);
            ProgramJson.WritePorts(json, "inputs", entry.Program.Inputs);
            json.WriteNumber("steps", entry.Program.UnitCalls.Count());
            json.WriteDigest("digest", entry.Program.Digest);
            if (withProgram)
            {
                json.WritePropertyName("program");
                json.WriteRawValue(ProgramJson.Write(entry.Program));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Text(IEnumerable<Port> ports) => string.Join(", ", ports.Select(port => $"{port.Name}: {port.Type}"));
}
