using System.CommandLine;
using Runproof.Cli.Errors;
using Runproof.Cli.Rendering;
using Runproof.Runs.Store;

namespace Runproof.Cli.Verbs.Store;

/// <summary><c>store gc</c>: removes what nobody needs.</summary>
internal sealed class StoreGcVerb : Verb
{
    private const int MostDays = 100_000;

    private readonly Option<int?> _keep = new("--keep") { Description = "Remove runs beyond the N newest", HelpName = "N" };
    private readonly Option<int?> _olderThan = new("--older-than") { Description = "Remove only runs that started more than DAYS days ago", HelpName = "DAYS" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only say what would be removed", Arity = ArgumentArity.Zero };

    /// <summary>Declares the options.</summary>
    public StoreGcVerb()
        : base("gc", "Remove objects that no run uses and what killed processes left; old runs only where an option says which")
    {
        Add(_keep);
        Add(_olderThan);
        Add(_dryRun);
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("store gc --dry-run", "what would be removed"),
        ("store gc --keep 10 --older-than 30", "runs that are neither among the ten newest nor of the last month"),
    ];

    /// <inheritdoc />
    public override Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        var (keep, days) = (arguments.GetValue(_keep), arguments.GetValue(_olderThan));
        CheckRange("--keep", keep, int.MaxValue);
        CheckRange("--older-than", days, MostDays);
        var store = RunStore.Open(CommonOptions.StoreDirectory(arguments));
        var options = new GarbageOptions
        {
            KeepNewest = keep,
            OlderThan = days is { } count ? TimeSpan.FromDays(count) : null,
            DryRun = arguments.GetValue(_dryRun),
        };
        var report = store.CollectGarbage(options, cancellationToken);
        var kept = store.List();
        var pinned = kept.Count(run => run.IsPinned);
        var left = options.DryRun ? kept.Length - report.Runs.Length : kept.Length;
        if (output.IsJson)
        {
            output.Json("runproof.store.gc/1", json =>
            {
                json.WriteString("store", store.Root);
                json.WriteBoolean("dryRun", options.DryRun);
                json.WriteStrings("runs", report.Runs);
                json.WriteNumber("objects", report.Objects);
                json.WriteNumber("leftovers", report.Leftovers);
                json.WriteNumber("bytes", report.Bytes);
                json.WriteStrings("unreadable", report.Unreadable);
                json.WriteNumber("kept", left);
                json.WriteNumber("pinned", pinned);
            });
            return Task.FromResult(0);
        }

        foreach (var run in report.Runs)
            output.Text.WriteLine($"  {(options.DryRun ? "would remove" : "removed")} run {run}");
        output.Text.WriteLine(
            $"  {(options.DryRun ? "would remove" : "removed")} {Figure.Of(report.Runs.Length, "run")}, {Figure.Of(report.Objects, "object")} and "
            + $"{Figure.Of(report.Leftovers, "leftover")}: {Figure.Bytes(report.Bytes)}");
        output.Text.WriteLine($"  kept: {Figure.Of(left, "run")}, {pinned} of them pinned");
        foreach (var run in report.Unreadable)
            output.Text.WriteLine($"  {Marks.Paint("?", output)} run {run} cannot be read: no object was removed, since it may need any of them");
        return Task.FromResult(0);
    }

    private static void CheckRange(string option, int? value, int most)
    {
        if (value < 0 || value > most)
            throw UsageError.Of(option, $"{value} is not a number from 0 to {most}", $"{option} with such a number");
    }
}
