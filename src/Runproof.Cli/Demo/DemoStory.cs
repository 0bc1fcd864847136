using System.Globalization;
using Runproof.Cli.Rendering;
using Runproof.Cli.Verbs;
using Runproof.Core.Verdicts;
using Runproof.Runs.Claims;
using Runproof.Runs.Results;

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
        Compile(tour);
        Run(tour);
        Verify(tour);
        Replay(tour);
        Tamper(tour);
        Forge(tour);
        Heading("A report");
        Line($"  {tour.Report}");
        TamperWithProof(tour);
    }

    /// <summary>Tells what all tours come to.</summary>
    public void Summarize(IReadOnlyList<DemoTour> tours, TimeSpan time)
    {
        Heading("Summary");
        var table = new TextTable("model", ">parameters", ">slices", "class", ">whole", ">sliced and proved", ">difference", ">security", "verify", "replay", "tampered", "forged", "bad proof");
        foreach (var tour in tours)
        {
            table.Add(
                tour.Model.Name,
                Figure.Count(tour.Metadata.TotalParameters),
                $"{tour.Metadata.Slices.Length}",
                tour.Model.ClassText(tour.Run.PredictedClass),
                Figure.Time(tour.Validation.Methods[0].Median),
                Figure.Time(tour.Validation.Methods[^1].Median),
                Figure.Difference(tour.Validation.CircuitErrors!.Max),
                $"{tour.Run.OverallSecurity} %",
                Word(tour.Verdict),
                tour.Replay.Status == Verification.Passed ? "✓ same" : "✗ diverged",
                Word(tour.Tampering.Verdict),
                Word(tour.Forgery.Pinned),
                tour.Proof.IsRefused ? "✗ refused" : "✓ accepted");
        }

        table.WriteTo(output);
        Line();
        Line($"  {DemoTour.HonestSentence}");
        Line();
        Line($"  Done in {time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s. Go on with:");
        var run = tours[0].Run.RunId;
        Line($"    runproof verify {run}");
        Line($"    runproof prove {run} -o {tours[0].Model.Name}.receipt");
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

    private void Compile(DemoTour tour)
    {
        Heading("Compile every slice to a circuit: integers in place of floats");
        var table = new TextTable("slice", "bits", ">circuit", ">max error", ">relative");
        foreach (var slice in tour.Compiled.Slices)
        {
            var circuit = slice.Circuit!;
            table.Add(slice.SliceId, circuit.Precision, Figure.Bytes(circuit.Size), Figure.Difference(circuit.Fidelity!.MaxError), Figure.Percent(circuit.Fidelity.RelativeError));
        }

        table.WriteTo(output);
        Line($"  against ONNX Runtime on {Figure.Count(tour.Compiled.Slices[^1].Circuit!.Fidelity!.Inputs)} sample inputs; made in {Figure.Time(tour.Compiled.Time)}");
    }

    private void Run(DemoTour tour)
    {
        Heading("Run slice by slice and prove every slice, against the whole model");
        var table = new TextTable("", "class", ">median", ">fastest", ">security");
        foreach (var row in tour.Validation.Methods)
            table.Add(row.Method, tour.Model.ClassText(row.PredictedClass), Figure.Time(row.Median), Figure.Time(row.Fastest), $"{row.Security} %");
        table.WriteTo(output);
        Line($"  largest difference of a logit {Figure.Difference(tour.Validation.CircuitErrors!.Max)}, {Figure.Percent(tour.Validation.CircuitErrors.Relative)} of the largest logit");
        Line();
        var steps = new TextTable("slice", "executed by", "assurance", ">time", ">prove", ">verify", "");
        var longest = tour.Run.ExecutionResults.Max(slice => slice.ProveTime ?? default);
        foreach (var slice in tour.Run.ExecutionResults)
        {
            steps.Add(slice.SliceId, slice.Method.Text(), slice.Assurance.Text(), Figure.Time(slice.ExecutionTime),
                Figure.Time(slice.ProveTime ?? default), Figure.Time(slice.VerifyTime ?? default), Bar.Of((slice.ProveTime ?? default) / longest, BarWidth));
        }

        steps.WriteTo(output);
        var proof = tour.Run.Proof!;
        Line($"  one proof of {Figure.Bytes(proof.Size)} and {proof.SecurityBits:0.0} bits, made in {Figure.Time(proof.ProveTime)} and verified in {Figure.Time(proof.VerifyTime)}");
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

    private void TamperWithProof(DemoTour tour)
    {
        var proof = tour.Proof;
        Heading("Change one byte of the proof, and ask the verifier again");
        Line($"  runproof verify {Path.GetFileName(proof.Path)} --expect {tour.Run.Program.ToShortString()}…");
        Mark(proof.Untouched.Status, $"the receipt as it was: {proof.Untouched.ProvedSteps} of {proof.Untouched.Steps.Length} slices are proved, {proof.Untouched.Security!.Minimum} bits");
        Line($"  byte {Figure.Count(proof.Offset)} of {Figure.Count(proof.Size)}: {proof.Before:x2} became {proof.After:x2}");
        Mark(proof.Verdict.Status, $"refused: {proof.Verdict.Verdict.Decisive!.Why!.Message}");
        Line("    A proof holds as a whole or not at all: with one bit changed it proves nothing, and the verifier says so.");
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
