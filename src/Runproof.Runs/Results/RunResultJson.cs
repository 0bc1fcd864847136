using System.Text.Json;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Results;

/// <summary>Writes a run's result as JSON: the object <c>result</c> of the schema <c>runproof.run/1</c>, in snake case.</summary>
public static class RunResultJson
{
    /// <summary>Most values of one output tensor that are written.</summary>
    public const int MaxValues = 4096;

    /// <summary>Writes the object.</summary>
    public static void Write(Utf8JsonWriter json, RunResult result)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(result);
        json.WriteStartObject();
        if (result.PredictedClass is { } predicted)
            json.WriteNumber("predicted_class", predicted);
        else
            json.WriteNull("predicted_class");
        json.WriteStartArray("logits");
        for (var i = 0; i < result.Logits.Length; i++)
            TensorValues.Of(result.Outputs[0].Value).WriteTo(json, i);
        json.WriteEndArray();
        json.WriteStartArray("probabilities");
        foreach (var probability in result.Probabilities)
            TensorValues.WriteNumber(json, probability);
        json.WriteEndArray();
        json.WriteNumber("overall_security", result.OverallSecurity);
        json.WriteString("execution_method", result.Sliced ? "sliced" : "whole");
        json.WriteNumber("total_execution_time", result.TotalExecutionTime.TotalSeconds);
        json.WriteNumber("time_limit", result.Policy.TimeLimit.TotalSeconds);
        json.WriteNumber("size_limit", result.Policy.SizeLimit);
        WriteProof(json, result.Proof);
        json.WriteStartArray("execution_results");
        foreach (var slice in result.ExecutionResults)
            WriteSlice(json, slice);
        json.WriteEndArray();
        json.WriteStartArray("outputs");
        foreach (var output in result.Outputs)
            WriteOutput(json, output);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSlice(Utf8JsonWriter json, SliceResult slice)
    {
        json.WriteStartObject();
        json.WriteString("slice_id", slice.SliceId);
        json.WriteString("method", slice.Method.Text());
        json.WriteBoolean("fallback_used", slice.FallbackUsed);
        json.WriteString("fallback_reason", slice.Fallback?.Text());
        json.WriteNumber("execution_time", slice.ExecutionTime.TotalSeconds);
        WriteOptional(json, "prove_time", slice.ProveTime?.TotalSeconds);
        WriteOptional(json, "verify_time", slice.VerifyTime?.TotalSeconds);
        WriteOptional(json, "proof_size", slice.ProofSize);
        WriteOptional(json, "circuit_size", slice.CircuitSize);
        json.WriteString("verification", slice.Verification.Text());
        json.WriteString("assurance", slice.Assurance.Text());
        json.WriteBoolean("success", slice.Success);
        json.WriteEndObject();
    }

    private static void WriteProof(Utf8JsonWriter json, ProofSummary? proof)
    {
        if (proof is null)
        {
            json.WriteNull("proof");
            return;
        }

        json.WriteStartObject("proof");
        json.WriteString("layout", proof.Layout.Text());
        json.WriteNumber("proofs", proof.Count);
        json.WriteString("profile", proof.Profile.Text());
        json.WriteNumber("security_bits", proof.SecurityBits);
        json.WriteNumber("prove_time", proof.ProveTime.TotalSeconds);
        json.WriteNumber("verify_time", proof.VerifyTime.TotalSeconds);
        json.WriteNumber("proof_size", proof.Size);
        WriteOptional(json, "receipt_size", proof.ReceiptSize);
        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    private static void WriteOutput(Utf8JsonWriter json, NamedTensor output)
    {
        json.WriteStartObject();
        json.WriteString("name", output.Name);
        json.WriteString("type", output.Value.ToString());
        json.WriteStartArray("values");
        var values = TensorValues.Of(output.Value);
        for (long i = 0; i < Math.Min(values.Count, MaxValues); i++)
            values.WriteTo(json, i);
        json.WriteEndArray();
        json.WriteBoolean("complete", values.Count <= MaxValues);
        json.WriteEndObject();
    }
}
