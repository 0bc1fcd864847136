using System.Text.Json;
using Runproof.Core.Traces;
using Runproof.Runs.Backends;
using Runproof.Runs.Metadata;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Execution;

/// <summary>What is kept beside a claim without being committed: wall times, the policy and the fallbacks, as JSON of the schema <c>runproof.run-notes/1</c>.</summary>
internal static class RunNotes
{
    public static byte[] Write(RunPolicy policy, FinishedRun run, RunnerMetadata metadata)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("schema", "runproof.run-notes/1");
            json.WriteString("infer", policy.Mode.Text());
            if (run.Executor.Steps.Any(step => step.Backend == Backend.OnnxRuntime))
                json.WriteString("onnxRuntime", OnnxRuntimeSession.RuntimeVersion);
            json.WriteNumber("timeLimitSeconds", policy.TimeLimit.TotalSeconds);
            json.WriteNumber("sizeLimitBytes", policy.SizeLimit);
            json.WriteNumber("totalSeconds", run.Total.TotalSeconds);
            if (run.Proof is { } proof)
            {
                json.WriteNumber("proveSeconds", proof.ProveTime.TotalSeconds);
                json.WriteNumber("verifySeconds", proof.VerifyTime.TotalSeconds);
            }

            json.WriteStartArray("steps");
            for (var i = 0; i < run.Execution.Steps.Length; i++)
            {
                json.WriteStartObject();
                json.WriteString("name", run.Executor.Program.Steps[i].Name);
                json.WriteNumber("seconds", run.Execution.Steps[i].Time.TotalSeconds);
                json.WriteString("fallbackReason", run.Plans.IsEmpty ? null : run.Plans[i].Fallback?.Text());
                if (run.Executor.Steps[i].Backend == Backend.Circuit)
                    FidelityJson.Write(json, "fidelity", metadata.Slices[i].Circuit?.Fidelity);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (run.Executor.Steps.All(step => step.Backend == Backend.Circuit))
                FidelityJson.Write(json, "outputFidelity", metadata.OutputFidelity);
            if (run.Execution.Error is { } error)
                json.WriteString("error", error.ToString());
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
