namespace Runproof.Runs.Files;

/// <summary>Tells kinds of files apart by how they start.</summary>
public static class FileStart
{
    private const int MostBytes = 16;

    /// <summary>Whether a file starts with some bytes.</summary>
    /// <param name="path">The file, which exists.</param>
    /// <param name="magic">The bytes, at most 16.</param>
    public static bool Has(string path, ReadOnlySpan<byte> magic)
    {
        Span<byte> start = stackalloc byte[MostBytes];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        return file.ReadAtLeast(start[..magic.Length], magic.Length, throwOnEndOfStream: false) == magic.Length && start[..magic.Length].SequenceEqual(magic);
    }
}
