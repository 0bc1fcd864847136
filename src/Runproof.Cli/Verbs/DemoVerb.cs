using System.CommandLine;
using System.Diagnostics;
using Runproof.Cli.Demo;
using Runproof.Cli.Rendering;
using Runproof.Runs.Store;

namespace Runproof.Cli.Verbs;

/// <summary><c>demo</c>: the two-minute tour, which needs no arguments and no network.</summary>
internal sealed class DemoVerb : Verb
{
    private const string All = "all";

    private readonly Option<string> _model = new("--model")
    {
        Description = "Which of the models that come with the program",
        HelpName = $"{string.Join('|', DemoModel.All.Select(model => model.Name))}|{All}",
        DefaultValueFactory = _ => All,
    };

    /// <summary>Declares the options.</summary>
    public DemoVerb()
        : base("demo", "The tour: slice and compile a model, run and prove it, verify and replay the run, tamper with run and proof and see them refused")
    {
        _model.AcceptOnlyFromAmong([.. DemoModel.All.Select(model => model.Name), All]);
        Add(_model);
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("demo", "the tour"),
        ("demo --model doom --json", "the tour through one model, for a program"),
    ];

    /// <inheritdoc />
    public override async Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var name = arguments.GetValue(_model);
        var store = RunStore.Open(CommonOptions.StoreDirectory(arguments));
        var folder = DemoFolder.Create(store);
        var guide = new DemoGuide(store, folder);
        var story = new DemoStory(output);
        var tours = new List<DemoTour>();
        foreach (var model in DemoModel.All.Where(model => name == All || name == model.Name))
        {
            tours.Add(await guide.Tour(model, cancellationToken));
            if (output.IsJson || tours.Count > 1)
                continue;
            story.Tell(tours[0]);
            output.Flush();
        }

        var time = Stopwatch.GetElapsedTime(start);
        if (output.IsJson)
            output.Json("runproof.demo/1", json => DemoDocument.Write(json, store.Root, folder, tours, time));
        else
            story.Summarize(tours, time);
        return 0;
    }
}
