using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;
using Runproof.Runs.Files;
using Runproof.Runs.Store;

namespace Runproof.Runs.Claims;

/// <summary>A claim that somebody names: by its file, or by a run that was closed with it.</summary>
/// <param name="Name">What it was named by.</param>
/// <param name="Claim">The claim.</param>
/// <param name="Location">Where its run lies; null where only the claim is at hand.</param>
/// <param name="Trace">Its run; null where only the claim is at hand.</param>
public sealed record ClaimReference(string Name, Claim Claim, RunLocation? Location, Trace? Trace)
{
    /// <summary>Whether a file is a claim.</summary>
    /// <param name="path">The file.</param>
    public static bool IsClaim(string path) => File.Exists(path) && FileStart.Has(path, ClaimFile.Magic);

    /// <summary>Finds a claim. Of a claim in a file the run is looked for beside it, and then in the store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="named">A file of a claim, or a run as <see cref="RunStore.TryResolve"/> takes it.</param>
    /// <param name="reference">The claim.</param>
    /// <param name="error">Why there is none.</param>
    public static bool TryFind(RunStore store, string named, [NotNullWhen(true)] out ClaimReference? reference, [NotNullWhen(false)] out Diagnostic? error)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(named);
        reference = null;
        if (IsClaim(named))
        {
            if (ClaimFile.TryRead(File.ReadAllBytes(named), named, out Claim? claim, out error))
                reference = WithRun(store, named, claim);
            return reference is not null;
        }

        if (!store.TryResolve(named, out RunLocation? location, out error) || !TraceFile.TryRead(location.TracePath, out Trace? trace, out error))
            return false;
        if (trace.Claim is { } own)
            reference = new ClaimReference(location.Name, own, location, trace);
        else
            error = new Diagnostic(Verifier.Claims.ClaimErrors.NotClosed, Phase.Read, named, "the run was interrupted before it closed a claim", "run --resume, which closes one");
        return reference is not null;
    }

    private static ClaimReference WithRun(RunStore store, string path, Claim claim)
    {
        string beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, StoreLayout.TraceName);
        string? run = File.Exists(beside) && FileStart.Has(beside, TraceFormat.Magic) ? beside : store.RunOf(claim.Digest);
        if (run is not null && store.TryResolve(run, out RunLocation? location, out _) && TraceFile.TryRead(location.TracePath, out Trace? trace, out _) && trace.Claim?.Digest == claim.Digest)
            return new ClaimReference(path, claim, location, trace);
        return new ClaimReference(path, claim, null, null);
    }
}
