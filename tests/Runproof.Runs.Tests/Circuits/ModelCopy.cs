using System.Text.Json.Nodes;
using Runproof.Runs.Planning;
using Runproof.Runs.Proving;
using Runproof.Runs.Results;
using Runproof.Runs.Store;

namespace Runproof.Runs.Tests.Circuits;

/// <summary>A copy of the compiled sample that a test may change.</summary>
internal sealed record ModelCopy(string Path, string StorePath)
{
    public RunStore Store => RunStore.Open(StorePath);

    public string MetadataFile => PathOf("net_Runner_Metadata.json");

    public JsonObject Metadata => (JsonObject)JsonNode.Parse(File.ReadAllBytes(MetadataFile))!;

    public static ModelCopy Of(string source, string root)
    {
        var target = System.IO.Path.Combine(root, "net");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(target, System.IO.Path.GetRelativePath(source, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return new ModelCopy(target, System.IO.Path.Combine(root, "store"));
    }

    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    public string CircuitOf(int slice) => PathOf($"slices/slice_{slice}/circuit.rpc");

    public void Edit(Action<JsonObject> change)
    {
        var json = Metadata;
        change(json);
        File.WriteAllText(MetadataFile, json.ToJsonString());
    }

    public Runner Open(RunProver? prover = null, bool record = false) => Runner.Open(Path, new RunnerOptions { Store = StorePath, Record = record }).With(prover);

    /// <summary>Runs the copy once; nothing is recorded.</summary>
    public RunResult Run(Action<Runner>? set = null, RunProver? prover = null, InferMode mode = InferMode.Auto)
    {
        using var runner = Open(prover);
        set?.Invoke(runner);
        return runner.Infer(mode, runner.ReadInput(), CancellationToken.None);
    }
}
