using System.Collections.Immutable;

namespace Runproof.Models.Onnx.Analysis;

/// <summary>What is known of one node before the model runs.</summary>
/// <param name="Index">Position in the graph's topological order, from 0.</param>
/// <param name="Name">The node's name, unique within the graph.</param>
/// <param name="OpType">Operator, such as <c>Conv</c>; with its domain and a colon in front where it is not one of ONNX's own.</param>
/// <param name="Inputs">What the node reads, in order.</param>
/// <param name="Outputs">What the node writes, in order.</param>
/// <param name="Parameters">Elements of the constants that this node is the first to read, or holds itself; shapes, axes and flags do not count.</param>
/// <param name="Macs">Multiply-accumulate operations; null where they depend on what is not known. See <see cref="MultiplyAccumulates"/>.</param>
/// <param name="Provable">Whether the node's execution can be proved.</param>
/// <param name="WhyNot">Why it cannot, in words; null where it can.</param>
public sealed record NodeAnalysis(
    int Index,
    string Name,
    string OpType,
    ImmutableArray<AnalyzedValue> Inputs,
    ImmutableArray<AnalyzedValue> Outputs,
    long Parameters,
    long? Macs,
    bool Provable,
    string? WhyNot);
