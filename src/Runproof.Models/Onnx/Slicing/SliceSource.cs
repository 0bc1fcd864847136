namespace Runproof.Models.Onnx.Slicing;

/// <summary>Where a value comes from.</summary>
/// <param name="Value">The value's name.</param>
/// <param name="Producer">Index of the slice that returns it; null where it is an input of the model.</param>
public readonly record struct SliceSource(string Value, int? Producer);
