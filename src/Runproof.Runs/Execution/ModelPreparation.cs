using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Runs.Files;
using Runproof.Runs.Metadata;

namespace Runproof.Runs.Execution;

/// <summary>A model whose metadata is there and fresh.</summary>
/// <param name="Location">Where it lies.</param>
/// <param name="Metadata">Its metadata.</param>
/// <param name="Warnings">What was found stale and made again.</param>
internal sealed record PreparedModel(ModelLocation Location, RunnerMetadata Metadata, ImmutableArray<string> Warnings);

/// <summary>Brings a model to the point where it can run: reads its metadata, checks that the model is still the one that was sliced, makes what is missing.</summary>
internal static class ModelPreparation
{
    /// <exception cref="RunproofException">The metadata is malformed; or it is missing or stale and nothing may be made.</exception>
    public static PreparedModel Prepare(ModelLocation location, bool generate, CancellationToken cancellation)
    {
        if (!File.Exists(location.ModelFile))
            throw new FileNotFoundException($"the model file {location.ModelFile} is missing", location.ModelFile);
        if (!File.Exists(location.MetadataFile))
        {
            return generate
                ? new PreparedModel(location, MetadataGenerator.Generate(location, new SliceRequest(), cancellation), [])
                : throw new RunproofException(new Diagnostic(MetadataErrors.Missing, Phase.Plan, location.MetadataFile, "the model has no runner metadata",
                    $"runproof slice {location.ModelFile}, or running without --no-auto"));
        }

        if (!RunnerMetadata.TryRead(File.ReadAllBytes(location.MetadataFile), location.MetadataFile, out var metadata, out var error))
            throw new RunproofException(error);
        if (ChangedModelFile(location, metadata) is not { } changed)
            return new PreparedModel(location, metadata, []);
        if (!generate)
        {
            throw new RunproofException(new Diagnostic(MetadataErrors.Stale, Phase.Plan, changed, "the file changed after the model was sliced",
                $"runproof slice {location.ModelFile}, or running without --no-auto"));
        }

        return new PreparedModel(location, MetadataGenerator.Generate(location, new SliceRequest(), cancellation),
            [$"{changed} changed after the model was sliced: it was analysed and sliced again"]);
    }

    private static string? ChangedModelFile(ModelLocation location, RunnerMetadata metadata)
    {
        var made = metadata.Slices.SelectMany(slice => new[] { slice.Path, slice.Circuit?.Path }).ToHashSet(StringComparer.Ordinal);
        if (!metadata.Digests.ContainsKey(location.Relative(location.ModelFile)))
            return location.ModelFile;
        foreach (var (path, digest) in metadata.Digests.Where(pair => !made.Contains(pair.Key)))
        {
            var file = Path.GetFullPath(Path.Combine(location.Folder, path));
            if (!File.Exists(file) || FileDigest.Of(file) != digest)
                return file;
        }

        return null;
    }
}
