using System.Collections.Immutable;
using System.Globalization;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;
using Runproof.Runs.Tests.Backends;

namespace Runproof.Runs.Tests.Conformance;

/// <summary>One model of the Debian package libonnx-testdata, with its reference inputs and outputs.</summary>
internal sealed record ReferenceModel(string Folder)
{
    private const string Data = "/usr/share/libonnx-testdata/data";

    private static readonly string[] Groups = ["node", "pytorch-converted", "pytorch-operator", "simple"];

    /// <summary>All models in a fixed order; none where the package is not installed.</summary>
    public static ImmutableArray<ReferenceModel> All { get; } =
    [
        .. Groups.Select(group => Path.Combine(Data, group))
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateDirectories)
            .Where(folder => System.IO.File.Exists(Path.Combine(folder, "model.onnx")))
            .Order(StringComparer.Ordinal)
            .Select(folder => new ReferenceModel(folder)),
    ];

    public string Name => Path.GetFileName(Folder);

    public string File => Path.Combine(Folder, "model.onnx");

    /// <summary>The folders of the reference inputs and outputs.</summary>
    public IEnumerable<string> DataSets => Directory.EnumerateDirectories(Folder, "test_data_set_*").Order(StringComparer.Ordinal);

    /// <summary>The tensors of one role in a data set.</summary>
    /// <param name="set">The data set.</param>
    /// <param name="role"><c>input</c> or <c>output</c>.</param>
    /// <param name="ports">The model's values in that role, in order.</param>
    public static Tensor[] ReadTensors(string set, string role, ImmutableArray<OnnxValueInfo> ports)
    {
        var tensors = new Tensor[ports.Length];
        for (var i = 0; i < ports.Length; i++)
        {
            var path = Path.Combine(set, string.Create(CultureInfo.InvariantCulture, $"{role}_{i}.pb"));
            var tensor = TensorFile.TryRead(path) ?? throw new InvalidDataException($"{path} holds no tensor of numbers");

            // The files have the bits of a bfloat16 under the type uint16.
            var bits = tensor.Type == ElementType.UInt16 && ports[i].Tensor?.Element == ElementType.BFloat16;
            tensors[i] = bits ? new Tensor(ElementType.BFloat16, tensor.Shape, tensor.Data) : tensor;
        }

        return tensors;
    }
}
