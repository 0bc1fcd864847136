using System.CommandLine;
using System.Globalization;
using Runproof.Cli.Rendering;
using Runproof.Runs.Results;
using Runproof.Runs.Store;

namespace Runproof.Cli.Verbs.Store;

/// <summary><c>store ls</c>: the recorded runs.</summary>
internal sealed class StoreLsVerb() : Verb("ls", "List the recorded runs, newest first")
{
    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("store ls", "the runs of the store"),
        ("store ls --json", "the same with whole digests, for a program"),
    ];

    /// <inheritdoc />
    public override Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        var store = RunStore.Open(CommonOptions.StoreDirectory(arguments));
        var runs = store.List();
        if (output.IsJson)
        {
            output.Json("runproof.store.ls/1", json =>
            {
                json.WriteString("store", store.Root);
                json.WriteStartArray("runs");
                foreach (var run in runs)
                {
                    json.WriteStartObject();
                    json.WriteString("run", run.Id);
                    json.WriteString("startedAt", run.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                    json.WriteString("state", Text(run.State));
                    json.WriteString("target", run.Target);
                    json.WriteString("mode", run.Mode is { } mode ? mode.Text() : null);
                    json.WriteDigest("claim", run.Claim);
                    json.WriteNumber("steps", run.Steps);
                    json.WriteNumber("bytes", run.Size);
                    json.WriteBoolean("pinned", run.IsPinned);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return Task.FromResult(0);
        }

        if (runs.IsEmpty)
        {
            output.Text.WriteLine($"  the store {Printable.Of(store.Root)} holds no run");
            output.Text.WriteLine("  try runproof demo, or runproof run MODEL, which records one");
            return Task.FromResult(0);
        }

        var table = new TextTable("run", "started", "target", "mode", ">steps", ">size", "claim", "state", "pinned");
        foreach (var run in runs)
        {
            table.Add(
                run.Id, Figure.Moment(run.StartedAt), run.Target, run.Mode is { } mode ? mode.Text() : "-", $"{run.Steps}", Figure.Bytes(run.Size),
                run.Claim?.ToShortString() ?? "-", Text(run.State), run.IsPinned ? "pinned" : "");
        }

        table.WriteTo(output);
        return Task.FromResult(0);
    }

    private static string Text(RunState state) => state switch
    {
        RunState.Closed => "closed",
        RunState.Interrupted => "interrupted",
        RunState.Damaged => "damaged",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
