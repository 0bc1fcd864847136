using System.Text.Json.Nodes;
using Runproof.Core.Diagnostics;

namespace Runproof.Runs.Metadata;

/// <summary>Changes keys of metadata on the disk and leaves all others as they are at that moment, so that an edit by hand survives.</summary>
internal static class MetadataEditor
{
    /// <summary>Reads the file, changes it, and replaces it as a whole.</summary>
    /// <exception cref="RunproofException">The file is malformed.</exception>
    public static RunnerMetadata Edit(ModelLocation location, Action<JsonObject> change)
    {
        if (!RunnerMetadata.TryRead(File.ReadAllBytes(location.MetadataFile), location.MetadataFile, out var metadata, out var error))
            throw new RunproofException(error);
        change(metadata.Json);
        var text = MetadataWriter.Text(metadata.Json);
        if (!RunnerMetadata.TryRead(text, location.MetadataFile, out metadata, out error))
            throw new InvalidOperationException($"the metadata that was just changed is not valid: {error}");
        metadata.Save(location.MetadataFile);
        return metadata;
    }
}
