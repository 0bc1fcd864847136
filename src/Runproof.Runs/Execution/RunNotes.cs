using System.Collections.Immutable;
using System.Text.Json;
using Runproof.Core.Programs;
using Runproof.Runs.Backends;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Execution;

/// <summary>What is kept beside a claim without being committed: wall times, the policy and the fallbacks, as JSON of the schema <c>runproof.run-notes/1</c>.</summary>
internal static class RunNotes
{
    public static byte[] Write(RunPolicy policy, ImmutableArray<StepPlan> plans, Program program, Execution execution)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("schema", "runproof.run-notes/1");
            json.WriteString("infer", policy.Mode.Text());
            json.WriteString("onnxRuntime", OnnxRuntimeSession.RuntimeVersion);
            json.WriteNumber("timeLimitSeconds", policy.TimeLimit.TotalSeconds);
            json.WriteNumber("sizeLimitBytes", policy.SizeLimit);
            json.WriteNumber("totalSeconds", execution.Total.TotalSeconds);
            json.WriteStartArray("steps");
            for (var i = 0; i < execution.StepTimes.Length; i++)
            {
                json.WriteStartObject();
                json.WriteString("name", program.Steps[i].Name);
                json.WriteNumber("seconds", execution.StepTimes[i].TotalSeconds);
                json.WriteString("fallbackReason", plans.IsEmpty ? null : plans[i].Fallback?.Text());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (execution.Error is { } error)
                json.WriteString("error", error.ToString());
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
