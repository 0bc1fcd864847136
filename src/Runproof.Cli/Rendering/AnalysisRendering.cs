using System.Text.Json;
using Runproof.Models.Onnx.Analysis;

namespace Runproof.Cli.Rendering;

/// <summary>The answer of <c>analyze</c>, as text and as JSON.</summary>
internal sealed class AnalysisRendering(string name, string file, ModelAnalysis analysis)
{
    /// <summary>Schema of the JSON.</summary>
    public const string Schema = "runproof.analyze/1";

    private int Provable => analysis.Nodes.Count(node => node.Provable);

    /// <summary>Writes the properties of the document.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteString("model", name);
        json.WriteString("file", file);
        json.WriteNumber("opset", analysis.Opset);
        json.WriteString("producer", analysis.Producer);
        json.WriteNumber("parameters", analysis.Parameters);
        WriteNumber(json, "macs", analysis.Macs);
        json.WriteNumber("provableNodes", Provable);
        WriteValues(json, "inputs", analysis.Inputs);
        WriteValues(json, "outputs", analysis.Outputs);
        json.WriteStartArray("nodes");
        foreach (var node in analysis.Nodes)
            WriteNode(json, node);
        json.WriteEndArray();
        json.WriteStartArray("problems");
        foreach (var problem in analysis.Diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("code", problem.Code.Name);
            json.WriteString("subject", problem.Subject);
            json.WriteString("message", problem.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the tables.</summary>
    /// <param name="output">Takes the answer.</param>
    /// <param name="saved">The file that holds the JSON too; null for none.</param>
    public void WriteText(Output output, string? saved)
    {
        output.Text.WriteLine($"{Printable.Of(name)}: {Figure.Of(analysis.NodeCount, "node")}, {Figure.Of(analysis.Parameters, "parameter")}, "
            + $"{Figure.Count(analysis.Macs)} MACs, opset {analysis.Opset}");
        output.Text.WriteLine();
        var ports = new TextTable("", "", "", "");
        foreach (var input in analysis.Inputs)
            ports.Add("input", input.Name, TypeOf(input), input.WhyDynamic ?? "");
        foreach (var result in analysis.Outputs)
            ports.Add("output", result.Name, TypeOf(result), result.WhyDynamic ?? "");
        ports.WriteTo(output);
        output.Text.WriteLine();

        var nodes = new TextTable(">#", "node", "operator", "output", ">parameters", ">MACs");
        foreach (var node in analysis.Nodes)
        {
            nodes.Add($"{node.Index}", node.Name, node.OpType, string.Join("  ", node.Outputs.Where(value => value.Name.Length != 0).Select(TypeOf)),
                Figure.Count(node.Parameters), Figure.Count(node.Macs));
        }

        nodes.Add("", "total", "", "", Figure.Count(analysis.Parameters), Figure.Count(analysis.Macs));
        nodes.WriteTo(output);
        output.Text.WriteLine();
        WriteRemarks(output);
        if (saved is not null)
            output.Text.WriteLine($"saved as {Printable.Of(saved)}");
    }

    private void WriteRemarks(Output output)
    {
        foreach (var value in analysis.Nodes.SelectMany(node => node.Outputs).Where(value => value.WhyDynamic is not null))
            output.Text.WriteLine($"dynamic: {Printable.Of($"{value.Name} is {TypeOf(value)}: {value.WhyDynamic}")}");
        foreach (var problem in analysis.Diagnostics)
            output.Text.WriteLine($"problem: {Printable.Of($"{problem.Subject}: {problem.Message}")}");
        foreach (var node in analysis.Nodes.Where(node => !node.Provable))
            output.Text.WriteLine($"not provable: {Printable.Of($"{node.Name}: {node.WhyNot}")}");
        output.Text.WriteLine($"provable: {Provable} of {Figure.Of(analysis.NodeCount, "node")}");
    }

    private static void WriteNode(Utf8JsonWriter json, NodeAnalysis node)
    {
        json.WriteStartObject();
        json.WriteNumber("index", node.Index);
        json.WriteString("name", node.Name);
        json.WriteString("operator", node.OpType);
        WriteValues(json, "inputs", node.Inputs);
        WriteValues(json, "outputs", node.Outputs);
        json.WriteNumber("parameters", node.Parameters);
        WriteNumber(json, "macs", node.Macs);
        json.WriteBoolean("provable", node.Provable);
        json.WriteString("whyNot", node.WhyNot);
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, string key, IEnumerable<AnalyzedValue> values)
    {
        json.WriteStartArray(key);
        foreach (var value in values)
        {
            json.WriteStartObject();
            json.WriteString("name", value.Name);
            json.WriteString("type", value.Type?.ToString());
            json.WriteString("whyDynamic", value.WhyDynamic);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string key, long? value)
    {
        if (value is { } number)
            json.WriteNumber(key, number);
        else
            json.WriteNull(key);
    }

    private static string TypeOf(AnalyzedValue value) => value.Type?.ToString() ?? "no tensor";
}
