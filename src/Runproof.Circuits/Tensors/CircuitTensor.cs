namespace Runproof.Circuits.Tensors;

/// <summary>The type of one value of a circuit.</summary>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Range">The integers that it may hold.</param>
/// <param name="Scale">What one unit of these integers is worth.</param>
public sealed record CircuitTensor(CircuitShape Shape, IntegerRange Range, FixedScale Scale);
