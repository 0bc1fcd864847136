using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Graph;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Proofs.Security;
using Runproof.Runs.Execution;
using Runproof.Verifier.Receipts;

namespace Runproof.Runs.Compiling;

/// <summary>What a compiled circuit is, for people.</summary>
/// <param name="Size">Size of the file, in bytes.</param>
/// <param name="Precision">The bits of its integers, such as <c>a8w8</c>.</param>
/// <param name="Artifact">By what a program names it.</param>
/// <param name="Circuit">Digest of the circuit.</param>
/// <param name="Kind">What the file holds of its weights: the weights themselves, or, where they are bound, what commits to them.</param>
/// <param name="Weights">Root of its weights.</param>
/// <param name="Slice">Digest of the ONNX slice that it was compiled from.</param>
/// <param name="Inputs">Names of its inputs.</param>
/// <param name="Outputs">Names of its outputs.</param>
/// <param name="Nodes">Its operations in order: what each is, and the shape and the range of what it makes.</param>
/// <param name="Parameters">Number of weights.</param>
/// <param name="Cells">How many values a proof of it commits to.</param>
/// <param name="ProofMemory">Memory that proving it alone is going to take, as predicted, in bytes.</param>
public sealed record CircuitOutline(
    long Size,
    string Precision,
    Digest Artifact,
    Digest Circuit,
    WeightsKind Kind,
    Digest Weights,
    Digest Slice,
    ImmutableArray<string> Inputs,
    ImmutableArray<string> Outputs,
    ImmutableArray<(string Kind, string Shape, string Range)> Nodes,
    long Parameters,
    long Cells,
    long ProofMemory)
{
    private static ReadOnlySpan<byte> Magic => "RPSLICE\n"u8;

    /// <summary>Whether a file begins like a compiled circuit.</summary>
    public static bool IsCircuit(string path)
    {
        if (!File.Exists(path))
            return false;
        Span<byte> start = stackalloc byte[Magic.Length];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(Magic);
    }

    /// <summary>Reads a file and validates the circuit.</summary>
    /// <param name="path">The file.</param>
    /// <param name="outline">What it is.</param>
    /// <param name="error"><see cref="CircuitFileErrors.Invalid"/>, if the result is false.</param>
    public static bool TryRead(string path, [NotNullWhen(true)] out CircuitOutline? outline, [NotNullWhen(false)] out Diagnostic? error)
    {
        outline = null;
        error = null;
        var bytes = File.ReadAllBytes(path);
        if (!LoadedCircuit.TryRead(bytes, out var compiled, out var problem))
            error = new Diagnostic(CircuitFileErrors.Invalid, Phase.Read, path, $"the circuit {problem}", "runproof compile MODEL, which makes it again");
        else
            outline = Of(compiled, bytes.Length);
        return outline is not null;
    }

    private static CircuitOutline Of(CompiledCircuit compiled, long size)
    {
        var circuit = compiled.Circuit;
        var cost = CircuitCost.OfOne(compiled, SecurityProfile.P100);
        return new CircuitOutline(
            size,
            PrecisionNames.Text(compiled.Precision),
            CircuitUnit.ArtifactOf(compiled),
            compiled.CircuitDigest,
            compiled.Kind,
            compiled.WeightsDigest,
            compiled.Slice,
            compiled.Inputs,
            [.. compiled.Outputs.Select(port => port.Name)],
            [.. circuit.Nodes.Select((node, i) => (KindOf(node), circuit.OutputOf(i).Shape.ToString(), circuit.OutputOf(i).Range.ToString()))],
            circuit.Parameters.Sum(shape => shape.WeightCount),
            cost?.SliceCells[0] ?? 1,
            cost?.MemoryBytes ?? 0);
    }

    private static string KindOf(CircuitNode node) => node is Requantize layer
        ? $"Requantize {string.Join(" + ", layer.Terms.Select(term => term.Map.GetType().Name))}"
        : node is Rearrange move ? $"Rearrange {move.Map.GetType().Name}" : node.GetType().Name;
}
