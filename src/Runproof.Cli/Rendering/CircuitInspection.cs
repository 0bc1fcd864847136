using System.Text.Json;
using Runproof.Runs.Compiling;
using Runproof.Runs.Planning;

namespace Runproof.Cli.Rendering;

/// <summary>The answer of <c>inspect</c> about a compiled circuit.</summary>
internal static class CircuitInspection
{
    /// <summary>Writes facts and nodes.</summary>
    public static void WriteText(Output output, string file, CircuitOutline circuit)
    {
        var facts = new TextTable("", "");
        facts.Add("file", file);
        facts.Add("format", $"compiled circuit, {circuit.Precision}");
        facts.Add("size", Figure.Bytes(circuit.Size));
        facts.Add("artifact", circuit.Artifact.ToString());
        facts.Add("circuit", circuit.Circuit.ToString());
        facts.Add("weights", $"{circuit.Kind.Text()}: {circuit.Weights}");
        facts.Add("slice", circuit.Slice.ToString());
        facts.Add("inputs", string.Join(", ", circuit.Inputs));
        facts.Add("outputs", string.Join(", ", circuit.Outputs));
        facts.Add("parameters", Figure.Count(circuit.Parameters));
        facts.Add("committed values", Figure.Count(circuit.Cells));
        facts.Add("memory to prove it", Figure.Bytes(circuit.ProofMemory));
        facts.WriteTo(output);
        output.Text.WriteLine();
        var nodes = new TextTable(">node", "operation", "shape", "range");
        for (var i = 0; i < circuit.Nodes.Length; i++)
            nodes.Add($"{i}", circuit.Nodes[i].Kind, circuit.Nodes[i].Shape, circuit.Nodes[i].Range);
        nodes.WriteTo(output);
    }

    /// <summary>Writes the properties of the document.</summary>
    public static void WriteJson(Utf8JsonWriter json, string file, CircuitOutline circuit)
    {
        json.WriteString("file", file);
        json.WriteNumber("size", circuit.Size);
        json.WriteString("precision", circuit.Precision);
        json.WriteDigest("artifact", circuit.Artifact);
        json.WriteDigest("circuit", circuit.Circuit);
        json.WriteString("weights", circuit.Kind.Text());
        json.WriteDigest("weightsRoot", circuit.Weights);
        json.WriteDigest("slice", circuit.Slice);
        json.WriteStrings("inputs", circuit.Inputs);
        json.WriteStrings("outputs", circuit.Outputs);
        json.WriteNumber("parameters", circuit.Parameters);
        json.WriteNumber("cells", circuit.Cells);
        json.WriteNumber("proofMemory", circuit.ProofMemory);
        json.WriteStartArray("nodes");
        foreach (var (kind, shape, range) in circuit.Nodes)
        {
            json.WriteStartObject();
            json.WriteString("operation", kind);
            json.WriteString("shape", shape);
            json.WriteString("range", range);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
