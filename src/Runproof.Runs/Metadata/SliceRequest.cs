using System.Collections.Immutable;

namespace Runproof.Runs.Metadata;

/// <summary>How a model is to be cut.</summary>
public sealed record SliceRequest
{
    /// <summary>Names of nodes after which to cut; empty for one slice per group of layers.</summary>
    public ImmutableArray<string> Cuts { get; init; } = [];

    /// <summary>Most weights of one slice; null for no limit.</summary>
    public long? MaxParameters { get; init; }
}
