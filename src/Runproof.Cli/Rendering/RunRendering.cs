using System.Text.Json;
using Runproof.Core.Verdicts;
using Runproof.Runs.Planning;
using Runproof.Runs.Results;

namespace Runproof.Cli.Rendering;

/// <summary>The answer of <c>run</c>, as text and as JSON.</summary>
internal sealed class RunRendering(RunResult result)
{
    private const int MostClasses = 3;
    private const int MostValues = 8;
    private const int BarWidth = 24;
    private const string Succeeded = "succeeded";

    /// <summary>Writes the properties of the document.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteString("model", result.ModelName);
        json.WriteString("mode", result.Mode.Text());
        json.WriteString("run", result.RunId);
        json.WriteString("claim", result.Claim?.ToString());
        json.WriteString("program", result.Program.ToString());
        json.WriteString("outcome", Succeeded);
        json.WriteString("resumedFrom", result.ResumedFrom);
        json.WriteNumber("resumedSteps", result.ResumedSteps);
        json.WriteStrings("warnings", result.Warnings);
        json.WritePropertyName("result");
        RunResultJson.Write(json, result);
    }

    /// <summary>Writes the summary, the output and the steps.</summary>
    public void WriteText(Output output)
    {
        foreach (var warning in result.Warnings)
            output.Warn(warning);
        var answer = result.PredictedClass is { } predicted ? $"class {predicted}" : Figure.Of(result.Outputs.Length, "output");
        output.Text.WriteLine($"{Printable.Of(result.ModelName)}: {answer}, {Succeeded} in {Figure.Time(result.TotalExecutionTime)}");
        output.Text.WriteLine($"security {result.OverallSecurity} %: {Security()}");
        WriteProof(output);
        output.Text.WriteLine();
        if (result.PredictedClass is null)
            WriteValues(output);
        else
            WriteClasses(output);
        output.Text.WriteLine();
        WriteSteps(output);
        output.Text.WriteLine();
        WriteRecord(output);
    }

    /// <summary>What was proved and what was merely executed, in one sentence.</summary>
    private string Security()
    {
        if (!result.Sliced)
            return "the whole model was executed on ONNX Runtime, and nothing was proved";
        var slices = result.ExecutionResults;
        var proved = slices.Count(slice => slice.Assurance == Assurance.Proved);
        if (proved == slices.Length)
            return $"all {Figure.Of(proved, "slice")} proved, and every proof verified";
        var reasons = slices.Where(slice => slice.FallbackUsed)
            .CountBy(slice => slice.Fallback!.Value.Text())
            .Select(reason => reason.Value == slices.Length ? reason.Key : $"{reason.Value} {reason.Key}")
            .ToArray();
        var why = reasons.Length == 0 ? "" : $" ({string.Join(", ", reasons)})";
        return $"{proved} of {Figure.Of(slices.Length, "slice")} proved, {slices.Length - proved} executed on ONNX Runtime{why}";
    }

    private void WriteProof(Output output)
    {
        if (result.Proof is not { } proof)
            return;
        var what = proof.Count == 1 ? "one proof" : $"{Figure.Count(proof.Count)} proofs";
        output.Text.WriteLine($"{what} of {Figure.Bytes(proof.Size)}, {proof.SecurityBits:0.0} bits: made in {Figure.Time(proof.ProveTime)}, verified in {Figure.Time(proof.VerifyTime)}");
    }

    private void WriteClasses(Output output)
    {
        var table = new TextTable(">class", ">logit", ">probability", "");
        foreach (var (probability, index) in result.Probabilities.Select((probability, index) => (probability, index)).OrderByDescending(entry => entry.probability).Take(MostClasses))
            table.Add($"{index}", $"{result.Logits[index]:0.0000}", Figure.Percent(probability), Bar.Of(probability, BarWidth));
        table.WriteTo(output);
    }

    private void WriteValues(Output output)
    {
        var table = new TextTable("output", "type", "values");
        foreach (var tensor in result.Outputs)
        {
            var values = TensorValues.Of(tensor.Value);
            var first = Enumerable.Range(0, (int)Math.Min(values.Count, MostValues)).Select(i => $"{values[i]:G6}");
            table.Add(tensor.Name, tensor.Value.ToString(), string.Join("  ", first) + (values.Count > MostValues ? "  …" : ""));
        }

        table.WriteTo(output);
    }

    private void WriteSteps(Output output)
    {
        var steps = result.ExecutionResults;
        var longest = steps.Max(step => step.ExecutionTime);
        var table = new TextTable("slice", "method", "assurance", "fallback", ">time", "", ">prove", ">verify", ">circuit");
        for (var i = 0; i < steps.Length; i++)
        {
            var step = steps[i];
            var taken = i < result.ResumedSteps;
            table.Add(
                step.SliceId,
                taken ? "taken over" : step.Method.Text(),
                step.Assurance.Text(),
                taken ? "" : step.Fallback?.Text() ?? "",
                taken ? "–" : Figure.Time(step.ExecutionTime),
                taken ? "" : Bar.Of(step.ExecutionTime / longest, BarWidth),
                step.ProveTime is { } prove ? Figure.Time(prove) : "",
                step.VerifyTime is { } verify ? Figure.Time(verify) : "",
                step is { Method: ExecutionMethod.Circuit, CircuitSize: { } size } ? Figure.Bytes(size) : "");
        }

        table.WriteTo(output);
    }

    private void WriteRecord(Output output)
    {
        if (result.RunId is null)
        {
            output.Text.WriteLine("not recorded (--no-trace)");
            return;
        }

        var facts = new TextTable("", "");
        facts.Add("run", result.RunId);
        if (result.ResumedFrom is { } from)
            facts.Add("went on", $"{from}, after {Figure.Of(result.ResumedSteps, "step")}");
        facts.Add("claim", $"{result.Claim}");
        if (!output.IsQuiet)
        {
            facts.Add("next", $"runproof verify {result.RunId}");
            if (result.ExecutionResults.Any(slice => slice.Fallback == FallbackReason.CircuitNotCompiled))
                facts.Add("", "runproof compile MODEL, which makes the circuits that prove slices");
        }

        facts.WriteTo(output);
    }
}
