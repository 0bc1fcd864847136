using System.Text;
using Runproof.Cli.Errors;
using Runproof.Core.Diagnostics;
using Runproof.Runs;
using Runproof.Runs.Claims;
using Runproof.Runs.Compiling;
using Runproof.Runs.Files;
using Runproof.Runs.Planning;
using Runproof.Runs.Replay;
using Runproof.Runs.Reports;
using Runproof.Runs.Store;
using Runproof.Runs.Validation;

namespace Runproof.Cli.Demo;

/// <summary>Leads through a model: everything is done for real, and what does not go as promised is a bug.</summary>
internal sealed class DemoGuide(RunStore store, string folder)
{
    private const int TimedRuns = 5;

    /// <summary>Compiles, runs, verifies, replays and attacks one model.</summary>
    /// <exception cref="RunproofException">Something did not go as the demo promises (<see cref="CliErrors.Bug"/>), or the machine stands in the way.</exception>
    public async Task<DemoTour> Tour(DemoModel model, CancellationToken cancellationToken)
    {
        var path = model.CopyTo(folder);
        var compiled = ModelCircuits.Compile(path, new CompileRequest { Store = store.Root }, cancellationToken);
        using var runner = Runner.Open(path, new RunnerOptions { Store = store.Root }, cancellationToken);
        var validation = ModelValidator.Validate(path, new ValidationOptions { TimedRuns = TimedRuns, Store = store.Root }, cancellationToken);
        var run = await runner.InferAsync(InferMode.Auto, null, cancellationToken);
        if (!store.TryResolve(run.RunId!, out var location, out var error)
            || !RunVerifier.TryVerify(store, location, null, out var verdict, out error))
        {
            throw new RunproofException(error);
        }

        var trace = verdict.Trace ?? throw Bug(model, verdict.Sentence);
        var middle = (trace.Steps.Length - 1) / 2;
        if (!Replayer.TryReplay(store, trace, new ReplayWindow(middle, middle + 1), out var replay, out error, cancellationToken: cancellationToken))
            throw new RunproofException(error);
        var tampering = Tampering.With(store, trace, location.TracePath, Path.Combine(folder, "tampered", location.Name));
        var forgery = Forgery.Of(store, trace, Path.Combine(folder, "forger", model.Name));
        if (!File.Exists(location.ReceiptPath))
            throw Bug(model, "the run left no receipt");
        var proof = ProofTampering.With(store, trace, location.ReceiptPath, Path.Combine(folder, "tampered", $"{location.Name}.receipt"));
        var report = Path.Combine(folder, $"report-{model.Name}.html");
        AtomicFile.Write(report, Encoding.UTF8.GetBytes(HtmlReport.Write(RunReport.Of(verdict))));
        var tour = new DemoTour(model, runner.Metadata, compiled, validation, run, verdict, replay, tampering, forgery, proof, report);
        return tour.Problem is { } problem ? throw Bug(model, problem) : tour;
    }

    private static RunproofException Bug(DemoModel model, string problem) => new(new Diagnostic(
        CliErrors.Bug, Phase.Verify, model.Name, $"this is a bug of Runproof: {problem}", "reporting the command and what it prints as CONTRIBUTING.md describes"));
}
