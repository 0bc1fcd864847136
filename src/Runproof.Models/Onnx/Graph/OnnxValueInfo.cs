using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Graph;

/// <summary>A named value that a graph declares as an input, an output or an intermediate.</summary>
/// <param name="Name">The value's name; never empty.</param>
/// <param name="Tensor">Its type when it is a tensor; null when it is a sequence, an optional, a map, sparse or undeclared.</param>
/// <param name="OtherKind">The kind in words when it is not a tensor, such as <c>sequence</c>; null for tensors and where nothing is declared.</param>
public sealed record OnnxValueInfo(string Name, TensorType? Tensor, string? OtherKind = null);
