using Runproof.Core.Diagnostics;

namespace Runproof.Runs.Metadata;

/// <summary>Cuts models into slices on disk.</summary>
public static class ModelSlices
{
    /// <summary>Analyses a model, writes its slices and, last of all, its metadata. What a person edited in old metadata there is taken over.</summary>
    /// <param name="path">An ONNX file, or a folder that holds one.</param>
    /// <param name="request">Where to cut.</param>
    /// <param name="outputFolder">Where slices and metadata go; null for the folder in which the model has them.</param>
    /// <param name="cancellation">Stops between slices; the old metadata, or none, stays.</param>
    /// <exception cref="RunproofException">The model is malformed or cannot be cut as requested.</exception>
    /// <exception cref="FileNotFoundException">Nothing lies at the path.</exception>
    public static SlicedModel Write(string path, SliceRequest request, string? outputFolder = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var location = ModelLocation.Find(path);
        return MetadataGenerator.Slice(outputFolder is null ? location : location.In(outputFolder), request, cancellation);
    }
}
