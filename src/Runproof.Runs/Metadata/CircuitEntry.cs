using Runproof.Core.Hashing;
using Runproof.Core.Programs;

namespace Runproof.Runs.Metadata;

/// <summary>What the metadata says of the compiled circuit of a slice.</summary>
/// <param name="Path">Its file, relative to the model's folder.</param>
/// <param name="Digest">Digest of that file.</param>
/// <param name="Size">Size of that file, in bytes.</param>
/// <param name="Precision">The bits of its integers, such as <c>a8w8</c>.</param>
/// <param name="Recipe">Digest of everything that the circuit was made from: the slice, what was observed on sample inputs, and the options.</param>
/// <param name="Fidelity">How close it comes to ONNX Runtime; null where nobody measured.</param>
public sealed record CircuitEntry(string Path, Digest Digest, long Size, string Precision, Digest Recipe, CircuitFidelity? Fidelity)
{
    /// <summary>What others get of its weights. A circuit that has none has public ones.</summary>
    public WeightsKind Weights { get; init; } = WeightsKind.Public;
}
