using System.Globalization;
using Runproof.Models.Formats.Onnx.Wire;

namespace Runproof.Models.Formats.Onnx;

/// <summary>Where a constant's elements lie when they are not in the model file.</summary>
/// <param name="Path">Full path of the file, without links below the model's directory.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Number of bytes.</param>
internal sealed record ExternalData(string Path, long Offset, long Length)
{
    private const int MaxLinks = 40;

    /// <summary>Finds and checks the place that a constant names.</summary>
    /// <param name="wire">The constant.</param>
    /// <param name="length">The bytes that its type and shape ask for.</param>
    /// <param name="what">The constant, as messages name it.</param>
    /// <param name="context">Takes the error, and the file's name.</param>
    /// <returns>The place, or null where it is not acceptable.</returns>
    public static ExternalData? Find(TensorProto wire, long length, string what, ReadContext context)
    {
        string? location = null;
        long offset = 0;
        foreach (var entry in wire.ExternalData)
        {
            long number = 0;
            if (entry.Key is "offset" or "length" && !long.TryParse(entry.Value, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            {
                context.Fail(OnnxErrors.ExternalPath, $"the external data of {what} has the {entry.Key} '{entry.Value}', which is not a number", "the original file");
                return null;
            }

            if (entry.Key == "location")
                location = entry.Value;
            else if (entry.Key == "offset")
                offset = number;
            else if (entry.Key == "length" && number != length)
            {
                context.Fail(OnnxErrors.ExternalRange, $"the external data of {what} is {number} bytes long where its type and shape ask for {length}", "the original file");
                return null;
            }
        }

        if (context.Directory is null)
        {
            context.Fail(OnnxErrors.ExternalPath, $"{what} lies in another file, and the model was not read from a directory", "reading the model from its file");
            return null;
        }

        if (Resolve(context.Directory, location) is not { } path)
        {
            context.Fail(OnnxErrors.ExternalPath, $"the external data of {what} lies at '{location}', which is not within the model's directory", "moving the data beside the model");
            return null;
        }

        var file = new FileInfo(path);
        if (!file.Exists)
        {
            context.Fail(OnnxErrors.ExternalMissing, $"the external data of {what} lies in '{location}', which does not exist", $"putting '{location}' beside the model");
            return null;
        }

        if (offset > file.Length || length > file.Length - offset)
        {
            context.Fail(OnnxErrors.ExternalRange, $"the external data of {what} is {length} bytes from {offset}, and '{location}' has {file.Length}", "the complete data file");
            return null;
        }

        context.ExternalFiles.Add(location!);
        return new ExternalData(path, offset, length);
    }

    /// <summary>Reads the elements.</summary>
    /// <exception cref="IOException">The file cannot be read any more.</exception>
    public byte[] Read()
    {
        var bytes = new byte[Length];
        using var file = File.OpenHandle(Path);
        var done = 0;
        while (done < bytes.Length)
        {
            var count = RandomAccess.Read(file, bytes.AsSpan(done), Offset + done);
            if (count == 0)
                throw new EndOfStreamException($"'{Path}' ends before byte {Offset + Length}");
            done += count;
        }

        return bytes;
    }

    /// <summary>The full path of a location, links followed; null where it leaves the directory.</summary>
    private static string? Resolve(string directory, string? location)
    {
        if (string.IsNullOrEmpty(location) || location.Contains('\0') || location[0] is '/' or '\\' || System.IO.Path.IsPathRooted(location))
            return null;
        var parts = location.Split('/', '\\');
        if (parts.Contains(".."))
            return null;
        if (Follow(System.IO.Path.GetFullPath(directory)) is not { } root || Follow(System.IO.Path.Combine(root, location)) is not { } path)
            return null;
        return path.StartsWith(root.TrimEnd('/') + '/', StringComparison.Ordinal) ? path : null;
    }

    /// <summary>A full path with every symbolic link in it replaced by what it points to; null where links run in a circle.</summary>
    private static string? Follow(string path)
    {
        var links = 0;
        var open = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        var done = "/";
        while (open.TryPop(out var part))
        {
            if (part == ".")
                continue;
            if (part == "..")
            {
                done = System.IO.Path.GetDirectoryName(done) ?? "/";
                continue;
            }

            var next = System.IO.Path.Combine(done, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                done = next;
                continue;
            }

            if (++links > MaxLinks)
                return null;
            if (System.IO.Path.IsPathRooted(target))
                done = "/";
            foreach (var step in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                open.Push(step);
        }

        return done;
    }
}
