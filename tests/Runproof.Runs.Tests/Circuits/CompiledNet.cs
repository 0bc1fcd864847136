using Runproof.Runs.Compiling;

namespace Runproof.Runs.Tests.Circuits;

/// <summary>The sample model net with its circuits, compiled once for all tests; each test works on a copy.</summary>
public class CompiledNet : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("runproof-compiled-").FullName;
    private int _copies;

    public CompiledNet()
        : this(new CompileRequest())
    {
    }

    protected CompiledNet(CompileRequest request)
    {
        var source = Path.Combine(Repository.Root, "samples", "models", "net");
        Directory.CreateDirectory(Original);
        foreach (var file in new[] { "model.onnx", "input.json", "calibration.bin" })
            File.WriteAllBytes(Path.Combine(Original, file), File.ReadAllBytes(Path.Combine(source, file)));
        Compiled = ModelCircuits.Compile(Original, request);
    }

    public CompiledModel Compiled { get; }

    private string Original => Path.Combine(_root, "net");

    /// <summary>A copy in a folder of its own, with a store beside it.</summary>
    internal ModelCopy Copy() => ModelCopy.Of(Original, Path.Combine(_root, $"{Interlocked.Increment(ref _copies)}"));

    public void Dispose()
    {
        Directory.Delete(_root, recursive: true);
        GC.SuppressFinalize(this);
    }
}
