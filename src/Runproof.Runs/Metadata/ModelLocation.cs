using System.Text;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;

namespace Runproof.Runs.Metadata;

/// <summary>Where a model and everything that belongs to it lie.</summary>
/// <param name="Name">Name of the model: of its folder, or of the file where it is not called <c>model.onnx</c>.</param>
/// <param name="Folder">The folder of slices and metadata, as a full path; the model's own unless the caller chose another.</param>
/// <param name="ModelFile">The ONNX file, as a full path.</param>
public sealed record ModelLocation(string Name, string Folder, string ModelFile)
{
    private const string UsualName = "model.onnx";
    private const string MetadataSuffix = "_Runner_Metadata.json";

    /// <summary>The metadata file, as a full path.</summary>
    public string MetadataFile => Path.Combine(Folder, $"{Name}{MetadataSuffix}");

    /// <summary>The saved analysis, as a full path.</summary>
    public string AnalysisFile => Path.Combine(Folder, $"{Name}_analysis.json");

    /// <summary>The usual input, as a full path.</summary>
    public string InputFile => Path.Combine(Path.GetDirectoryName(ModelFile)!, "input.json");

    /// <summary>The folder of the model file, where its external data lies.</summary>
    public string ModelFolder => Path.GetDirectoryName(ModelFile)!;

    /// <summary>The folder of the slices, relative to <see cref="Folder"/>.</summary>
    public string SlicesFolder => Path.GetFileName(ModelFile) == UsualName ? "slices" : $"{Name}_slices";

    /// <summary>A folder name that tells this model from every other on the machine: its name, and the start of a digest of where it lies.</summary>
    public string Key => $"{Name}-{TaggedHash.Compute(DigestTags.StoreObject, Encoding.UTF8.GetBytes(ModelFile)).ToShortString()}";

    /// <summary>The name of a file relative to <see cref="Folder"/>, with forward slashes, as the metadata spells it.</summary>
    public string Relative(string file) => Path.GetRelativePath(Folder, file).Replace('\\', '/');

    /// <summary>The same model with slices and metadata in another folder.</summary>
    public ModelLocation In(string folder) => this with { Folder = Path.GetFullPath(folder) };

    /// <summary>Finds the model that a path means: an ONNX file, a folder that holds one, or a folder of slices whose metadata names one.</summary>
    /// <exception cref="RunproofException">The folder holds no model, or several and none is called <c>model.onnx</c>; or its metadata is malformed.</exception>
    /// <exception cref="FileNotFoundException">Nothing lies at the path.</exception>
    public static ModelLocation Find(string path)
    {
        var full = Path.GetFullPath(path);
        if (File.Exists(full))
            return OfFile(full);
        if (!Directory.Exists(full))
            throw new FileNotFoundException($"there is no file or folder {path}", path);
        var usual = Path.Combine(full, UsualName);
        if (File.Exists(usual))
            return OfFile(usual);
        var candidates = Directory.GetFiles(full, "*.onnx");
        Array.Sort(candidates, StringComparer.Ordinal);
        if (candidates.Length == 1)
            return OfFile(candidates[0]);
        if (candidates.Length == 0 && OfMetadata(full) is { } sliced)
            return sliced;
        throw new RunproofException(candidates.Length == 0
            ? new Diagnostic(MetadataErrors.NoModel, Phase.Read, path, "the folder holds no .onnx file", "the path of an ONNX model")
            : new Diagnostic(MetadataErrors.NoModel, Phase.Read, path, $"the folder holds {candidates.Length} .onnx files and none is called {UsualName}",
                $"one of them, such as {Path.Combine(path, Path.GetFileName(candidates[0]))}"));
    }

    /// <summary>The full path of a file that the metadata names relative to the model's folder; null where it points outside.</summary>
    public string? Resolve(string relative)
    {
        if (relative.Contains('\0', StringComparison.Ordinal))
            return null;
        var full = Path.GetFullPath(Path.Combine(Folder, relative));
        return full.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? full : null;
    }

    private static ModelLocation? OfMetadata(string folder)
    {
        var files = Directory.GetFiles(folder, "*" + MetadataSuffix);
        if (files.Length != 1)
            return null;
        if (!RunnerMetadata.TryRead(File.ReadAllBytes(files[0]), files[0], out var metadata, out var error))
            throw new RunproofException(error);

        // The name comes from the file, not from its content, which could name another place to write to.
        return new ModelLocation(Path.GetFileName(files[0])[..^MetadataSuffix.Length], folder, Path.GetFullPath(Path.Combine(folder, metadata.ModelPath)));
    }

    private static ModelLocation OfFile(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        var name = Path.GetFileName(file) == UsualName ? Path.GetFileName(folder) : Path.GetFileNameWithoutExtension(file);
        return new ModelLocation(name.Length == 0 ? "model" : name, folder, file);
    }
}
