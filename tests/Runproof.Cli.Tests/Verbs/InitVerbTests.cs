using Runproof.Cli.Errors;
using Runproof.Cli.Tests.Schemas;

namespace Runproof.Cli.Tests.Verbs;

public sealed class InitVerbTests
{
    [Fact]
    public void Writes_a_project_its_tests_and_where_packages_come_from()
    {
        using var directory = new TemporaryDirectory();
        var packages = Directory.CreateDirectory(directory.PathOf("a & b")).FullName;
        var folder = directory.PathOf("new");
        var run = CommandRun.Of("init", "My.Tiles", "-o", folder, "--source", packages, "--json");

        Assert.Equal(0, run.Code);
        Assert.Empty(JsonSchema.Of("runproof.init/1").Problems(run.Json));
        var files = run.Json.GetProperty("files").EnumerateArray().Select(file => file.GetString()!).ToArray();
        Assert.Equal(files.Order(StringComparer.Ordinal), Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal));
        Assert.Contains("src/My.Tiles/My.Tiles.csproj", files);
        Assert.Contains("tests/My.Tiles.Tests/InvoiceTests.cs", files);
        Assert.All(files, file => Assert.DoesNotContain("{name}", File.ReadAllText(Path.Combine(folder, file)), StringComparison.Ordinal));
        Assert.Contains("Registry => Runproof.Generated.My_Tiles.Tiles", File.ReadAllText(Path.Combine(folder, "tests/My.Tiles.Tests/InvoiceTests.cs")), StringComparison.Ordinal);
        Assert.Contains("a &amp; b", File.ReadAllText(Path.Combine(folder, "nuget.config")), StringComparison.Ordinal);
        Assert.Contains(CommandRun.Of("--version", "--json").Json.GetProperty("version").GetString()!.Split('+')[0], File.ReadAllText(Path.Combine(folder, "src/My.Tiles/My.Tiles.csproj")), StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_the_configured_sources_alone_and_says_what_to_do_next()
    {
        using var directory = new TemporaryDirectory();
        var run = CommandRun.Of("init", "Tiles", "-o", directory.PathOf("new"));

        Assert.Equal(0, run.Code);
        Assert.StartsWith("Tiles: 9 files\nnext: cd ", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(directory.PathOf("new"), "nuget.config")));
    }

    [Theory]
    [InlineData("../other")]
    [InlineData("a b")]
    [InlineData("1a")]
    [InlineData("a..b")]
    [InlineData("A.é")]
    public void A_name_that_is_no_namespace_is_refused(string name)
    {
        using var directory = new TemporaryDirectory();
        Assert.Equal((int)CliErrors.Usage.Class, CommandRun.Of("init", name, "-o", directory.PathOf("new")).Code);
        Assert.False(Directory.Exists(directory.PathOf("new")));
    }

    [Fact]
    public void Nothing_is_written_over_and_a_source_must_be_there()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.PathOf("mine"), "");

        Assert.Equal((int)CliErrors.Usage.Class, CommandRun.Of("init", "Tiles", "-o", directory.Path).Code);
        Assert.Equal((int)CliErrors.Usage.Class, CommandRun.Of("init", "Tiles", "-o", directory.PathOf("mine")).Code);
        Assert.Equal((int)WorldErrors.FileMissing.Class, CommandRun.Of("init", "Tiles", "-o", directory.PathOf("new"), "--source", directory.PathOf("absent")).Code);
        Assert.False(Directory.Exists(directory.PathOf("new")));
    }
}
