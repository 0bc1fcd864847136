using System.CommandLine;
using System.CommandLine.Help;
using Runproof.Cli.Rendering;
using Runproof.Cli.Verbs;

namespace Runproof.Cli;

/// <summary>The help of the root or of a verb: what it takes, then commands to copy.</summary>
internal static class HelpPage
{
    private const int Width = 100;

    /// <summary>Writes the help of the command that was asked about.</summary>
    public static void Write(ParseResult parse, Output output)
    {
        parse.InvocationConfiguration.Output = output.Text;
        new HelpAction { MaxWidth = Width }.Invoke(parse);
        if (parse.CommandResult.Command is not Verb verb)
        {
            output.Text.WriteLine("Exit codes:");
            output.Text.WriteLine("  0 done and passed, 1 the unit failed, 2 usage, 3 divergence, 4 verification failed, 5 the world,");
            output.Text.WriteLine("  6 inconclusive, 7 malformed input, 70 a bug of Runproof, 130 interrupted");
            return;
        }

        output.Text.WriteLine("Examples:");
        var width = verb.Examples.Max(example => example.Arguments.Length);
        foreach (var (arguments, does) in verb.Examples)
            output.Text.WriteLine($"  runproof {arguments.PadRight(width)}  {does}");
    }
}
