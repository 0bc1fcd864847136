using System.Text.Json;
using Runproof.Core.Traces;
using Runproof.Runs.Results;

namespace Runproof.Cli.Rendering;

/// <summary>Tells what a trace file holds. Nothing is checked beyond what reading it takes.</summary>
internal static class TraceInspection
{
    public static void WriteText(Output output, string file, Trace trace)
    {
        var facts = new TextTable("", "");
        facts.Add("file", file);
        facts.Add("format", $"trace of a run, version {TraceFormat.Version}");
        facts.Add("size", Figure.Bytes(trace.Length));
        facts.Add("run", trace.Header.RunId);
        facts.Add("started", Figure.Moment(Started(trace)));
        facts.Add("target", trace.Header.Target);
        facts.Add("mode", trace.Header.Mode.Text());
        facts.Add("producer", trace.Header.Producer);
        facts.Add("program", trace.Program.Digest.ToString());
        foreach (var port in trace.Program.Inputs)
            facts.Add("input", $"{port.Name} {port.Type}");
        foreach (var program in trace.Program.Outputs)
            facts.Add("output", program.Name);
        facts.Add("values", Figure.Count(trace.Values.Length));
        facts.Add("claim", trace.Claim?.Digest.ToString() ?? "none: the run was interrupted");
        facts.Add("state", trace.IsClosed ? "closed" : "open: the end is missing");
        facts.WriteTo(output);

        output.Text.WriteLine();
        var table = new TextTable(">#", "step", "unit", "backend", "outcome", ">MACs");
        for (var i = 0; i < trace.Steps.Length; i++)
        {
            var step = trace.Steps[i];
            table.Add(Figure.Count(i), Name(trace, i), step.Unit.ToShortString(), step.Backend.Text(), step.Outcome.Text(), Figure.Count((long?)step.Metering.Macs));
        }

        table.WriteTo(output);
        output.Text.WriteLine();
        output.Text.WriteLine("nothing was verified: runproof verify does that");
    }

    public static void WriteJson(Utf8JsonWriter json, string file, Trace trace)
    {
        json.WriteString("file", file);
        json.WriteString("format", "trace");
        json.WriteNumber("version", TraceFormat.Version);
        json.WriteNumber("size", trace.Length);
        json.WriteString("run", trace.Header.RunId);
        json.WriteString("started", Figure.Moment(Started(trace)));
        json.WriteString("target", trace.Header.Target);
        json.WriteString("mode", trace.Header.Mode.Text());
        json.WriteString("producer", trace.Header.Producer);
        json.WriteDigest("program", trace.Program.Digest);
        json.WriteDigest("claim", trace.Claim?.Digest);
        json.WriteBoolean("closed", trace.IsClosed);
        json.WriteNumber("values", trace.Values.Length);
        json.WriteStartArray("steps");
        for (var i = 0; i < trace.Steps.Length; i++)
        {
            var step = trace.Steps[i];
            json.WriteStartObject();
            json.WriteString("name", Name(trace, i));
            json.WriteDigest("unit", step.Unit);
            json.WriteString("backend", step.Backend.Text());
            json.WriteString("outcome", step.Outcome.Text());
            if (step.Metering.Macs is { } macs)
                json.WriteNumber("macs", macs);
            else
                json.WriteNull("macs");
            json.WriteStrings("inputs", step.Inputs.Select(digest => digest.ToString()));
            json.WriteStrings("outputs", step.Outputs.Select(digest => digest.ToString()));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // The records of a file that nobody has verified may be of no step of the program.
    private static string Name(Trace trace, int step) => trace.Program.StepAt(trace.Steps[step].Coordinates)?.Name ?? "?";

    // A hostile header may name a time that no calendar has.
    private static DateTimeOffset Started(Trace trace) =>
        trace.Header.StartedAt <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds((long)trace.Header.StartedAt) : DateTimeOffset.MaxValue;
}
