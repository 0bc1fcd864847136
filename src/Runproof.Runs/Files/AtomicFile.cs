namespace Runproof.Runs.Files;

/// <summary>Replaces a file as a whole: a reader, or a crash at any moment, sees the old content or the new, never a part.</summary>
public static class AtomicFile
{
    /// <summary>Writes beside the target, flushes to disk and renames. Creates the folder where it is missing.</summary>
    /// <exception cref="IOException">The disk is full or read-only; the old content stays.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var beside = Path.Combine(folder, $".{Path.GetFileName(path)}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.tmp");
        try
        {
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
