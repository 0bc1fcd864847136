using Runproof.Cli.Errors;
using Runproof.Cli.Rendering;
using Runproof.Cli.Verbs;

namespace Runproof.Cli.Tests;

public sealed class CommandLineTests
{
    public static TheoryData<string> Verbs => [.. CommandLine.Root().Subcommands.Select(verb => verb.Name)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_verb_explains_itself_with_two_examples_and_the_common_options(string name)
    {
        var help = CommandRun.Of(name, "--help");

        Assert.Equal(0, help.Code);
        Assert.Empty(help.Error);
        foreach (var option in new[] { "--json", "--quiet", "--verbose", "--no-color", "--store" })
            Assert.Contains(option, help.Output, StringComparison.Ordinal);
        var examples = help.Output[help.Output.IndexOf("Examples:", StringComparison.Ordinal)..].Trim().Split('\n')[1..];
        Assert.Equal(2, examples.Length);
        Assert.All(examples, example => Assert.StartsWith($"  runproof {name} ", example, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_example_parses(string name)
    {
        var root = CommandLine.Root();
        var verb = Assert.IsType<Verb>(root.Subcommands.Single(command => command.Name == name), exactMatch: false);
        Assert.All(verb.Examples, example => Assert.Empty(root.Parse(example.Arguments).Errors));
    }

    [Fact]
    public void The_help_of_the_root_names_every_verb_and_every_exit_code()
    {
        var help = CommandRun.Of("--help");

        Assert.Equal(0, help.Code);
        foreach (var verb in CommandLine.Root().Subcommands)
            Assert.Contains($"  {verb.Name} ", help.Output, StringComparison.Ordinal);
        foreach (var code in Enum.GetValues<Core.Diagnostics.ErrorClass>())
            Assert.Contains($"{(int)code} ", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_is_a_line_or_a_document()
    {
        Assert.StartsWith("runproof 0.", CommandRun.Of("--version").Output, StringComparison.Ordinal);
        var json = CommandRun.Of("--version", "--json").Json;
        Assert.Equal("runproof.version/1", json.GetProperty("schema").GetString());
    }

    [Theory]
    [InlineData("a verb is missing")]
    [InlineData("'inspekt'", "inspekt", "x")]
    [InlineData("'--frob'", "inspect", "x", "--frob")]
    [InlineData("'y'", "inspect", "x", "y")]
    [InlineData("inspect", "inspect")]
    [InlineData("--store", "inspect", "x", "--store")]
    [InlineData("'@x'", "@x")]
    public void A_wrong_command_is_a_usage_error_in_two_lines(string says, params string[] args)
    {
        var run = CommandRun.Of(args);

        Assert.Equal((int)CliErrors.Usage.Class, run.Code);
        Assert.Empty(run.Output);
        var lines = run.Error.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith($"error {CliErrors.Usage} ", lines[0], StringComparison.Ordinal);
        Assert.Contains(says, lines[0], StringComparison.Ordinal);
        Assert.StartsWith("try ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_usage_error_is_one_document_for_a_program()
    {
        var run = CommandRun.Of("inspect", "--json", "--frob", "x");

        Assert.Empty(run.Error);
        Assert.Equal(["schema", "code", "message", "subject", "hint"], run.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal("runproof.error/1", run.Json.GetProperty("schema").GetString());
        Assert.Equal(CliErrors.Usage.Name, run.Json.GetProperty("code").GetString());
    }

    [Fact]
    public void Only_a_terminal_sees_colours_and_only_where_they_are_wanted()
    {
        Assert.Contains('\e', CommandRun.Of(asTerminal: true, "nonsense").Error);
        Assert.DoesNotContain('\e', CommandRun.Of(asTerminal: true, "nonsense", "--no-color").Error);
        Assert.DoesNotContain('\e', CommandRun.Of("nonsense").Error);
    }

    [Fact]
    public void A_bug_says_that_it_is_one_and_how_to_report_it()
    {
        var error = new MemoryStream();
        using (var streams = new Streams(new BrokenStream(), error, outputIsTerminal: false, errorIsTerminal: false))
            Assert.Equal((int)CliErrors.Bug.Class, CommandLine.Run(["--version"], streams));

        var text = System.Text.Encoding.UTF8.GetString(error.ToArray());
        Assert.StartsWith($"error {CliErrors.Bug} ", text, StringComparison.Ordinal);
        Assert.Contains("CONTRIBUTING.md", text, StringComparison.Ordinal);
    }

    /// <summary>Fails as no file does.</summary>
    private sealed class BrokenStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new InvalidOperationException("broken");

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("broken");
    }
}
