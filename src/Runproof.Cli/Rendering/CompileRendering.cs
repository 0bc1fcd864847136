using System.Text.Json;
using Runproof.Runs.Compiling;
using Runproof.Runs.Metadata;
using Runproof.Runs.Planning;

namespace Runproof.Cli.Rendering;

/// <summary>The answer of <c>compile</c>, as text and as JSON.</summary>
internal sealed class CompileRendering(CompiledModel model)
{
    private const string Nothing = "–";

    /// <summary>Writes the properties of the document.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteString("model", model.Metadata.ModelName);
        json.WriteString("folder", model.Location.Folder);
        json.WriteString("metadata", model.Location.MetadataFile);
        json.WriteString("samples", model.Samples);
        json.WriteNumber("seconds", model.Time.TotalSeconds);
        json.WriteStartArray("slices");
        foreach (var slice in model.Slices)
            WriteSlice(json, slice);
        json.WriteEndArray();
        WriteBoundWeights(json);
        FidelityJson.Write(json, "outputFidelity", model.Metadata.OutputFidelity);
        json.WriteStrings("warnings", model.Warnings);
    }

    /// <summary>Writes the table and what follows from it.</summary>
    public void WriteText(Output output)
    {
        foreach (var warning in model.Warnings)
            output.Warn(warning);
        var circuits = model.Metadata.Slices.Count(slice => slice.Circuit is not null);
        output.Text.WriteLine($"{Printable.Of(model.Metadata.ModelName)}: {Figure.Of(circuits, "circuit")} for {Figure.Of(model.Slices.Length, "slice")}, in {Figure.Time(model.Time)}");
        output.Text.WriteLine(model.Samples is { } samples ? $"observed on {Printable.Of(samples)}" : "nothing had changed");
        output.Text.WriteLine();
        var table = new TextTable("slice", "circuit", "precision", "weights", ">size", ">max error", ">mean error", ">relative", "class agreement", ">time");
        foreach (var slice in model.Slices)
            table.Add(Row(slice));
        table.WriteTo(output);
        output.Text.WriteLine();
        var facts = new TextTable("", "");
        facts.Add("metadata", model.Location.MetadataFile);
        if (model.Metadata.BoundWeights is { } weights)
            facts.Add("bound weights", $"{Path.Combine(model.Location.Folder, weights.Path)}, for proofs of {weights.Profile.Text()}: keep it, and to yourself");
        if (!output.IsQuiet && circuits > 0)
            facts.Add("next", $"runproof run {model.Location.Folder}");
        facts.WriteTo(output);
    }

    private void WriteBoundWeights(Utf8JsonWriter json)
    {
        if (model.Metadata.BoundWeights is not { } weights)
        {
            json.WriteNull("boundWeights");
            return;
        }

        json.WriteStartObject("boundWeights");
        json.WriteString("path", weights.Path);
        json.WriteDigest("digest", weights.Digest);
        json.WriteDigest("model", weights.Model);
        json.WriteString("profile", weights.Profile.Text());
        json.WriteEndObject();
    }

    private static string[] Row(SliceCompilation slice)
    {
        if (slice.Circuit is not { } circuit)
            return [slice.SliceId, slice.WhyNot ?? "not requested", "", "", "", "", "", "", "", slice.Status == CompileStatus.NotRequested ? "" : Figure.Time(slice.Time)];
        var fidelity = circuit.Fidelity;
        return
        [
            slice.SliceId,
            Word(slice.Status),
            circuit.Precision,
            circuit.Weights.Text(),
            Figure.Bytes(circuit.Size),
            fidelity is null ? Nothing : Figure.Difference(fidelity.MaxError),
            fidelity is null ? Nothing : Figure.Difference(fidelity.MeanError),
            fidelity is null ? Nothing : Figure.Percent(fidelity.RelativeError),
            fidelity?.ClassAgreements is { } agreements ? $"{Figure.Count(agreements)} of {Figure.Count(fidelity.Inputs)}" : Nothing,
            slice.Status == CompileStatus.Compiled ? Figure.Time(slice.Time) : "",
        ];
    }

    private static void WriteSlice(Utf8JsonWriter json, SliceCompilation slice)
    {
        json.WriteStartObject();
        json.WriteString("id", slice.SliceId);
        json.WriteString("status", Word(slice.Status));
        json.WriteString("whyNot", slice.WhyNot);
        json.WriteNumber("seconds", slice.Time.TotalSeconds);
        if (slice.Circuit is { } circuit)
            WriteCircuit(json, circuit);
        else
            json.WriteNull("circuit");
        json.WriteEndObject();
    }

    private static void WriteCircuit(Utf8JsonWriter json, CircuitEntry circuit)
    {
        json.WriteStartObject("circuit");
        json.WriteString("path", circuit.Path);
        json.WriteDigest("digest", circuit.Digest);
        json.WriteNumber("size", circuit.Size);
        json.WriteString("precision", circuit.Precision);
        json.WriteString("weights", circuit.Weights.Text());
        FidelityJson.Write(json, "fidelity", circuit.Fidelity);
        json.WriteEndObject();
    }

    private static string Word(CompileStatus status) => status switch
    {
        CompileStatus.Compiled => "compiled",
        CompileStatus.Unchanged => "unchanged",
        CompileStatus.NotProvable => "not provable",
        _ => "not requested",
    };
}
