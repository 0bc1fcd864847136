using Runproof.Cli.Rendering;

namespace Runproof.Cli;

internal static class EntryPoint
{
    private static int Main(string[] args)
    {
        using var streams = Streams.OfProcess();
        return CommandLine.Run(args, streams);
    }
}
