using System.Collections.Immutable;
using System.CommandLine;
using Runproof.Cli.Errors;
using Runproof.Cli.Rendering;
using Runproof.Cli.Targets;
using Runproof.Cli.Verbs.Tiles;
using Runproof.Proofs.Security;
using Runproof.Runs;
using Runproof.Runs.Backends;
using Runproof.Runs.Planning;
using Runproof.Runs.Tiles.Loading;

namespace Runproof.Cli.Verbs;

/// <summary><c>run TARGET</c>: runs a model and records what happened.</summary>
internal sealed class RunVerb : Verb
{
    private const string AutoMode = "auto";
    private const string AnyBackend = "any";
    private const string Circuits = "circuit";
    private const string Clr = "clr";
    private const string Strong = "p128";

    private readonly Argument<string> _target = new("TARGET") { Description = "An ONNX model, or a folder that holds one; or tiles: a project, its folder, or an assembly" };
    private readonly Option<string> _input = new("--input") { Description = "A file of JSON, - for the standard input, of tiles also JSON itself (default: input.json beside the target)", HelpName = "FILE" };
    private readonly Option<string> _infer = Choice("--infer", "What may execute the model", AutoMode, "onnx-only", "circuits-only");
    private readonly Option<string> _backend = Choice("--backend", "Use only this backend", AnyBackend, "onnxruntime", Circuits, Clr);
    private readonly Option<string> _optimization = Choice("--optimization", "How far ONNX Runtime rewrites the graph; with off, slices equal the whole model bit for bit, but for 16-bit floats", "all", "off");
    private readonly Option<long?> _sizeLimit = new("--size-limit") { Description = "Largest circuit that is used, in bytes (default: the metadata's)", HelpName = "B" };
    private readonly Option<double?> _timeLimit = new("--time-limit") { Description = "Seconds that the circuit of one slice, or one call of a tile, may take (default: the metadata's; 60)", HelpName = "S" };
    private readonly Option<string> _verifySlices = new("--verify-slices") { Description = "The slices whose circuits are wanted (default: the metadata's)", HelpName = "0,1,4" };
    private readonly Option<long?> _maxMemory = new("--max-memory") { Description = "Memory that proving may take, as predicted, or that one call of a tile may allocate, in bytes (default: no limit; 1 GiB)", HelpName = "B" };
    private readonly Option<string> _security = Choice("--security", "Bits of security of the proofs", "p100", Strong);
    private readonly Option<bool> _separate = Flag("--separate", "Prove every slice by itself, not all of them together");
    private readonly Option<bool> _noAuto = Flag("--no-auto", "Do not analyse or slice what is missing or stale");
    private readonly Option<bool> _noTrace = Flag("--no-trace", "Do not record the run");
    private readonly Option<bool> _resume = Flag("--resume", "Go on where the latest interrupted run on the same input stopped");
    private readonly TileRunArguments _tiles = new();

    /// <summary>Declares the arguments.</summary>
    public RunVerb()
        : base("run", "Run a model slice by slice, or tiles call by call, and record every step")
    {
        Add(_target);
        foreach (var option in new Option[] { _input, _infer, _backend, _optimization, _sizeLimit, _timeLimit, _verifySlices, _maxMemory, _security, _separate, _noAuto, _noTrace, _resume })
            Add(option);
        _tiles.AddTo(this);
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("run samples/models/net", "on the input.json beside the model"),
        ("run samples/tiles/Loan --mode audit --input loan.json", "a project of tiles, audited"),
    ];

    /// <inheritdoc />
    public override async Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        var (noTrace, resume) = (arguments.GetValue(_noTrace), arguments.GetValue(_resume));
        if (noTrace && resume)
            throw UsageError.Of(_resume.Name, "a run can go on only if it is recorded", "one of --resume and --no-trace");
        var named = arguments.GetRequiredValue(_target);
        if (TileAssembly.IsTarget(named))
            return RunTiles(arguments, named, output, cancellationToken);
        _tiles.CheckAbsent(arguments);
        if (arguments.GetValue(_backend) == Clr)
            throw UsageError.Of(_backend.Name, "a model is executed by ONNX Runtime or as circuits", "--backend onnxruntime or --backend circuit");
        var options = new RunnerOptions
        {
            Record = !noTrace,
            Resume = resume,
            Store = CommonOptions.StoreDirectory(arguments),
            Generate = !arguments.GetValue(_noAuto),
            Optimization = arguments.GetValue(_optimization) == "off" ? GraphOptimization.None : GraphOptimization.All,
        };
        var mode = Mode(arguments);
        using var runner = Runner.Open(named, options, cancellationToken);
        SetPolicy(runner, arguments);
        var inputs = ModelInput.Read(runner, arguments.GetValue(_input));
        var result = await runner.InferAsync(mode, inputs, cancellationToken);

        ImmutableArray<string> warnings = resume && result.ResumedFrom is null
            ? [.. result.Warnings, "the store holds no interrupted run of this model on this input: it began at the beginning"]
            : result.Warnings;
        var rendering = new RunRendering(result with { Warnings = warnings });
        if (output.IsJson)
            output.Json("runproof.run/1", rendering.WriteJson);
        else
            rendering.WriteText(output);
        return 0;
    }

    private int RunTiles(ParseResult arguments, string target, Output output, CancellationToken cancellationToken)
    {
        // Asking for a proof is told from asking for something that does not apply.
        var proving = new Option[] { _infer, _security, _separate, _verifySlices }.FirstOrDefault(option => arguments.GetResult(option) is { Implicit: false });
        if (proving is not null || arguments.GetValue(_backend) is Circuits)
        {
            throw UsageError.Of((proving ?? _backend).Name, "tiles run in the modes native and audit, which prove nothing",
                "a model, which --infer auto and circuits-only prove; tiles without this option");
        }

        if (arguments.GetValue(_backend) is not (null or AnyBackend or Clr))
            throw UsageError.Of(_backend.Name, "tiles are executed by the .NET runtime", $"--backend {Clr}");
        foreach (var option in new Option[] { _optimization, _sizeLimit, _noAuto })
        {
            if (arguments.GetResult(option) is { Implicit: false })
                throw UsageError.Of(option.Name, "the target is a project of tiles, and this is about models", "the command without it");
        }

        var request = _tiles.Read(arguments, target, arguments.GetValue(_input), arguments.GetValue(_noTrace), arguments.GetValue(_resume), arguments.GetValue(_timeLimit), arguments.GetValue(_maxMemory));
        return TileRunCommand.Run(request, CommonOptions.StoreDirectory(arguments), output, cancellationToken);
    }

    private InferMode Mode(ParseResult arguments)
    {
        if (!PolicyNames.TryParse(arguments.GetValue(_infer) ?? AutoMode, out var mode))
            throw new InvalidOperationException("the parser lets a mode pass that the planner does not know");
        if (arguments.GetValue(_backend) != Circuits)
            return mode;
        return mode != InferMode.OnnxOnly ? InferMode.CircuitsOnly : throw UsageError.Of(_backend.Name, "onnx-only uses no circuit", "one of --infer onnx-only and --backend circuit");
    }

    private void SetPolicy(Runner runner, ParseResult arguments)
    {
        if (arguments.GetValue(_sizeLimit) is { } bytes)
            runner.SizeLimit = bytes >= 0 ? bytes : throw UsageError.Of(_sizeLimit.Name, "a size is not negative", "--size-limit 2097152");
        if (arguments.GetValue(_timeLimit) is { } seconds)
        {
            runner.TimeLimit = seconds is >= 0 and <= 1e7
                ? TimeSpan.FromSeconds(seconds)
                : throw UsageError.Of(_timeLimit.Name, "a time is a number of seconds from 0 to 10000000", "--time-limit 300");
        }

        if (arguments.GetValue(_verifySlices) is { } list)
            runner.VerifiedSlices = Wanted(list, runner);
        else if (arguments.GetValue(_backend) == "onnxruntime")
            runner.VerifiedSlices = Wanted("", runner);
        if (arguments.GetValue(_maxMemory) is { } memory)
            runner.MaxMemory = memory >= 0 ? memory : throw UsageError.Of(_maxMemory.Name, "a size is not negative", "--max-memory 268435456");
        if (arguments.GetValue(_security) is { } security)
            runner.Profile = security == Strong ? SecurityProfile.P128 : SecurityProfile.P100;
        if (arguments.GetValue(_separate))
            runner.Layout = ProofLayout.Separate;
    }

    private ImmutableSortedDictionary<string, bool> Wanted(string list, Runner runner)
    {
        var slices = runner.Metadata.Slices;
        var wanted = SliceList.Parse(_verifySlices.Name, list);
        SliceList.Check(wanted, slices.Length, runner.Name);
        return slices.Select((slice, i) => (slice.Id, Wanted: wanted.Contains(i))).ToImmutableSortedDictionary(pair => pair.Id, pair => pair.Wanted, StringComparer.Ordinal);
    }

    private static Option<string> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string>(name) { Description = $"{description} (default: {values[0]})", HelpName = string.Join('|', values) };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };
}
