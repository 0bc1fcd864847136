using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Graph;

/// <summary>One summand of a <see cref="Requantize"/>: M·L(x).</summary>
/// <param name="Source">The tensor x.</param>
/// <param name="Map">The linear map L.</param>
/// <param name="Multipliers">M, over the map's output; one for every value only where the map is <see cref="Elementwise"/>. Range: −2^31 to 2^31.</param>
public sealed record LinearTerm(int Source, LinearMap Map, AxisValues Multipliers);
