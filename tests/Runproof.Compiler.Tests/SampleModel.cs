using Runproof.Compiler.Models.Quantization;
using Runproof.Compiler.Tests.Reference;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Samples;

namespace Runproof.Compiler.Tests;

/// <summary>A sample of the checkout that these tests were built from.</summary>
internal sealed class SampleModel
{
    private SampleModel(string name)
    {
        Model = TestCircuit.Read(File.ReadAllBytes(PathOf(name, "model.onnx")));
        Holdout = Set(name, "holdout.bin");
        Calibration = Set(name, "calibration.bin");
    }

    /// <summary>The checkout.</summary>
    public static string Root { get; } = FindRoot();

    public OnnxModel Model { get; }

    public HoldoutSet Holdout { get; }

    public HoldoutSet Calibration { get; }

    public static SampleModel Open(string name) => new(name);

    public TensorStatistics Observe() => TestCircuit.Observe(Model, Enumerable.Range(0, Calibration.Count).Select(i => Input(Calibration, i)));

    public Dictionary<string, FloatTensor> Input(HoldoutSet set, int index)
    {
        var tensor = set.Inputs(index);
        var name = Model.Graph.Inputs[0].Name;
        return new() { [name] = new([.. tensor.Shape.ToArray().Select(d => (int)d)], [.. tensor.AsFloats().ToArray().Select(value => (double)value)]) };
    }

    private static HoldoutSet Set(string name, string file) =>
        HoldoutSet.TryRead(File.ReadAllBytes(PathOf(name, file)), file, out var set, out var error) ? set : throw new InvalidOperationException(error.ToString());

    private static string PathOf(string name, string file) => Path.Combine(Root, "samples", "models", name, file);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Runproof.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("the tests do not run from a checkout");
    }
}
