using System.Globalization;
using Runproof.Cli.Rendering;
using Runproof.Cli.Verbs;
using Runproof.Core.Verdicts;
using Runproof.Runs.Claims;
using Runproof.Runs.Planning;

namespace Runproof.Cli.Demo;

/// <summary>Tells what a tour showed, for people.</summary>
internal sealed class DemoStory(Output output)
{
    private const int BarWidth = 16;

    private int _chapter;

    /// <summary>Tells one tour in full.</summary>
    public void Tell(DemoTour tour)
    {
        Model(tour);
        Slices(tour);
        Run(tour);
        Verify(tour);
        Replay(tour);
        Tamper(tour);
        Forge(tour);
        Heading("A report");
        Line($"  {tour.Report}");
    }

    /// <summary>Tells what all tours come to.</summary>
    public void Summarize(IReadOnlyList<DemoTour> tours, TimeSpan time)
    {
        Heading("Summary");
        var table = new TextTable("model", ">parameters", ">slices", "class", ">whole", ">sliced", ">difference", ">security", "verify", "replay", "tampered", "forged");
        foreach (var tour in tours)
        {
            table.Add(
                tour.Model.Name,
                Figure.Count(tour.Metadata.TotalParameters),
                $"{tour.Metadata.Slices.Length}",
                tour.Model.ClassText(tour.Run.PredictedClass),
                Figure.Time(tour.Validation.Methods[0].Median),
                Figure.Time(tour.Validation.Methods[1].Median),
                Figure.Difference(tour.Validation.Errors.Max),
                $"{tour.Run.OverallSecurity} %",
                Word(tour.Verdict),
                tour.Replay.Status == Verification.Passed ? "✓ same" : "✗ diverged",
                Word(tour.Tampering.Verdict),
                Word(tour.Forgery.Pinned));
        }

        table.WriteTo(output);
        Line();
        Line($"  {DemoTour.HonestSentence}");
        Line();
        Line($"  Done in {time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s. Go on with:");
        var run = tours[0].Run.RunId;
        Line($"    runproof verify {run}");
        Line($"    runproof replay {run}");
        Line($"    runproof report {run} --format md");
        Line($"    runproof store ls");
    }

    private void Model(DemoTour tour)
    {
        Heading("The model");
        Line($"  {tour.Model.Name} {tour.Model.Line}");
        var size = new FileInfo(Path.Combine(tour.Model.Source, "model.onnx")).Length;
        Line($"  {Figure.Count(tour.Metadata.TotalParameters)} parameters, an ONNX file of {Figure.Bytes(size)}");
    }

    private void Slices(DemoTour tour)
    {
        Heading("Cut into slices, each an ONNX file of its own");
        var table = new TextTable("slice", "input", "output", ">parameters", ">multiply-accumulates");
        foreach (var slice in tour.Metadata.Slices)
        {
            table.Add(
                slice.Id, string.Join(", ", slice.Inputs.Select(port => port.Type)), string.Join(", ", slice.Outputs.Select(port => port.Type)),
                Figure.Count(slice.Parameters), Figure.Count(slice.Macs));
        }

        table.WriteTo(output);
    }

    private void Run(DemoTour tour)
    {
        Heading("Run slice by slice, against the whole model");
        var table = new TextTable("", "class", ">median", ">fastest", ">security");
        foreach (var row in tour.Validation.Methods)
            table.Add(row.Method, tour.Model.ClassText(row.PredictedClass), Figure.Time(row.Median), Figure.Time(row.Fastest), $"{row.Security} %");
        table.WriteTo(output);
        var without = tour.Validation.Unoptimized.BitIdentical ? "none at all" : Figure.Difference(tour.Validation.Unoptimized.Max);
        Line($"  largest difference {Figure.Difference(tour.Validation.Errors.Max)} with ONNX Runtime's optimisations, {without} without");
        Line();
        var steps = new TextTable("slice", "executed by", ">time", "", "why no circuit");
        var longest = tour.Run.ExecutionResults.Max(slice => slice.ExecutionTime);
        foreach (var slice in tour.Run.ExecutionResults)
            steps.Add(slice.SliceId, "ONNX Runtime", Figure.Time(slice.ExecutionTime), Bar.Of(slice.ExecutionTime / longest, BarWidth), slice.Fallback?.Text() ?? "");
        steps.WriteTo(output);
    }

    private void Verify(DemoTour tour)
    {
        Heading("The run was recorded: verify it");
        Line($"  run    {tour.Run.RunId}");
        Line($"  claim  {tour.Run.Claim}");
        foreach (var check in tour.Verdict.Verdict.Checks)
            Mark(check.Status, $"{check.Name} ({Figure.Count(check.Count)})");
        Line($"  {Marks.Paint(tour.Verdict.Sentence, Verification.Passed, output)}");
    }

    private void Replay(DemoTour tour)
    {
        Heading("Replay one step from its recorded input");
        Line($"  runproof replay {tour.Run.RunId} --window {tour.Replay.Window}");
        ReplayVerb.WriteSteps(output, tour.Verdict.Trace!, tour.Replay);
        Line($"  {Marks.Paint(ReplayVerb.Sentence(tour.Replay), tour.Replay.Status, output)}");
    }

    private void Tamper(DemoTour tour)
    {
        var tampering = tour.Tampering;
        var why = tampering.Verdict.Verdict.Decisive!.Why!;
        Heading("Change one byte of a copy, and verify that");
        var change = $"{tampering.Before:x2} became {tampering.After:x2}";
        Line($"  byte {Figure.Count(tampering.Offset)} of {Figure.Count(tour.Verdict.Trace!.Length)}, in the recorded output of {tampering.Step}: {change}");
        Mark(Verification.Failed, $"refused, {why.Code} in the frame at byte {Figure.Count(why.Offset)}");
        Line($"    {Printable.Of(why.Message)}");
    }

    private void Forge(DemoTour tour)
    {
        var forgery = tour.Forgery;
        Heading("Forge the run consistently: another answer, every digest recomputed");
        var (lie, truth) = (tour.Model.ClassText(forgery.PredictedClass), tour.Model.ClassText(tour.Run.PredictedClass));
        Line($"  the forger says class {lie} in place of {truth}, and claims {forgery.Claim.ToShortString()}…");
        Mark(forgery.Unpinned.Verdict.Status, $"without a pin: {forgery.Unpinned.Sentence}");
        Mark(forgery.Pinned.Verdict.Status, $"with the claim pinned: {forgery.Pinned.Sentence}");
        Mark(forgery.Replay.Status, $"and replayed: {ReplayVerb.Sentence(forgery.Replay)}");
    }

    private void Heading(string text)
    {
        Line();
        var line = $"{++_chapter}. {text}";
        Line(output.Colours ? $"\e[1m{line}\e[0m" : line);
    }

    private void Mark(Verification status, string text) => Line($"  {Marks.Paint(Marks.Of(status), output)} {Printable.Of(text)}");

    private void Line(string text = "") => output.Text.WriteLine(text);

    private static string Word(RunVerdict verdict) => verdict.Verdict.Status switch
    {
        Verification.Passed => "✓ verified",
        Verification.Failed => "✗ refused",
        _ => "? undecided",
    };
}
