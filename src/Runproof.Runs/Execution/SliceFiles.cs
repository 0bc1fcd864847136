using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Runs.Metadata;

namespace Runproof.Runs.Execution;

/// <summary>Reads slice files and checks that each is the one that was written when the model was sliced.</summary>
internal static class SliceFiles
{
    /// <summary>The bytes of a slice; what is executed is what was checked.</summary>
    /// <exception cref="RunproofException">The file is missing, lies outside the model's folder, or was changed.</exception>
    public static byte[] Read(ModelLocation location, SliceEntry slice)
    {
        var path = PathOf(location, slice);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RunproofException(
                new Diagnostic(MetadataErrors.SliceMissing, Phase.Read, path, $"the file of {slice.Id} is missing", $"runproof slice {location.ModelFile}, which writes it again"),
                exception);
        }

        if (TaggedHash.Compute(DigestTags.StoreObject, bytes) != slice.Digest)
        {
            throw new RunproofException(new Diagnostic(MetadataErrors.SliceChanged, Phase.Read, path,
                $"the file of {slice.Id} changed after the model was sliced: the metadata expects {slice.Digest.ToShortString()}",
                $"runproof slice {location.ModelFile}, which writes it again"));
        }

        return bytes;
    }

    /// <summary>The full path of a slice's file.</summary>
    /// <exception cref="RunproofException">The metadata names a path outside the model's folder.</exception>
    public static string PathOf(ModelLocation location, SliceEntry slice) => location.Resolve(slice.Path) ?? throw new RunproofException(new Diagnostic(
        MetadataErrors.Invalid, Phase.Read, location.MetadataFile, $"key slices.{slice.Id}.path points outside the model's folder: {slice.Path}",
        $"runproof slice {location.ModelFile}, which writes it again"));
}
