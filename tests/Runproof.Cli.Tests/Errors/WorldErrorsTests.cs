using Runproof.Cli.Errors;
using Runproof.Core.Diagnostics;

namespace Runproof.Cli.Tests.Errors;

public sealed class WorldErrorsTests
{
    [Fact]
    public void A_missing_file_is_named()
    {
        var run = CommandRun.Of("inspect", "no/such/file.onnx", "--json");

        Assert.Equal((int)ErrorClass.World, run.Code);
        Assert.Equal(WorldErrors.FileMissing.Name, run.Json.GetProperty("code").GetString());
        Assert.EndsWith("no/such/file.onnx", run.Json.GetProperty("subject").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_is_not_a_file()
    {
        using var directory = new TemporaryDirectory();
        var run = CommandRun.Of("inspect", directory.Path, "--json");

        Assert.Equal((int)ErrorClass.World, run.Code);
        Assert.Equal(WorldErrors.NotAFile.Name, run.Json.GetProperty("code").GetString());
    }

    [Fact]
    public void A_full_disk_is_told_apart_from_other_trouble()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no device that is always full");
        var thrown = Assert.ThrowsAny<IOException>(() => File.WriteAllText("/dev/full", "x"));

        Assert.Equal(WorldErrors.DiskFull, WorldErrors.Of(thrown)!.Code);
    }

    [Fact]
    public void A_denied_path_a_read_only_disk_and_other_trouble_keep_their_own_codes()
    {
        Assert.Equal(WorldErrors.AccessDenied, Code(new UnauthorizedAccessException("Access to the path '/x/y' is denied.")));
        Assert.Equal(WorldErrors.ReadOnly, Code(new IOException("Read-only file system : '/x/y'", 30)));
        Assert.Equal(WorldErrors.Io, Code(new IOException("Input/output error : '/x/y'", 5)));
        Assert.Equal("/x/y", WorldErrors.Of(new IOException("Input/output error : '/x/y'", 5))!.Subject);
        Assert.Equal(WorldErrors.Memory, Code(new InsufficientMemoryException()));
    }

    [Fact]
    public void A_bug_is_not_the_worlds_fault() => Assert.Null(WorldErrors.Of(new InvalidOperationException()));

    private static ErrorCode Code(Exception exception) => WorldErrors.Of(exception)!.Code;
}
