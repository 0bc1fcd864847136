using System.CommandLine;
using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;
using Runproof.Runs.Store;

namespace Runproof.Cli.Targets;

/// <summary>A recorded run that a command names.</summary>
/// <param name="Store">The store that was asked.</param>
/// <param name="Location">Where the run lies.</param>
internal sealed record RunTarget(RunStore Store, RunLocation Location)
{
    /// <summary>What every verb that takes a run says of the argument.</summary>
    public const string Description = "A run: its id, a unique start of it, 'latest', or the path of a run folder or trace file";

    /// <summary>Finds the run.</summary>
    /// <param name="arguments">The parsed arguments, which name the store.</param>
    /// <param name="run">The run as it was named.</param>
    /// <exception cref="RunproofException">There is no such run, or several.</exception>
    public static RunTarget Find(ParseResult arguments, string run)
    {
        var store = RunStore.Open(CommonOptions.StoreDirectory(arguments));
        return store.TryResolve(run, out var location, out var error) ? new RunTarget(store, location) : throw new RunproofException(error);
    }

    /// <summary>Reads the run.</summary>
    /// <exception cref="RunproofException">The file is no trace, or a byte of it was changed.</exception>
    public Trace Read() => TraceFile.TryRead(Location.TracePath, out var trace, out var error) ? trace : throw new RunproofException(error);
}
