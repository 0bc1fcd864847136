using System.Text.Json;
using Runproof.Cli.Verbs.Tiles;
using Runproof.Core.Programs;
using Runproof.Core.Schemas;
using Runproof.Core.Verdicts;
using Runproof.Runs.Results;
using Runproof.Runs.Tiles;

namespace Runproof.Cli.Rendering;

/// <summary>The answer of a run of tiles, as text and as JSON.</summary>
internal static class TileRunRendering
{
    /// <summary>Writes the properties of the document.</summary>
    public static void WriteJson(Utf8JsonWriter json, TileRunAnswer answer)
    {
        TileRun run = answer.Run;
        json.WriteString("name", answer.Program.Name);
        json.WriteDigest("program", answer.Program.Digest);
        json.WriteString("mode", answer.Request.Mode.Text());
        json.WriteString("run", run.RunId);
        json.WriteDigest("claim", run.Claim?.Digest);
        json.WriteString("signature", answer.Signature);
        json.WriteString("outcome", run.Outcome.Text());
        json.WriteStartArray("outputs");
        for (int i = 0; i < run.Outputs.Length; i++)
        {
            ProgramOutput output = answer.Program.Outputs[i];
            Schema schema = Schema.Parse(TypeOf(answer.Program, output));
            json.WriteStartObject();
            json.WriteString("name", output.Name);
            json.WriteString("type", schema.Text);
            json.WritePropertyName("value");
            json.WriteRawValue(JsonOf(schema, run.Outputs[i]));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteDiagnostic("error", run.Error);
        json.WriteString("stackTrace", run.StackTrace);
        json.WriteNumber("stepCount", run.Steps);
        json.WriteStartArray("steps");
        foreach (TileStep step in run.Listed)
        {
            json.WriteStartObject();
            json.WriteString("coordinates", step.Coordinates.ToString());
            json.WriteString("name", step.Name);
            json.WriteString("outcome", step.Outcome.Text());
            json.WriteBoolean("takenOver", step.Index < (ulong)run.TakenOver);
            json.WriteNumber("seconds", step.Time.TotalSeconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("takenFrom", run.TakenFrom);
        json.WriteNumber("takenOver", run.TakenOver);
        json.WriteNumber("totalSeconds", run.Total.TotalSeconds);
        WriteAgainst(json, answer);
    }

    /// <summary>Writes outcome, outputs, steps and where the run is recorded.</summary>
    public static void WriteText(Output output, TileRunAnswer answer)
    {
        TileRun run = answer.Run;
        output.Text.WriteLine($"{Printable.Of(answer.Program.Name)}: {run.Outcome.Text()} after {Figure.Of(run.Steps, "step")} in {Figure.Time(run.Total)} ({answer.Request.Mode.Text()})");
        if (run.Error is { } error)
        {
            output.Text.WriteLine($"  {error.Code} {Printable.Of($"{error.Subject}: {error.Message}")}");
            output.Text.WriteLine($"  try {Printable.Of(error.Hint)}");
        }

        foreach (string line in run.StackTrace?.Split('\n') ?? [])
            output.Text.WriteLine($"    {Printable.Of(line.TrimEnd())}");
        for (int i = 0; i < run.Outputs.Length; i++)
            output.Text.WriteLine($"  {Printable.Of(answer.Program.Outputs[i].Name)} = {Printable.Of(JsonOf(Schema.Parse(TypeOf(answer.Program, answer.Program.Outputs[i])), run.Outputs[i]))}");
        if (!output.IsQuiet)
            WriteSteps(output, run);
        output.Text.WriteLine();
        WriteRecord(output, answer);
        if (answer.Against is not null)
            WriteAgainst(output, answer);
    }

    private static void WriteSteps(Output output, TileRun run)
    {
        if (run.Listed.IsEmpty)
            return;
        output.Text.WriteLine();
        var table = new TextTable(">step", "at", "tile", "outcome", ">time");
        foreach (TileStep step in run.Listed)
        {
            bool isTaken = step.Index < (ulong)run.TakenOver;
            table.Add($"{step.Index}", step.Coordinates.ToString(), step.Name, isTaken ? "taken over" : step.Outcome.Text(), isTaken ? "–" : Figure.Time(step.Time));
        }

        table.WriteTo(output);
        if (run.Steps > run.Listed.Length)
            output.Text.WriteLine($"  … and {Figure.Of(run.Steps - run.Listed.Length, "further step")}");
    }

    private static void WriteRecord(Output output, TileRunAnswer answer)
    {
        TileRun run = answer.Run;
        if (run.RunId is null)
        {
            output.Text.WriteLine("not recorded (--no-trace)");
            return;
        }

        var facts = new TextTable("", "");
        facts.Add("run", run.RunId);
        if (run.TakenFrom is { } from)
            facts.Add(answer.Request.Resume ? "went on" : "forked", $"{from}, after {Figure.Of(run.TakenOver, "step")}");
        else if (answer.Request.Resume)
            facts.Add("went on", "no interrupted run of this program on this input was there: it began at the beginning");
        facts.Add("claim", $"{run.Claim!.Digest}");
        if (answer.Signature is { } signature)
            facts.Add("signature", signature);
        if (!output.IsQuiet)
        {
            facts.Add("next", $"runproof verify {run.RunId}");
            facts.Add("", $"runproof replay {run.RunId}");
        }

        facts.WriteTo(output);
    }

    private static void WriteAgainst(Output output, TileRunAnswer answer)
    {
        output.Text.WriteLine();
        if (answer.Comparison is { First: { } first } comparison)
        {
            output.Text.WriteLine($"  first divergence: step {first.Step} {Printable.Of(first.Name)} at {first.Coordinates}, reason {ValueDifferences.Text(first.Reason)}");
            ValueDifferences.WriteText(output, comparison.Values, "claimed", "executed");
            output.Text.WriteLine();
        }

        output.Text.WriteLine($"  {Marks.Paint(Printable.Of(Sentence(answer)), answer.IsSame ? Verification.Passed : Verification.Failed, output)}");
    }

    private static void WriteAgainst(Utf8JsonWriter json, TileRunAnswer answer)
    {
        if (answer.Against is not { } against)
        {
            json.WriteNull("against");
            return;
        }

        json.WriteStartObject("against");
        json.WriteString("name", against.Name);
        json.WriteDigest("claim", against.Claim.Digest);
        json.WriteBoolean("same", answer.IsSame);
        json.WriteString("sentence", Sentence(answer));
        json.WriteNumber("commonSteps", answer.Claims!.CommonSteps);
        ValueDifferences.WriteDivergence(json, answer.Comparison?.First);
        ValueDifferences.WriteJson(json, answer.Comparison?.Values ?? [], "claimed", "executed");
        json.WriteEndObject();
    }

    private static string Sentence(TileRunAnswer answer)
    {
        if (answer.IsSame)
            return "the claim holds: executed again, the run is the one that is claimed";
        if (answer.Comparison?.First is { } first)
            return $"the claim is false: it diverges at step {first.Step}, reason {ValueDifferences.Text(first.Reason)}";
        if (!answer.Claims!.SameProgram)
            return "the claim is about another program";
        if (!answer.Claims.SameInputs)
            return "the claim is about other inputs";
        return answer.Comparison is null
            ? $"the claim is false somewhere after step {answer.Claims.CommonSteps}: its run, which would tell where, is not at hand"
            : "the claim is false: no step differs, and it states another outcome or other outputs";
    }

    private static string TypeOf(Program program, ProgramOutput output)
    {
        string whole = program.WholeTypeOf(program.Entry, output.Source);
        return output.Source.Part is { } part && part.TryApply(Schema.Parse(whole), out Schema? schema) ? schema.Text : whole;
    }

    private static string JsonOf(Schema schema, ReadOnlyMemory<byte> value) => ValueJson.TryWrite(schema, value.Span, out string? json, out _) ? json : "null";
}
