using System.CommandLine;
using System.Text.Json;
using Runproof.Cli.Rendering;
using Runproof.Cli.Targets;
using Runproof.Cli.Verbs.Tiles;
using Runproof.Core.Diagnostics;
using Runproof.Core.Verdicts;
using Runproof.Runs.Claims;
using Runproof.Runs.Disputes;
using Runproof.Runs.Files;
using Runproof.Runs.Store;
using Runproof.Runs.Tiles.Loading;
using Runproof.Verifier.Claims;
using Runproof.Verifier.Disputes;

namespace Runproof.Cli.Verbs;

/// <summary><c>dispute CLAIM</c>: executes a claimed run again and, where it diverges, writes the proof that the claim is false.</summary>
internal sealed class DisputeVerb : Verb
{
    private readonly Argument<string> _claim = new("CLAIM") { Description = $"A claim in a file beside its run, or the run that claims it. {RunTarget.Description}" };
    private readonly Option<string> _target = new("--target") { Description = "The project or assembly whose tiles are executed (default: the one that a run of this store was made from)", HelpName = "TARGET" };
    private readonly Option<string> _out = new("--output", "-o") { Description = "Where the fraud proof goes (default: CLAIM.fraud, by the start of the claim's digest)", HelpName = "FILE" };
    private readonly Option<double?> _timeLimit = new("--time-limit") { Description = "Seconds that one call of a tile may take (default: 60)", HelpName = "S" };
    private readonly Option<long?> _maxMemory = new("--max-memory") { Description = "Bytes that one call of a tile may allocate (default: 1 GiB)", HelpName = "B" };

    /// <summary>Declares the arguments.</summary>
    public DisputeVerb()
        : base("dispute", "Execute a claimed run again, find where it diverges, and prove that the claim is false")
    {
        Add(_claim);
        foreach (var option in new Option[] { _target, _out, _timeLimit, _maxMemory })
            Add(option);
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("dispute latest", "the newest run of the store"),
        ("dispute copy/of/run --target samples/tiles/Loan -o loan.fraud", "a run from elsewhere, with one's own copy of the project"),
    ];

    /// <inheritdoc />
    public override Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        var store = RunStore.Open(CommonOptions.StoreDirectory(arguments));
        var named = arguments.GetRequiredValue(_claim);
        if (!ClaimReference.TryFind(store, named, out var reference, out var error))
            throw new RunproofException(error);
        if (reference is not { Trace: { } trace, Location: { } location })
        {
            throw new RunproofException(new Diagnostic(ClaimErrors.ValueMissing, Phase.Read, named, "only the claim is at hand, and not the run that it commits to",
                "run --mode audit --against CLAIM, which tells whether it holds; a dispute takes the claimed run"));
        }

        var limits = TileRunArguments.Limits(arguments.GetValue(_timeLimit), arguments.GetValue(_maxMemory));
        using TileAssembly? tiles = trace.Program.IsTyped ? TileTarget.Open(arguments.GetValue(_target), location.IsOwn, trace, cancellationToken) : null;
        DisputeResult result = Disputer.Dispute(store, trace, tiles is null ? null : TileTarget.Source(tiles, limits), cancellationToken);
        string? file = null;
        if (result.Proof is { } proof)
        {
            file = arguments.GetValue(_out) ?? $"{reference.Claim.Digest.ToShortString()}.fraud";
            AtomicFile.Write(file, FraudProofFormat.Encode(proof));
        }

        if (output.IsJson)
            output.Json("runproof.dispute/1", json => WriteJson(json, reference, result, file));
        else
            WriteText(output, reference, result, file);
        return Task.FromResult(result.First is not null ? (int)ErrorClass.Divergence : result.Problem is not null ? (int)ErrorClass.Inconclusive : 0);
    }

    private static string Sentence(DisputeResult result) =>
        result.First is { } first ? $"the claim is false at step {first.Step}, reason {ValueDifferences.Text(first.Reason)}: {result.Message}"
        : result.Problem is { } problem ? $"undecided: nothing was found against the claim, but {problem.Message}"
        : $"the claim holds: all {result.Executed} steps were executed again, each on what the step before it gave, and gave what is claimed";

    private static void WriteText(Output output, ClaimReference reference, DisputeResult result, string? file)
    {
        var facts = new TextTable("", "");
        facts.Add("claim", reference.Claim.Digest.ToString());
        facts.Add("of", reference.Trace!.Header.Target);
        facts.Add("executed", Figure.Of(result.Executed, "step"));
        if (result.First is { } first)
            facts.Add("divergence", $"step {first.Step} {first.Name} at {first.Coordinates}, reason {ValueDifferences.Text(first.Reason)}");
        if (file is not null)
        {
            facts.Add("fraud proof", file);
            facts.Add("", $"runproof verify {file} --expect {reference.Claim.Digest}");
        }

        facts.WriteTo(output);
        if (!result.Values.IsEmpty)
        {
            output.Text.WriteLine();
            ValueDifferences.WriteText(output, result.Values, "claimed", "executed");
        }

        if (result.Problem is { } problem)
        {
            output.Text.WriteLine();
            output.Text.WriteLine($"  {problem.Code} {Printable.Of($"{problem.Subject}: {problem.Message}")}");
            output.Text.WriteLine($"  try {Printable.Of(problem.Hint)}");
        }

        output.Text.WriteLine();
        Verification status = result.First is not null ? Verification.Failed : result.Problem is not null ? Verification.Inconclusive : Verification.Passed;
        output.Text.WriteLine($"  {Marks.Paint(Printable.Of(Sentence(result)), status, output)}");
    }

    private static void WriteJson(Utf8JsonWriter json, ClaimReference reference, DisputeResult result, string? file)
    {
        json.WriteString("name", reference.Name);
        json.WriteDigest("claim", reference.Claim.Digest);
        json.WriteDigest("program", reference.Claim.Program);
        json.WriteString("sentence", Sentence(result));
        json.WriteNumber("executed", result.Executed);
        json.WriteString("message", result.Message);
        ValueDifferences.WriteDivergence(json, result.First);
        ValueDifferences.WriteJson(json, result.Values, "claimed", "executed");
        json.WriteString("proof", file);
        json.WriteDigest("proofDigest", result.Proof?.Digest);
        json.WriteDiagnostic("problem", result.Problem);
    }
}
