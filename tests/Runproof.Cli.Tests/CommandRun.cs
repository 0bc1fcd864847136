using System.Text;
using System.Text.Json;
using Runproof.Cli.Rendering;

namespace Runproof.Cli.Tests;

/// <summary>One command run inside the test process, with what it wrote.</summary>
internal sealed record CommandRun(int Code, string Output, string Error)
{
    /// <summary>The one document on the output.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public static CommandRun Of(params string[] args) => Of(asTerminal: false, args);

    public static CommandRun Of(bool asTerminal, params string[] args)
    {
        var (output, error) = (new MemoryStream(), new MemoryStream());
        int code;
        using (var streams = new Streams(output, error, asTerminal, asTerminal))
            code = CommandLine.Run(args, streams);
        return new CommandRun(code, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }
}
