using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;

namespace Runproof.Models.Tests.Formats.Onnx;

/// <summary>The types that a file declares, for tests that need no inference.</summary>
internal static class DeclaredTypes
{
    /// <summary>Each value's declared type, a stand-in where nothing is declared, and null for what is declared not to be a tensor.</summary>
    public static Func<string, TensorType?> Of(OnnxModel model, TensorType? otherwise)
    {
        var declared = new Dictionary<string, OnnxValueInfo>(StringComparer.Ordinal);
        foreach (var info in model.Graph.Inputs.Concat(model.Graph.Outputs).Concat(model.Graph.ValueInfos.Values))
            declared.TryAdd(info.Name, info);
        return name => declared.TryGetValue(name, out var info) && (info.Tensor is not null || info.OtherKind is not null) ? info.Tensor : otherwise;
    }
}
