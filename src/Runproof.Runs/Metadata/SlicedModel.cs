using Runproof.Models.Onnx.Slicing;

namespace Runproof.Runs.Metadata;

/// <summary>A model that was just sliced.</summary>
/// <param name="Location">Where its slices and metadata lie.</param>
/// <param name="Metadata">What was written.</param>
/// <param name="Plan">How it was cut, with the nodes of each slice.</param>
public sealed record SlicedModel(ModelLocation Location, RunnerMetadata Metadata, SlicePlan Plan);
