using Runproof.Cli.Tests.Schemas;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Runs.Store;

namespace Runproof.Cli.Tests.Verbs;

/// <summary>The sample <c>net</c> with one recorded run in a store of its own.</summary>
internal sealed class RecordedNet : IDisposable
{
    private readonly ModelFolder _folder = ModelFolder.Of("net");

    public RecordedNet()
    {
        RunId = Record();
    }

    public string RunId { get; }

    public string RunFolder => Path.Combine(_folder.Store, "runs", RunId);

    public string TraceFile => Path.Combine(RunFolder, "trace");

    public string StoreFolder => _folder.Store;

    public RunStore Store => RunStore.Open(_folder.Store);

    public Digest Claim => Store.KnownClaim(RunId)!.Value.Claim;

    public Digest Program => Store.KnownClaim(RunId)!.Value.Program;

    /// <summary>The run, as its file tells it.</summary>
    public Trace Trace => Runs.Store.TraceFile.TryRead(TraceFile, out var trace, out var error) ? trace : throw new InvalidOperationException(error.ToString());

    /// <summary>Runs the model once more.</summary>
    /// <returns>Name of the run.</returns>
    public string Record(params string[] args)
    {
        var run = _folder.Run(["run", _folder.Path, "--json", .. args]);
        Assert.True(run.Code == 0, run.Output);
        return run.Json.GetProperty("run").GetString()!;
    }

    /// <summary>An input file whose values are all the same.</summary>
    public string InputOf(string value)
    {
        var file = Beside($"input-{value}.json");
        File.WriteAllText(file, $$"""{"input_data":[[{{string.Join(',', Enumerable.Repeat(value, 3 * 32 * 32))}}]]}""");
        return file;
    }

    public string Beside(string name) => _folder.Beside(name);

    /// <summary>A copy of the run outside the store.</summary>
    public string Copy(string name = "copy")
    {
        var copy = Beside(name);
        Directory.CreateDirectory(copy);
        File.Copy(TraceFile, Path.Combine(copy, "trace"), overwrite: true);
        return copy;
    }

    /// <summary>Runs a command with the store of this run.</summary>
    public CommandRun Run(params string[] args) => _folder.Run(args);

    /// <summary>Runs a command as JSON, and holds its document against the schema.</summary>
    public CommandRun RunJson(params string[] args)
    {
        var run = _folder.Run([.. args, "--json"]);
        var problems = JsonSchema.Of(run.Json.GetProperty("schema").GetString()!).Problems(run.Json);
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        return run;
    }

    public void Dispose() => _folder.Dispose();
}
