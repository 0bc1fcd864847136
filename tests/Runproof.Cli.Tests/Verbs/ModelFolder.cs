using System.Text.Json.Nodes;

namespace Runproof.Cli.Tests.Verbs;

/// <summary>A copy of a model in a folder of its own, with a store that no other test uses.</summary>
internal sealed class ModelFolder : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private ModelFolder(string name)
    {
        Name = name;
        Directory.CreateDirectory(Path);
    }

    public string Name { get; }

    public string Path => _directory.PathOf(Name);

    public string Store => _directory.PathOf("store");

    public string MetadataFile => PathOf($"{Name}_Runner_Metadata.json");

    /// <summary>A sample of this repository.</summary>
    public static ModelFolder Of(string sample) => Copy(sample, Repository.PathOf("samples", "models", sample));

    /// <summary>A model of the shared folder; the test is skipped where it is absent.</summary>
    public static ModelFolder OfShared(string model)
    {
        var source = Repository.PathOf("..", "shared", "data", "models", model);
        Assert.SkipUnless(Directory.Exists(source), "the shared models are not here");
        return Copy(model, source);
    }

    /// <summary>A model made for a test, with the input <c>[1, 2]</c>.</summary>
    public static ModelFolder OfModel(byte[] model, string input = """{"input_data": [[1, 2]]}""")
    {
        var folder = new ModelFolder("made");
        File.WriteAllBytes(folder.PathOf("model.onnx"), model);
        File.WriteAllText(folder.PathOf("input.json"), input);
        return folder;
    }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A path outside the model's folder.</summary>
    public string Beside(string name) => _directory.PathOf(name);

    /// <summary>Runs a command with the store of this folder.</summary>
    public CommandRun Run(params string[] args) => CommandRun.Of([.. args, "--store", Store]);

    /// <summary>Changes the metadata as a person with an editor would.</summary>
    public void EditMetadata(Action<JsonNode> edit)
    {
        var json = JsonNode.Parse(File.ReadAllText(MetadataFile))!;
        edit(json);
        File.WriteAllText(MetadataFile, json.ToJsonString());
    }

    public void Dispose() => _directory.Dispose();

    private static ModelFolder Copy(string name, string source)
    {
        var folder = new ModelFolder(name);
        // Whoever ran the sample in the checkout has metadata beside it, and that is no part of the sample.
        foreach (var file in Directory.GetFiles(source).Where(file => !file.EndsWith("_Runner_Metadata.json", StringComparison.Ordinal)))
            File.WriteAllBytes(folder.PathOf(System.IO.Path.GetFileName(file)), File.ReadAllBytes(file));
        return folder;
    }
}
