using System.Collections.Immutable;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Formats.Onnx.Wire;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;

namespace Runproof.Models.Tests.Onnx.Shapes;

/// <summary>One model of the Debian package libonnx-testdata, with its reference inputs and outputs.</summary>
internal sealed record TestCase(string Name, OnnxGraph Graph, long Opset, ImmutableArray<OnnxInitializer?> Inputs, ImmutableArray<OnnxInitializer?> Outputs)
{
    private const string Root = "/usr/share/libonnx-testdata/data";

    /// <summary>All models, or none where the package is not installed.</summary>
    public static IEnumerable<string> Directories => Directory.Exists(Root)
        ? new[] { "node", "simple", "pytorch-converted", "pytorch-operator" }
            .SelectMany(kind => Directory.EnumerateDirectories(Path.Combine(Root, kind)))
            .Where(directory => File.Exists(Path.Combine(directory, "model.onnx")))
            .Order(StringComparer.Ordinal)
        : [];

    /// <summary>Reads a case below the versions that the product accepts, since the operators' older forms are tested too.</summary>
    public static TestCase Read(string directory)
    {
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(directory, "model.onnx")));
        var context = new ReadContext(directory, directory, CancellationToken.None);
        var graph = GraphReader.Read(model.Graph, context)?.Graph ?? throw new InvalidDataException($"{directory}: {context.Error}");
        var opset = model.OpsetImport.FirstOrDefault(o => o.Domain is "" or "ai.onnx")?.Version ?? 17;
        var fed = model.Graph.Input.Select(i => i.Name).ToList();
        var inputs = graph.Inputs.Select(i => Tensor(directory, $"input_{fed.IndexOf(i.Name)}.pb", i));
        var outputs = graph.Outputs.Select((o, i) => Tensor(directory, $"output_{i}.pb", o));
        return new TestCase(Path.GetFileName(directory), graph, opset, [.. inputs], [.. outputs]);
    }

    private static OnnxInitializer? Tensor(string directory, string file, OnnxValueInfo info)
    {
        var path = Path.Combine(directory, "test_data_set_0", file);
        if (info.Tensor is null || !File.Exists(path))
            return null;
        return TensorReader.Read(TensorProto.Parser.ParseFrom(File.ReadAllBytes(path)), file, new ReadContext(path, null, CancellationToken.None));
    }

    /// <summary>The values of the inputs that are tensors of numbers; a few files hold another type than the model declares, and are left out.</summary>
    public Dictionary<string, Tensor> InputValues() => Graph.Inputs.Zip(Inputs)
        .Where(p => p.Second is not null and not { Element: ElementType.String } && p.First.Tensor!.Element == p.Second.Element && p.First.Tensor.Shape?.Rank == p.Second.Shape.Length)
        .Select(p => (p.First.Name, Value: p.Second!.Load()))
        .Where(p => p.Value is not null)
        .ToDictionary(p => p.Name, p => p.Value!);
}
