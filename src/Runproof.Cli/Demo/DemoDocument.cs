using System.Text.Json;
using Runproof.Cli.Rendering;
using Runproof.Cli.Verbs;
using Runproof.Runs.Claims;
using Runproof.Runs.Results;

namespace Runproof.Cli.Demo;

/// <summary>Writes what the tours showed as the document <c>runproof.demo/1</c>.</summary>
internal static class DemoDocument
{
    /// <summary>Writes the properties that follow the schema.</summary>
    public static void Write(Utf8JsonWriter json, string store, string folder, IReadOnlyList<DemoTour> tours, TimeSpan time)
    {
        json.WriteString("store", store);
        json.WriteString("folder", folder);
        json.WriteNumber("seconds", time.TotalSeconds);
        json.WriteString("notice", DemoTour.HonestSentence);
        json.WriteStartArray("models");
        foreach (var tour in tours)
        {
            json.WriteStartObject();
            Write(json, tour);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, DemoTour tour)
    {
        json.WriteString("name", tour.Model.Name);
        json.WriteString("description", tour.Model.Line);
        json.WriteNumber("parameters", tour.Metadata.TotalParameters);
        json.WriteStartArray("slices");
        foreach (var slice in tour.Metadata.Slices)
        {
            json.WriteStartObject();
            json.WriteString("name", slice.Id);
            json.WriteStrings("inputs", slice.Inputs.Select(port => port.Type));
            json.WriteStrings("outputs", slice.Outputs.Select(port => port.Type));
            json.WriteNumber("parameters", slice.Parameters);
            if (slice.Macs is { } macs)
                json.WriteNumber("macs", macs);
            else
                json.WriteNull("macs");
            json.WriteBoolean("provable", slice.Provable);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("run");
        json.WriteString("run", tour.Run.RunId);
        json.WriteDigest("program", tour.Run.Program);
        json.WriteDigest("claim", tour.Run.Claim);
        json.WriteNumber("predictedClass", tour.Run.PredictedClass ?? -1);
        json.WriteString("className", tour.Model.ClassText(tour.Run.PredictedClass));
        json.WriteNumber("security", tour.Run.OverallSecurity);
        json.WriteNumber("wholeSeconds", tour.Validation.Methods[0].Median.TotalSeconds);
        json.WriteNumber("slicedSeconds", tour.Validation.Methods[^1].Median.TotalSeconds);
        json.WriteNumber("maxDifference", tour.Validation.CircuitErrors!.Max);
        json.WriteNumber("proofSize", tour.Run.Proof!.Size);
        json.WriteNumber("securityBits", tour.Run.Proof.SecurityBits);
        json.WriteBoolean("bitIdenticalUnoptimized", tour.Validation.Unoptimized.BitIdentical);
        json.WriteEndObject();
        WriteVerdict(json, "verify", tour.Verdict);
        json.WriteStartObject("replay");
        json.WriteString("window", tour.Replay.Window.ToString());
        json.WriteString("status", tour.Replay.Status.Text());
        json.WriteString("sentence", ReplayVerb.Sentence(tour.Replay));
        json.WriteEndObject();
        json.WriteStartObject("tampered");
        json.WriteString("folder", tour.Tampering.Path);
        json.WriteString("step", tour.Tampering.Step);
        json.WriteNumber("byte", tour.Tampering.Offset);
        json.WriteNumber("before", tour.Tampering.Before);
        json.WriteNumber("after", tour.Tampering.After);
        WriteVerdict(json, "verify", tour.Tampering.Verdict);
        json.WriteEndObject();
        json.WriteStartObject("forged");
        json.WriteString("folder", tour.Forgery.Path);
        json.WriteDigest("claim", tour.Forgery.Claim);
        json.WriteNumber("predictedClass", tour.Forgery.PredictedClass ?? -1);
        WriteVerdict(json, "unpinned", tour.Forgery.Unpinned);
        WriteVerdict(json, "pinned", tour.Forgery.Pinned);
        json.WriteString("replay", tour.Forgery.Replay.Status.Text());
        json.WriteEndObject();
        json.WriteString("report", tour.Report);
        json.WriteStartObject("tamperedProof");
        json.WriteString("file", tour.Proof.Path);
        json.WriteNumber("byte", tour.Proof.Offset);
        json.WriteNumber("before", tour.Proof.Before);
        json.WriteNumber("after", tour.Proof.After);
        json.WriteString("untouched", tour.Proof.Untouched.Status.Text());
        json.WriteString("verdict", tour.Proof.Verdict.Status.Text());
        json.WriteDiagnostic("why", tour.Proof.Verdict.Verdict.Decisive?.Why);
        json.WriteEndObject();
    }

    private static void WriteVerdict(Utf8JsonWriter json, string name, RunVerdict verdict)
    {
        json.WriteStartObject(name);
        json.WriteString("verdict", verdict.Verdict.Status.Text());
        json.WriteString("sentence", verdict.Sentence);
        json.WriteNumber("checks", verdict.Verdict.Checks.Length);
        json.WriteDiagnostic("why", verdict.Verdict.Decisive?.Why);
        json.WriteEndObject();
    }
}
