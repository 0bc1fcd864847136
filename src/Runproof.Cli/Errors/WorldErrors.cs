using Runproof.Core.Diagnostics;

namespace Runproof.Cli.Errors;

/// <summary>What can be wrong with the machine on which a command runs.</summary>
internal static class WorldErrors
{
    /// <summary>A file or a directory is not there.</summary>
    public static readonly ErrorCode FileMissing = new("E_FILE_MISSING", ErrorClass.World);

    /// <summary>A directory is where a file is needed.</summary>
    public static readonly ErrorCode NotAFile = new("E_NOT_A_FILE", ErrorClass.World);

    /// <summary>The user may not read or write a file.</summary>
    public static readonly ErrorCode AccessDenied = new("E_ACCESS_DENIED", ErrorClass.World);

    /// <summary>There is no room for what must be written.</summary>
    public static readonly ErrorCode DiskFull = new("E_DISK_FULL", ErrorClass.World);

    /// <summary>The file system takes no changes.</summary>
    public static readonly ErrorCode ReadOnly = new("E_READ_ONLY", ErrorClass.World);

    /// <summary>A file cannot be read or written for another reason.</summary>
    public static readonly ErrorCode Io = new("E_IO", ErrorClass.World);

    /// <summary>The machine has not enough memory.</summary>
    public static readonly ErrorCode Memory = new("E_MEMORY", ErrorClass.World);

    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;

    /// <summary>The diagnostic of a platform exception; null where it is not the world's fault.</summary>
    public static Diagnostic? Of(Exception exception) => exception switch
    {
        FileNotFoundException or UnauthorizedAccessException when Directory.Exists(PathIn(exception)) =>
            Make(NotAFile, exception, "it is a directory, where a file is needed", "the path of a file in it"),
        FileNotFoundException or DirectoryNotFoundException => Make(FileMissing, exception, "it does not exist", "a path that exists"),
        UnauthorizedAccessException => Make(AccessDenied, exception, "access to it is denied", "a path that you may use, or changing its permissions"),
        IOException { HResult: NoSpace or QuotaExceeded } => Make(DiskFull, exception, "there is no space left for it", "freeing space, or another disk with --store"),
        IOException { HResult: ReadOnlyFileSystem } => Make(ReadOnly, exception, "its file system is read-only", "another disk with --store"),
        IOException io => Make(Io, exception, $"it cannot be read or written ({io.Message})", "the same command again, and the state of the disk if it fails again"),
        OutOfMemoryException memory => new Diagnostic(Memory, Phase.Read, "memory", $"there is not enough ({memory.Message})", "a smaller input, or a machine with more memory"),
        _ => null,
    };

    private static Diagnostic Make(ErrorCode code, Exception exception, string message, string hint) =>
        new(code, Phase.Read, PathIn(exception) ?? "output", message, hint);

    /// <summary>The path that an exception is about, as the platform quotes it in its messages.</summary>
    private static string? PathIn(Exception exception)
    {
        if (exception is FileNotFoundException { FileName: { } path })
            return path;
        var message = exception.Message;
        var first = message.IndexOf('\'', StringComparison.Ordinal);
        var last = message.LastIndexOf('\'');
        return last > first + 1 ? message[(first + 1)..last] : null;
    }
}
