using System.CommandLine;
using System.Text.Json;
using Runproof.Cli.Errors;
using Runproof.Cli.Rendering;
using Runproof.Cli.Targets;
using Runproof.Cli.Verbs.Tiles;
using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Claims;
using Runproof.Runs.Replay;
using Runproof.Runs.Results;

namespace Runproof.Cli.Verbs;

/// <summary><c>replay RUN</c>: executes recorded steps again and compares the outputs bit for bit.</summary>
internal sealed class ReplayVerb : Verb
{
    private readonly Argument<string> _run = new("RUN") { Description = RunTarget.Description };

    private readonly Option<string> _window = new("--window")
    {
        Description = "The steps from A up to, and without, B; an end that is left out is the run's (default: all)",
        HelpName = "A..B",
    };

    private readonly Option<string> _against = new("--against") { Description = "Compare with the records of this claim, a file beside its run or a run, in place of the run's own", HelpName = "CLAIM" };
    private readonly Option<string> _target = new("--target") { Description = "The project or assembly whose tiles are executed (default: the one that a run of this store was made from)", HelpName = "TARGET" };
    private readonly Option<double?> _timeLimit = new("--time-limit") { Description = "Seconds that one call of a tile may take (default: 60)", HelpName = "S" };
    private readonly Option<long?> _maxMemory = new("--max-memory") { Description = "Bytes that one call of a tile may allocate (default: 1 GiB)", HelpName = "B" };

    /// <summary>Declares the arguments.</summary>
    public ReplayVerb()
        : base("replay", "Execute recorded steps again, each from its recorded inputs, and compare the outputs")
    {
        Add(_run);
        Add(_window);
        foreach (var option in new Option[] { _against, _target, _timeLimit, _maxMemory })
            Add(option);
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("replay latest", "every step of the newest run"),
        ("replay latest --window 1..3", "its second and third step"),
    ];

    /// <inheritdoc />
    public override Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        var target = RunTarget.Find(arguments, arguments.GetRequiredValue(_run));
        var trace = target.Read();
        var claimed = arguments.GetValue(_against) is { } named ? Claimed(target, named) : null;
        if (!ReplayWindow.TryParse(arguments.GetValue(_window) ?? "..", trace.Steps.Length, out var window, out var error))
            throw new RunproofException(error);
        var limits = TileRunArguments.Limits(arguments.GetValue(_timeLimit), arguments.GetValue(_maxMemory));
        using var tiles = trace.Program.IsTyped ? TileTarget.Open(arguments.GetValue(_target), target.Location.IsOwn, trace, cancellationToken) : null;
        var source = tiles is null ? null : TileTarget.Source(tiles, limits);
        if (!Replayer.TryReplay(target.Store, trace, window, out var result, out error, source, cancellationToken))
            throw new RunproofException(error);
        if (claimed is not null)
            result = ClaimedWindow.Compare(trace, claimed, result);

        if (output.IsJson)
            output.Json("runproof.replay/1", json => WriteJson(json, target, trace, result));
        else
            WriteText(output, trace, result);
        return Task.FromResult(result.Status.ExitCode(ErrorClass.Divergence));
    }

    private static Trace Claimed(RunTarget target, string named)
    {
        if (!ClaimReference.TryFind(target.Store, named, out var reference, out var error))
            throw new RunproofException(error);
        return reference.Trace ?? throw UsageError.Of("--against", "only the claim is at hand, and not the records that it commits to", "the run that it claims, or run --mode audit --against");
    }

    /// <summary>The answer in one sentence.</summary>
    internal static string Sentence(ReplayResult result) => result.Status switch
    {
        Verification.Passed when result.Steps.Length == 1 => "replayed: executed again, the step gave the recorded outputs bit for bit",
        Verification.Passed => $"replayed: executed again, all {result.Steps.Length} steps gave the recorded outputs bit for bit",
        Verification.Failed => $"diverged: {result.Steps.First(step => step.Verification == Verification.Failed).Why!.Message}",
        _ => $"undecided: {result.Steps.First(step => step.Verification != Verification.Passed).Why!.Message}",
    };

    /// <summary>Writes one row for each step.</summary>
    internal static void WriteSteps(Output output, Trace trace, ReplayResult result)
    {
        var table = new TextTable("", ">step", "name", "unit", ">load", ">execute", ">max difference", "result");
        foreach (var step in result.Steps)
        {
            table.Add(
                Marks.Of(step.Verification),
                $"{step.Index}",
                step.Name,
                trace.Steps[(int)step.Index].Unit.ToShortString(),
                Figure.Time(step.LoadTime),
                Figure.Time(step.ExecutionTime),
                MaxDifference(result, step) is { } difference ? Figure.Difference(difference) : "-",
                Word(step.Verification));
        }

        table.WriteTo(output);
    }

    private static void WriteText(Output output, Trace trace, ReplayResult result)
    {
        WriteSteps(output, trace, result);
        foreach (var step in result.Steps.Where(step => step.Why is not null))
        {
            output.Text.WriteLine();
            output.Text.WriteLine($"  {step.Why!.Code} {Printable.Of($"{step.Why.Subject}: {step.Why.Message}")}");
            output.Text.WriteLine($"  try {Printable.Of(step.Why.Hint)}");
        }

        if (!result.Values.IsEmpty)
        {
            output.Text.WriteLine();
            ValueDifferences.WriteText(output, result.Values, "recorded", "replayed");
        }

        output.Text.WriteLine();
        output.Text.WriteLine("  not checked: that the trace is the one that was claimed: verify does that");
        output.Text.WriteLine();
        output.Text.WriteLine($"  assurance: {result.Assurance.Text()}");
        output.Text.WriteLine($"  {Marks.Paint(Printable.Of(Sentence(result)), result.Status, output)}");
    }

    private static void WriteJson(Utf8JsonWriter json, RunTarget target, Trace trace, ReplayResult result)
    {
        json.WriteString("run", target.Location.Name);
        json.WriteString("window", result.Window.ToString());
        json.WriteString("status", result.Status.Text());
        json.WriteString("sentence", Sentence(result));
        json.WriteString("assurance", result.Assurance.Text());
        json.WriteStartArray("steps");
        foreach (var step in result.Steps)
        {
            json.WriteStartObject();
            json.WriteNumber("step", step.Index);
            json.WriteString("name", step.Name);
            json.WriteDigest("unit", trace.Steps[(int)step.Index].Unit);
            json.WriteString("status", step.Verification.Text());
            json.WritePropertyName("maxDifference");
            if (MaxDifference(result, step) is { } difference)
                TensorValues.WriteNumber(json, difference);
            else
                json.WriteNullValue();
            json.WriteNumber("loadSeconds", step.LoadTime.TotalSeconds);
            json.WriteNumber("executeSeconds", step.ExecutionTime.TotalSeconds);
            json.WriteDiagnostic("why", step.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        ValueDifferences.WriteDivergence(json, result.First);
        ValueDifferences.WriteJson(json, result.Values, "recorded", "replayed");
    }

    /// <summary>The largest difference of a step's outputs: known for steps that passed, and for the first that diverged.</summary>
    private static double? MaxDifference(ReplayResult result, ReplayedStep step) =>
        step.Verification == Verification.Passed ? 0
        : result.First?.Step == step.Index && !result.Values.IsEmpty && result.Values.All(value => value.Elements?.MaxAbsoluteError is not null)
            ? result.Values.Max(value => value.Elements!.MaxAbsoluteError)
        : null;

    private static string Word(Verification status) => status == Verification.Failed ? "diverged" : status.Text();
}
