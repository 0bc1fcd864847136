using System.Collections.Immutable;

namespace Runproof.Models.Onnx.Graph;

/// <summary>One attribute of a node; exactly one of the values is set, by its kind.</summary>
public sealed class OnnxAttribute
{
    /// <summary>The attribute's name.</summary>
    public required string Name { get; init; }

    /// <summary>An integer.</summary>
    public long? Int { get; init; }

    /// <summary>A float.</summary>
    public float? Float { get; init; }

    /// <summary>A string.</summary>
    public string? String { get; init; }

    /// <summary>A list of integers; default where the attribute is of another kind.</summary>
    public ImmutableArray<long> Ints { get; init; }

    /// <summary>A list of floats; default where the attribute is of another kind.</summary>
    public ImmutableArray<float> Floats { get; init; }

    /// <summary>A list of strings; default where the attribute is of another kind.</summary>
    public ImmutableArray<string> Strings { get; init; }

    /// <summary>A constant tensor.</summary>
    public OnnxInitializer? Tensor { get; init; }

    /// <summary>Subgraphs, one for a graph attribute; default where the attribute is of another kind.</summary>
    public ImmutableArray<OnnxGraph> Graphs { get; init; }
}
