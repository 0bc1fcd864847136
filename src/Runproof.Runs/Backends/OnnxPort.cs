using Runproof.Models.Tensors;

namespace Runproof.Runs.Backends;

/// <summary>An input or output of a loaded model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type. The shape is null for a rank that is not known and for a scalar, which ONNX Runtime does not tell apart.</param>
public sealed record OnnxPort(string Name, TensorType Type);
