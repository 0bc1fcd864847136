using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;

namespace Runproof.Runs.Metadata;

/// <summary>What the metadata says of one slice.</summary>
/// <param name="Id">The slice, such as <c>slice_0</c>.</param>
/// <param name="Path">Its ONNX file, relative to the model's folder.</param>
/// <param name="Digest">Digest of that file.</param>
/// <param name="Inputs">Names and types of its inputs, in the slice's order.</param>
/// <param name="Sources">Where each input comes from.</param>
/// <param name="Outputs">Names and types of its outputs, in the slice's order.</param>
/// <param name="Parameters">Number of weights.</param>
/// <param name="Macs">Multiply-accumulate operations for batch 1; null where they cannot be counted.</param>
/// <param name="WhyNot">Why the slice cannot be proved; null where it can.</param>
public sealed record SliceEntry(
    string Id,
    string Path,
    Digest Digest,
    ImmutableArray<Port> Inputs,
    ImmutableArray<Binding> Sources,
    ImmutableArray<Port> Outputs,
    long Parameters,
    long? Macs,
    string? WhyNot)
{
    /// <summary>The backend of a slice that has a circuit.</summary>
    public const string CircuitBackend = "circuit";

    /// <summary>The backend of a slice that has none.</summary>
    public const string OnnxBackend = "onnxruntime";

    /// <summary>The compiled circuit; null where there is none.</summary>
    public CircuitEntry? Circuit { get; init; }

    /// <summary>What is to execute the slice: <see cref="CircuitBackend"/>, <see cref="OnnxBackend"/>, or a name that this version does not know.</summary>
    public string Backend { get; init; } = OnnxBackend;

    /// <summary>Whether the slice can be proved.</summary>
    public bool Provable => WhyNot is null;
}
