using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Analysis;

/// <summary>A value that a model or one of its nodes reads or writes.</summary>
/// <param name="Name">The value's name; empty for an optional input that is absent or an output that nobody wants.</param>
/// <param name="Type">Its type, as far as it is known; null where the value is no tensor, or absent.</param>
/// <param name="WhyDynamic">Why the type is not static, in one sentence; null where it is, or where the value is no tensor.</param>
public sealed record AnalyzedValue(string Name, TensorType? Type, string? WhyDynamic);
