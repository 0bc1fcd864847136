using System.Collections.Immutable;

namespace Runproof.Models.Onnx.Slicing;

/// <summary>How a model is cut.</summary>
public sealed class SlicePlan
{
    /// <summary>The slices in the order of execution; at least one. Each reads only from earlier ones.</summary>
    public required ImmutableArray<Slice> Slices { get; init; }

    /// <summary>Which slice returns each output of the model, in the model's order.</summary>
    public required ImmutableArray<SliceSource> Outputs { get; init; }
}
