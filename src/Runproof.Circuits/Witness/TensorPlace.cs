namespace Runproof.Circuits.Witness;

/// <summary>Where the values of a tensor come from, links followed to their end.</summary>
/// <param name="Slice">Position of the slice in the statement.</param>
/// <param name="Tensor">The tensor within that slice: an input that is public or a boundary, or what a node makes.</param>
internal readonly record struct TensorPlace(int Slice, int Tensor);
