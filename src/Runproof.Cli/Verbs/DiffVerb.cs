using System.CommandLine;
using System.Text.Json;
using Runproof.Cli.Rendering;
using Runproof.Cli.Targets;
using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Diff;

namespace Runproof.Cli.Verbs;

/// <summary><c>diff A B</c>: where two recorded runs diverge first, and in what.</summary>
internal sealed class DiffVerb : Verb
{
    private readonly Argument<string> _left = new("A") { Description = RunTarget.Description };
    private readonly Argument<string> _right = new("B") { Description = "The run to compare with, named likewise" };

    /// <summary>Declares the arguments.</summary>
    public DiffVerb()
        : base("diff", "Compare two recorded runs: the first divergence, its reason, and the largest differences")
    {
        Add(_left);
        Add(_right);
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("diff 20260728-101500 latest", "an older run and the newest one"),
        ("diff latest copy/of/run --json", "a run and a copy from elsewhere, for a program"),
    ];

    /// <inheritdoc />
    public override Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        var (left, right) = (RunTarget.Find(arguments, arguments.GetRequiredValue(_left)), RunTarget.Find(arguments, arguments.GetRequiredValue(_right)));
        var (a, b) = (left.Read(), right.Read());
        var comparison = RunDiff.Compare(a, b);
        var same = AreSame(comparison);
        if (output.IsJson)
            output.Json("runproof.diff/1", json => WriteJson(json, left, right, a, b, comparison, same));
        else
            WriteText(output, left, right, a, b, comparison, same);
        return Task.FromResult(same ? 0 : (int)ErrorClass.Divergence);
    }

    /// <summary>Another backend that gave the same results is no difference; the claims say so too, apart from the records and the mode.</summary>
    private static bool AreSame(RunComparison comparison) =>
        comparison is { First: null, SameProgram: true, Claims: null or { SameInputs: true, SameOutputs: true, SameOutcome: true } };

    private static string Sentence(RunComparison comparison, bool same) =>
        same ? "the runs are equal: same program, inputs and outputs in every step"
        : comparison.First is { } first ? $"the runs diverge at step {first.Step}{(first.Name.Length == 0 ? "" : $" ({first.Name})")}: {Reason(first.Reason)}"
        : comparison.SameProgram ? "no step differs, and the runs claim different inputs, outputs or outcomes"
        : "no step differs, and the runs are of different programs";

    private static string Reason(DivergenceReason reason) => reason switch
    {
        DivergenceReason.Length => "one run ends here, and the other goes on",
        DivergenceReason.Step => "they executed different steps",
        DivergenceReason.Artifact => "they executed different units",
        DivergenceReason.Input => "the same unit had different inputs",
        _ => "the same unit gave different results on the same inputs",
    };

    private static void WriteText(Output output, RunTarget left, RunTarget right, Trace a, Trace b, RunComparison comparison, bool same)
    {
        var facts = new TextTable("", "A", "B");
        facts.Add("run", left.Location.Name, right.Location.Name);
        facts.Add("target", a.Header.Target, b.Header.Target);
        facts.Add("program", a.Program.Digest.ToShortString(), b.Program.Digest.ToShortString());
        facts.Add("claim", a.Claim?.Digest.ToShortString() ?? "none", b.Claim?.Digest.ToShortString() ?? "none");
        facts.Add("steps", $"{a.Steps.Length}", $"{b.Steps.Length}");
        facts.WriteTo(output);
        output.Text.WriteLine();
        if (comparison.StepsOnOtherBackends != 0)
            output.Text.WriteLine($"  {comparison.StepsOnOtherBackends} steps ran on different backends, which alone is no divergence");
        if (comparison.First is { } first)
        {
            output.Text.WriteLine($"  first divergence: step {first.Step} {Printable.Of(first.Name)}, reason {ValueDifferences.Text(first.Reason)}");
            ValueDifferences.WriteText(output, comparison.Values, "A", "B");
            output.Text.WriteLine();
        }

        output.Text.WriteLine($"  {Marks.Paint(Printable.Of(Sentence(comparison, same)), same ? Verification.Passed : Verification.Failed, output)}");
    }

    private static void WriteJson(Utf8JsonWriter json, RunTarget left, RunTarget right, Trace a, Trace b, RunComparison comparison, bool same)
    {
        WriteRun(json, "left", left, a);
        WriteRun(json, "right", right, b);
        json.WriteBoolean("same", same);
        json.WriteString("sentence", Sentence(comparison, same));
        json.WriteBoolean("sameProgram", comparison.SameProgram);
        if (comparison.Claims is { } claims)
            json.WriteBoolean("sameClaim", claims.Same);
        else
            json.WriteNull("sameClaim");
        json.WriteNumber("stepsOnOtherBackends", comparison.StepsOnOtherBackends);
        ValueDifferences.WriteDivergence(json, comparison.First);
        ValueDifferences.WriteJson(json, comparison.Values, "left", "right");
    }

    private static void WriteRun(Utf8JsonWriter json, string name, RunTarget target, Trace trace)
    {
        json.WriteStartObject(name);
        json.WriteString("run", target.Location.Name);
        json.WriteString("target", trace.Header.Target);
        json.WriteDigest("program", trace.Program.Digest);
        json.WriteDigest("claim", trace.Claim?.Digest);
        json.WriteNumber("steps", trace.Steps.Length);
        json.WriteEndObject();
    }
}
