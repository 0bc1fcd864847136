using System.Collections.Immutable;
using System.Text.Json;
using Runproof.Core.Programs;
using Runproof.Runs.Metadata;

namespace Runproof.Cli.Rendering;

/// <summary>The answer of <c>slice</c>, as text and as JSON.</summary>
internal sealed class SlicesRendering(SlicedModel sliced)
{
    private readonly RunnerMetadata _metadata = sliced.Metadata;

    /// <summary>Writes the properties of the document.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteString("model", _metadata.ModelName);
        json.WriteString("file", sliced.Location.ModelFile);
        json.WriteString("folder", sliced.Location.Folder);
        json.WriteString("metadata", sliced.Location.MetadataFile);
        json.WriteString("program", _metadata.Program.ToString());
        json.WriteNumber("parameters", _metadata.TotalParameters);
        json.WriteStartArray("slices");
        for (var i = 0; i < _metadata.Slices.Length; i++)
            WriteSlice(json, i);
        json.WriteEndArray();
    }

    /// <summary>Writes the table.</summary>
    public void WriteText(Output output)
    {
        var slices = _metadata.Slices;
        output.Text.WriteLine($"{Printable.Of(_metadata.ModelName)}: {Figure.Of(slices.Length, "slice")}, {Figure.Of(_metadata.TotalParameters, "parameter")}");
        output.Text.WriteLine();
        var table = new TextTable("slice", "operators", "reads", "", "returns", ">parameters", ">MACs", ">file");
        for (var i = 0; i < slices.Length; i++)
        {
            table.Add(slices[i].Id, Operators(i), PortsOf(slices[i].Inputs), "→", PortsOf(slices[i].Outputs),
                Figure.Count(slices[i].Parameters), Figure.Count(slices[i].Macs), Figure.Bytes(SizeOf(slices[i])));
        }

        table.WriteTo(output);
        output.Text.WriteLine();
        var facts = new TextTable("", "");
        facts.Add("slices", Path.Combine(sliced.Location.Folder, sliced.Location.SlicesFolder));
        facts.Add("metadata", sliced.Location.MetadataFile);
        facts.Add("program", _metadata.Program.ToString());
        facts.WriteTo(output);
    }

    private void WriteSlice(Utf8JsonWriter json, int index)
    {
        var slice = _metadata.Slices[index];
        json.WriteStartObject();
        json.WriteString("id", slice.Id);
        json.WriteString("path", slice.Path);
        json.WriteString("digest", slice.Digest.ToString());
        json.WriteNumber("size", SizeOf(slice));
        json.WriteStartArray("nodes");
        foreach (var node in sliced.Plan.Slices[index].Nodes)
            json.WriteStringValue(node.Name);
        json.WriteEndArray();
        WritePorts(json, "inputs", slice.Inputs);
        WritePorts(json, "outputs", slice.Outputs);
        json.WriteNumber("parameters", slice.Parameters);
        if (slice.Macs is { } macs)
            json.WriteNumber("macs", macs);
        else
            json.WriteNull("macs");
        json.WriteEndObject();
    }

    private static void WritePorts(Utf8JsonWriter json, string key, ImmutableArray<Port> ports)
    {
        json.WriteStartArray(key);
        foreach (var port in ports)
        {
            json.WriteStartObject();
            json.WriteString("name", port.Name);
            json.WriteString("type", port.Type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private long SizeOf(SliceEntry slice) => new FileInfo(Path.Combine(sliced.Location.Folder, slice.Path)).Length;

    /// <summary>The operators in order, such as <c>Conv Relu MaxPool</c>; a long list ends with how many more there are.</summary>
    private string Operators(int index)
    {
        const int most = 4;
        var operators = sliced.Plan.Slices[index].Nodes.Select(node => node.OpType).ToArray();
        return string.Join(' ', operators.Take(most)) + (operators.Length > most ? $" and {operators.Length - most} more" : "");
    }

    private static string PortsOf(ImmutableArray<Port> ports) => string.Join(", ", ports.Select(port => $"{port.Name} {port.Type}"));
}
