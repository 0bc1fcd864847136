using Runproof.Models.Tensors;

namespace Runproof.Runs.Results;

/// <summary>A tensor with the name that the model gives it.</summary>
/// <param name="Name">Name of the model's input or output.</param>
/// <param name="Value">The tensor.</param>
public sealed record NamedTensor(string Name, Tensor Value);
