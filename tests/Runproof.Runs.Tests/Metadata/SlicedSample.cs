using System.Text.Json.Nodes;
using Runproof.Core.Diagnostics;
using Runproof.Runs.Metadata;

namespace Runproof.Runs.Tests.Metadata;

/// <summary>A copy of the sample model net in a folder of its own, sliced.</summary>
internal sealed class SlicedSample : IDisposable
{
    public SlicedSample()
    {
        Folder = Directory.CreateTempSubdirectory("runproof-metadata-").FullName;
        var source = Path.Combine(Repository.Root, "samples", "models", "net");
        foreach (var file in new[] { "model.onnx", "input.json" })
            File.WriteAllBytes(Path.Combine(Folder, file), File.ReadAllBytes(Path.Combine(source, file)));
        MetadataFile = RunnerMetadata.GenerateForModel(Folder);
    }

    public string Folder { get; }

    public string MetadataFile { get; }

    public byte[] Text => File.ReadAllBytes(MetadataFile);

    public JsonObject Json => (JsonObject)JsonNode.Parse(Text)!;

    /// <summary>What running the model says after the metadata was changed.</summary>
    public ErrorCode FailsWith(Action<JsonObject> edit)
    {
        var json = Json;
        edit(json);
        File.WriteAllText(MetadataFile, json.ToJsonString());
        return Fails().Code;
    }

    /// <summary>What running the model says.</summary>
    public Diagnostic Fails(bool generate = true) => Assert.Throws<RunproofException>(() =>
    {
        using var runner = Runner.Open(Folder, new RunnerOptions { Record = false, Generate = generate });
        runner.InferAsync().GetAwaiter().GetResult();
    }).Diagnostic;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
