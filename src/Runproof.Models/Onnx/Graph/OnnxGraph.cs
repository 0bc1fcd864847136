using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Runproof.Models.Onnx.Graph;

/// <summary>A validated graph: names resolve, nodes are in topological order, nothing is defined twice.</summary>
public sealed class OnnxGraph
{
    /// <summary>The graph's name; may be empty.</summary>
    public required string Name { get; init; }

    /// <summary>What a caller must supply: the declared inputs that have no initializer.</summary>
    public required ImmutableArray<OnnxValueInfo> Inputs { get; init; }

    /// <summary>What the graph returns.</summary>
    public required ImmutableArray<OnnxValueInfo> Outputs { get; init; }

    /// <summary>Nodes in topological order; each as early as the file has it once what it reads is there.</summary>
    public required ImmutableArray<OnnxNode> Nodes { get; init; }

    /// <summary>Constants by name.</summary>
    public required FrozenDictionary<string, OnnxInitializer> Initializers { get; init; }

    /// <summary>Declared intermediates by name, as the file states them; untrusted until inference agrees.</summary>
    public required FrozenDictionary<string, OnnxValueInfo> ValueInfos { get; init; }
}
