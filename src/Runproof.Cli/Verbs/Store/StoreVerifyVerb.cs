using System.CommandLine;
using System.Text.Json;
using Runproof.Cli.Rendering;
using Runproof.Core.Diagnostics;
using Runproof.Core.Verdicts;
using Runproof.Runs.Store;

namespace Runproof.Cli.Verbs.Store;

/// <summary><c>store verify</c>: reads every byte of the store.</summary>
internal sealed class StoreVerifyVerb() : Verb("verify", "Read every byte of the store and check it")
{
    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("store verify", "the store that is used by default"),
        ("store verify --store backup/runproof", "another one"),
    ];

    /// <inheritdoc />
    public override Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        var store = RunStore.Open(CommonOptions.StoreDirectory(arguments));
        StoreVerification result;
        using (var progress = new Progress(output))
            result = store.Verify(progress, cancellationToken);
        if (output.IsJson)
            output.Json("runproof.store.verify/1", json => WriteJson(json, store, result));
        else
            WriteText(output, store, result);
        return Task.FromResult(result.IsIntact ? 0 : (int)ErrorClass.VerificationFailed);
    }

    private static void WriteText(Output output, RunStore store, StoreVerification result)
    {
        var facts = new TextTable("", "");
        facts.Add("store", store.Root);
        facts.Add("objects", $"{Figure.Count(result.Objects)}, {Figure.Bytes(result.ObjectBytes)}");
        facts.Add("closed runs", Figure.Count(result.ClosedRuns));
        AddList(facts, "interrupted runs", result.InterruptedRuns);
        AddList(facts, "damaged runs", result.DamagedRuns);
        AddList(facts, "claim not noted", result.UnnotedRuns);
        AddList(facts, "leftovers", result.Leftovers);
        AddList(facts, "unknown files", result.UnknownFiles);
        if (result.MissingArtifacts != 0)
            facts.Add("missing objects", $"{Figure.Count(result.MissingArtifacts)}: steps that cannot be replayed");
        facts.WriteTo(output);
        output.Text.WriteLine();
        foreach (var problem in result.Problems)
        {
            var place = problem.Offset is { } at ? $" at byte {Figure.Count(at)}" : "";
            output.Text.WriteLine($"  {Marks.Paint(Marks.Failed, output)} {problem.Code} {Printable.Of($"{problem.Subject}{place}: {problem.Message}")}");
            output.Text.WriteLine($"    try {Printable.Of(problem.Hint)}");
        }

        output.Text.WriteLine(result.IsIntact
            ? $"  {Marks.Paint("intact: every byte is what was written", Verification.Passed, output)}"
            : $"  {Marks.Paint($"damaged: {Figure.Of(result.Problems.Length, "problem")}", Verification.Failed, output)}");
    }

    private static void AddList(TextTable facts, string name, IReadOnlyList<string> values)
    {
        const int Shown = 3;
        if (values.Count != 0)
            facts.Add(name, $"{values.Count}: {string.Join(", ", values.Take(Shown))}{(values.Count > Shown ? ", …" : "")}");
    }

    private static void WriteJson(Utf8JsonWriter json, RunStore store, StoreVerification result)
    {
        json.WriteString("store", store.Root);
        json.WriteBoolean("intact", result.IsIntact);
        json.WriteNumber("objects", result.Objects);
        json.WriteNumber("objectBytes", result.ObjectBytes);
        json.WriteNumber("closedRuns", result.ClosedRuns);
        json.WriteStrings("interruptedRuns", result.InterruptedRuns);
        json.WriteStrings("damagedRuns", result.DamagedRuns);
        json.WriteStrings("unnotedRuns", result.UnnotedRuns);
        json.WriteNumber("missingArtifacts", result.MissingArtifacts);
        json.WriteStrings("leftovers", result.Leftovers);
        json.WriteStrings("unknownFiles", result.UnknownFiles);
        json.WriteStartArray("problems");
        foreach (var problem in result.Problems)
            json.WriteDiagnostic(problem);
        json.WriteEndArray();
    }

    /// <summary>The line of progress, which the first step tells how much there is to do.</summary>
    private sealed class Progress(Output output) : IProgress<StoreProgress>, IDisposable
    {
        private ProgressLine? _line;

        public void Report(StoreProgress value) => (_line ??= new ProgressLine(output, "checked", value.Total)).Report(value.Done);

        public void Dispose() => _line?.Dispose();
    }
}
