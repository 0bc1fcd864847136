namespace Runproof.Runs.Files;

/// <summary>Tells whether files may be made in a folder.</summary>
internal static class WritableFolder
{
    private const UnixFileMode AnyWrite = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Whether a file can be made. A folder that nobody may write counts as read-only for the superuser too, who could.</summary>
    public static bool Is(string folder)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & AnyWrite) == 0)
            return false;
        try
        {
            using var probe = new FileStream(Path.Combine(folder, $".{Guid.NewGuid():n}.tmp"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }
}
