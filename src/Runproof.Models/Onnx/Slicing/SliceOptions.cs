using System.Collections.Immutable;

namespace Runproof.Models.Onnx.Slicing;

/// <summary>Where a model is to be cut.</summary>
public sealed record SliceOptions
{
    /// <summary>Names of nodes to cut after; empty for one slice per layer group.</summary>
    public ImmutableArray<string> Cuts { get; init; } = [];

    /// <summary>Cuts further wherever a slice has more parameters; null for no limit. A node is never split. Range: at least 1.</summary>
    public long? MaxParameters { get; init; }

    /// <summary>How many tensors may cross a cut that is not asked for by name. Range: at least 1.</summary>
    public int MaxCrossings { get; init; } = 4;
}
