using System.Collections.Immutable;
using Runproof.Cli.Errors;
using Runproof.Cli.Rendering;
using Runproof.Cli.Targets;
using Runproof.Core.Diagnostics;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Runs;
using Runproof.Runs.Claims;
using Runproof.Runs.Diff;
using Runproof.Runs.Files;
using Runproof.Runs.Store;
using Runproof.Runs.Tiles;
using Runproof.Runs.Tiles.Loading;

namespace Runproof.Cli.Verbs.Tiles;

/// <summary>Runs tiles as <c>run</c> and <c>tile run</c> do.</summary>
internal static class TileRunCommand
{
    /// <summary>Runs what was asked for and writes the answer.</summary>
    /// <returns>The exit code: that of a divergence, else that of the outcome.</returns>
    public static int Run(TileRunRequest request, string storeDirectory, Output output, CancellationToken cancellation)
    {
        var store = RunStore.Open(storeDirectory);

        // What can be wrong with the arguments is told before anything is built or run.
        ClaimReference? against = request.Against is { } named ? Find(store, named) : null;
        using ClaimKey? key = request.SignWith is { } path ? ClaimKey.Read(path) : null;
        key?.Sign(default);
        using TileAssembly assembly = TileAssembly.Open(request.Target, cancellation);
        var (program, entry) = TileTarget.Find(assembly.Registry, request.Tile, request.Sequence);
        ImmutableArray<ReadOnlyMemory<byte>> inputs = request.Input is null && against?.Trace is { } claimedRun ? InputsOf(claimedRun, against.Claim, program) : ReadInputs(request, program);
        if (request.Mode == RunMode.Audit && entry is not null && BodyCheck.Problem(entry, assembly.Registry) is { } violation)
            throw new RunproofException(violation);
        var answer = new TileRunAnswer(program, request, Run(request, store, assembly, program, inputs, cancellation));
        if (key is not null)
            answer = answer with { Signature = Sign(store, answer.Run, key) };
        if (against is not null)
            answer = answer with { Against = against, Comparison = against.Trace is { } claimed ? RunDiff.Compare(claimed, Read(store, answer.Run.RunId!)) : null };
        if (output.IsJson)
            output.Json("runproof.run.tiles/1", json => TileRunRendering.WriteJson(json, answer));
        else
            TileRunRendering.WriteText(output, answer);
        return answer.ExitCode;
    }

    private static TileRun Run(
        TileRunRequest request, RunStore store, TileAssembly assembly, Program program, ImmutableArray<ReadOnlyMemory<byte>> inputs, CancellationToken cancellation)
    {
        if (!request.Record)
            return TileRunner.Run(program, assembly.Registry, inputs, request.Limits, cancellation);
        RecordedSteps? recorded = request.Resume ? TileRunner.FindInterrupted(store, program, request.Mode, inputs)
            : request.ForkFrom is { } step ? Fork(store, request.From, step)
            : null;
        var options = new TileRunOptions { Mode = request.Mode, Limits = request.Limits, Producer = Runner.Producer, Target = Path.GetFullPath(request.Target), Recorded = recorded };
        return TileRunner.Record(store, program, assembly.Registry, inputs, options, cancellation);
    }

    private static ImmutableArray<ReadOnlyMemory<byte>> ReadInputs(TileRunRequest request, Program program)
    {
        var (json, subject) = TileTarget.ReadInput(program, request.Target, request.Input);
        return TilePrograms.ReadInputs(program, json, subject);
    }

    // A claim is held against a run on the inputs that it is about.
    private static ImmutableArray<ReadOnlyMemory<byte>> InputsOf(Trace trace, Claim claim, Program program)
    {
        if (claim.Program != program.Digest)
            throw UsageError.Of("--against", $"the claim is about program {claim.Program.ToShortString()}, and this is {program.Digest.ToShortString()}", "--tile or --sequence with what was claimed, or the version of the project that was");
        return
        [
            .. from input in claim.Inputs
               select trace.TryGetValue(input, out ReadOnlyMemory<byte> value) ? value
                   : throw UsageError.Of("--against", $"the claimed run does not hold its input {input.ToShortString()}", "--input with it"),
        ];
    }

    private static RecordedSteps Fork(RunStore store, string from, int step)
    {
        Trace trace = Read(store, from);
        return step >= 0 && step <= trace.Steps.Length
            ? new RecordedSteps(trace, step)
            : throw UsageError.Of("--fork-from", $"the run {trace.Header.RunId} has {trace.Steps.Length} steps", $"a step from 0 to {trace.Steps.Length}");
    }

    private static string Sign(RunStore store, TileRun run, ClaimKey key)
    {
        store.TryResolve(run.RunId!, out RunLocation? location, out _);
        AtomicFile.Write(location!.SignaturePath, key.Sign(run.Claim!.Digest).Encode());
        return location.SignaturePath;
    }

    private static ClaimReference Find(RunStore store, string named) => ClaimReference.TryFind(store, named, out ClaimReference? found, out Diagnostic? error) ? found : throw new RunproofException(error);

    private static Trace Read(RunStore store, string run) =>
        store.TryResolve(run, out RunLocation? location, out Diagnostic? error) && TraceFile.TryRead(location.TracePath, out Trace? trace, out error) ? trace : throw new RunproofException(error);
}
