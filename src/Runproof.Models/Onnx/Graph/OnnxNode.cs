using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Runproof.Models.Onnx.Graph;

/// <summary>One operator call.</summary>
public sealed class OnnxNode
{
    /// <summary>Position in the graph's topological order, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The node's own name, or <c>OpType_Index</c> where the model gives none; unique within the graph.</summary>
    public required string Name { get; init; }

    /// <summary>Operator, such as <c>Conv</c>.</summary>
    public required string OpType { get; init; }

    /// <summary>Operator set; empty for ONNX's own.</summary>
    public required string Domain { get; init; }

    /// <summary>Names of the inputs; an empty name is an absent optional input.</summary>
    public required ImmutableArray<string> Inputs { get; init; }

    /// <summary>Names of the outputs; an empty name is an output that nobody wants.</summary>
    public required ImmutableArray<string> Outputs { get; init; }

    /// <summary>Attributes by name.</summary>
    public required FrozenDictionary<string, OnnxAttribute> Attributes { get; init; }

    /// <summary>Names of values of the enclosing graph that the node's subgraphs read; empty where it has none. Sorted, without repeats.</summary>
    public required ImmutableArray<string> Captures { get; init; }

    /// <summary>Whether the node is one of ONNX's own operators.</summary>
    public bool IsStandard => Domain.Length == 0;

    /// <summary>Every value that the node reads: its present inputs, then what its subgraphs capture.</summary>
    public IEnumerable<string> Reads => Inputs.Where(name => name.Length != 0).Concat(Captures);

    /// <summary>The input at an index, or null where it is absent.</summary>
    public string? Input(int index) => index < Inputs.Length && Inputs[index].Length != 0 ? Inputs[index] : null;

    /// <summary>An integer attribute, or a default where it is absent or of another type.</summary>
    public long Int(string name, long otherwise) => Attributes.TryGetValue(name, out var a) && a.Int is { } value ? value : otherwise;

    /// <summary>An integer attribute, or null.</summary>
    public long? Int(string name) => Attributes.TryGetValue(name, out var a) ? a.Int : null;

    /// <summary>A float attribute, or a default.</summary>
    public float Float(string name, float otherwise) => Attributes.TryGetValue(name, out var a) && a.Float is { } value ? value : otherwise;

    /// <summary>A string attribute, or a default.</summary>
    public string String(string name, string otherwise) => Attributes.TryGetValue(name, out var a) && a.String is { } value ? value : otherwise;

    /// <summary>A list of integers, or null where it is absent.</summary>
    public ImmutableArray<long>? Ints(string name) => Attributes.TryGetValue(name, out var a) && !a.Ints.IsDefault ? a.Ints : null;

    /// <summary>For example <c>Conv conv1</c>.</summary>
    public override string ToString() => $"{OpType} {Name}";
}
