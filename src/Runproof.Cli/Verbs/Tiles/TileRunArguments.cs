using System.CommandLine;
using Runproof.Cli.Errors;
using Runproof.Core.Traces;
using Runproof.Runs.Tiles;

namespace Runproof.Cli.Verbs.Tiles;

/// <summary>The options of a run of tiles that a run of a model does not have.</summary>
internal sealed class TileRunArguments
{
    private const string NativeMode = "native";
    private const string AuditMode = "audit";
    private static readonly string[] Proving = ["prove", "preview"];

    private readonly Option<string> _mode = new("--mode") { Description = "Tiles: native runs them, audit also enforces the schedule and closes a claim that can be signed and compared (default: native)", HelpName = "native|audit" };
    private readonly Option<string> _sequence = new("--sequence") { Description = "Tiles: the sequence that is run (default: the only one)", HelpName = "NAME" };
    private readonly Option<string> _tile = new("--tile") { Description = "Tiles: run one tile alone", HelpName = "NAME" };
    private readonly Option<string> _against = new("--against") { Description = "Audit: compare with this claim, a file or a run, and find the first divergence", HelpName = "CLAIM" };
    private readonly Option<string> _sign = new("--sign") { Description = "Audit: sign the claim with this private key on P-256", HelpName = "KEY.pem" };
    private readonly Option<int?> _forkFrom = new("--fork-from") { Description = "Tiles: take the steps before this one from a recorded run (--from), and execute from here on", HelpName = "STEP" };
    private readonly Option<string> _from = new("--from") { Description = "Tiles: the run that --fork-from takes steps of (default: latest)", HelpName = "RUN" };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (Option option in All)
            verb.Add(option);
    }

    private Option[] All => [_mode, _sequence, _tile, _against, _sign, _forkFrom, _from];

    /// <summary>Refuses the options for a target that is no project of tiles.</summary>
    public void CheckAbsent(ParseResult arguments)
    {
        if (All.FirstOrDefault(option => arguments.GetResult(option) is not null) is { } option)
            throw UsageError.Of(option.Name, "the target is a model, and this is about tiles", "--infer onnx-only, auto or circuits-only for a model");
    }

    /// <summary>Reads the options.</summary>
    public TileRunRequest Read(ParseResult arguments, string target, string? input, bool noTrace, bool resume, double? seconds, long? memory)
    {
        string name = arguments.GetValue(_mode) ?? NativeMode;
        if (Proving.Contains(name))
            throw UsageError.Of(_mode.Name, $"tiles are not run in the mode {name} yet: native and audit execute and prove nothing", "a model, which --infer auto and circuits-only prove, or --mode audit with replay and dispute");
        RunMode mode = name == NativeMode ? RunMode.Native : name == AuditMode ? RunMode.Audit : throw UsageError.Of(_mode.Name, $"there is no mode '{name}'", $"--mode {NativeMode} or --mode {AuditMode}");
        if (mode != RunMode.Audit && (arguments.GetResult(_against) ?? arguments.GetResult(_sign)) is { } wanted)
            throw UsageError.Of(wanted.Option.Name, "a native run is not audited", "--mode audit with it");
        if (noTrace && (mode == RunMode.Audit || resume || arguments.GetResult(_forkFrom) is not null))
            throw UsageError.Of("--no-trace", "an audit, a run that goes on and a fork are recorded", "the command without --no-trace");
        if (resume && arguments.GetResult(_forkFrom) is not null)
            throw UsageError.Of("--resume", "a fork begins at a step that is named, and --resume at the first that is missing", "one of --resume and --fork-from");
        return new TileRunRequest
        {
            Target = target,
            Input = input,
            Mode = mode,
            Sequence = arguments.GetValue(_sequence),
            Tile = arguments.GetValue(_tile),
            Against = arguments.GetValue(_against),
            SignWith = arguments.GetValue(_sign),
            ForkFrom = arguments.GetValue(_forkFrom),
            From = arguments.GetValue(_from) ?? "latest",
            Record = !noTrace,
            Resume = resume,
            Limits = Limits(seconds, memory),
        };
    }

    /// <summary>Limits from seconds and bytes.</summary>
    public static TileLimits Limits(double? seconds, long? memory)
    {
        if (seconds is { } time and not (> 0 and <= 1e7))
            throw UsageError.Of("--time-limit", $"{time} is not a number of seconds from 0 to 10000000", "--time-limit 60");
        if (memory is { } bytes and <= 0)
            throw UsageError.Of("--max-memory", $"{bytes} is not a number of bytes", "--max-memory 1073741824");
        return new TileLimits(seconds is { } limit ? TimeSpan.FromSeconds(limit) : TileLimits.Default.Time, memory ?? TileLimits.Default.Memory);
    }
}
