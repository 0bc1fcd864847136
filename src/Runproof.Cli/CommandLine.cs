using System.CommandLine;
using System.CommandLine.Help;
using System.Reflection;
using Runproof.Cli.Errors;
using Runproof.Cli.Rendering;
using Runproof.Cli.Verbs;
using Runproof.Core.Diagnostics;

namespace Runproof.Cli;

/// <summary>Runs one command: parses, finds the verb, and turns every way to end into an exit code.</summary>
internal static class CommandLine
{
    /// <summary>An argument that begins with <c>@</c> is what it says, not the name of a file with arguments.</summary>
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    private static readonly HelpOption Help = new("--help", "-h");

    private static readonly Option<bool> Version = new("--version") { Description = "Print the version", Arity = ArgumentArity.Zero };

    /// <summary>Runs one command.</summary>
    /// <param name="args">The arguments of the process.</param>
    /// <param name="streams">Where the answer and the errors go.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, Streams streams)
    {
        var output = new Output(streams, OutputSettings.Of(args));
        try
        {
            var code = Run(Root().Parse(args, Parsing), output);
            output.Flush();
            return code;
        }
        catch (Exception exception)
        {
            return Fail(output, Diagnose(exception, output));
        }
    }

    /// <summary>The root with every verb; verbs appear in the help in this order.</summary>
    internal static RootCommand Root()
    {
        var root = new RootCommand("Runs AI models and programs, and proves what ran.")
        {
            new DemoVerb(),
            new InitVerb(),
            new AnalyzeVerb(),
            new SliceVerb(),
            new CompileVerb(),
            new RunVerb(),
            new ValidateVerb(),
            new ProveVerb(),
            new VerifyVerb(),
            new ReplayVerb(),
            new DiffVerb(),
            new DisputeVerb(),
            new ReportVerb(),
            new InspectVerb(),
            new TileVerb(),
            new StoreVerb(),
        };
        root.Directives.Clear();
        root.Options.Clear();
        root.Options.Add(Help);
        root.Options.Add(Version);
        CommonOptions.AddTo(root);
        return root;
    }

    private static int Run(ParseResult parse, Output output)
    {
        if (parse.GetResult(Help) is not null)
        {
            HelpPage.Write(parse, output);
            return 0;
        }

        if (parse.GetValue(Version))
        {
            WriteVersion(output);
            return 0;
        }

        if (parse.Errors.Count != 0 || parse.CommandResult.Command is not Verb verb)
            return Fail(output, Usage(parse));

        using var interrupt = new Interrupt();
        return verb.RunAsync(parse, output, interrupt.Token).GetAwaiter().GetResult();
    }

    private static void WriteVersion(Output output)
    {
        var version = typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        if (output.IsJson)
            output.Json("runproof.version/1", json => json.WriteString("version", version));
        else
            output.Text.WriteLine($"runproof {version}");
    }

    private static Diagnostic Usage(ParseResult parse)
    {
        var (command, message) = parse.CommandResult.Command is Verb verb
            ? ($"runproof {verb.FullName}", parse.Errors[0].Message.TrimEnd('.'))
            : ("runproof", parse.UnmatchedTokens is [var token, ..] ? $"there is no verb or option '{token}'" : "a verb is missing");
        return new Diagnostic(CliErrors.Usage, Phase.Read, command, message, $"'{command} --help', which shows what it takes, with examples");
    }

    private static Diagnostic Diagnose(Exception exception, Output output)
    {
        output.Detail(exception.ToString());
        return exception switch
        {
            RunproofException known => known.Diagnostic,
            OperationCanceledException => new Diagnostic(CliErrors.Interrupted, Phase.Execute, "runproof", "the command was stopped before its end", "the same command again"),
            _ => WorldErrors.Of(exception) ?? new Diagnostic(
                CliErrors.Bug,
                Phase.Execute,
                "runproof",
                $"this is a bug of Runproof: {exception.GetType().Name}: {exception.Message}",
                "the same command with --verbose, and reporting the command and what it prints as CONTRIBUTING.md describes"),
        };
    }

    private static int Fail(Output output, Diagnostic error)
    {
        output.Fail(error);
        return (int)error.Code.Class;
    }
}
