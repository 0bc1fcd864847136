using System.Collections.Immutable;
using System.Text.Json;
using Runproof.Cli.Tests.Schemas;
using Runproof.Core.Merkle;
using Runproof.Core.Traces;
using Runproof.Runs.Store;
using Runproof.Runs.Tests.Recording;

namespace Runproof.Cli.Tests.Verbs;

/// <summary>The sample <c>Loan</c>, built, with a store of its own.</summary>
internal sealed class RecordedLoan : IDisposable
{
    public const string Input =
        """{"applicant":{"age":40,"monthlyIncome":500000,"requested":100000,"items":[{"kind":"Car","amount":1000000,"monthsLate":1},{"kind":"Card","amount":50000,"monthsLate":2}]},"rules":{"leastAge":18,"ageWeight":1500,"incomeWeight":30000}}""";

    private readonly TemporaryDirectory _folder = new();

    public static string Assembly => Path.Combine(AppContext.BaseDirectory, "Runproof.Samples.Loan.dll");

    public string Store => _folder.PathOf("store");

    public string PathOf(string name) => _folder.PathOf(name);

    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    /// <summary>A command on this store; its document, where it has one, fits its schema.</summary>
    public CommandRun Run(params string[] args)
    {
        var run = CommandRun.Of([.. args, "--store", Store]);
        if (args.Contains("--json"))
        {
            JsonElement document = run.Json;
            Assert.Empty(JsonSchema.Of(document.GetProperty("schema").GetString()!).Problems(document));
        }

        return run;
    }

    /// <summary>An audited run.</summary>
    /// <returns>Its name.</returns>
    public string Record(string input = Input, params string[] args) => Run(["run", Assembly, "--mode", "audit", "--input", input, "--json", .. args]).Json.GetProperty("run").GetString()!;

    public Trace Read(string run)
    {
        string path = Path.Combine(Store, "runs", run, "trace");
        return TraceFile.TryRead(path, out var trace, out var error) ? trace : throw new InvalidOperationException(error.ToString());
    }

    /// <summary>Writes a run folder whose claim commits to other records.</summary>
    /// <returns>The folder, and the digest of the claim.</returns>
    public (string Folder, string Claim) Forge(string run, Func<Trace, ImmutableArray<StepRecord>> change)
    {
        Trace honest = Read(run);
        ImmutableArray<StepRecord> steps = change(honest);
        var log = new MerkleLog();
        foreach (StepRecord step in steps)
            log.Append(step.Leaf);
        Claim claim = honest.Claim! with { StepCount = (ulong)steps.Length, TraceRoot = log.Root };
        string folder = Directory.CreateDirectory(PathOf($"forged{steps.GetHashCode()}")).FullName;
        ForgedTrace.Write(Path.Combine(folder, "trace"), honest, steps: steps, claim: claim);
        File.WriteAllBytes(Path.Combine(folder, "claim"), ClaimFile.Encode(claim));
        return (folder, claim.Digest.ToString());
    }

    public void Dispose() => _folder.Dispose();
}
