using System.CommandLine;
using Runproof.Cli.Errors;
using Runproof.Cli.Rendering;
using Runproof.Cli.Targets;

namespace Runproof.Cli.Verbs.Store;

/// <summary><c>store pin RUN</c> and <c>store unpin RUN</c>: whether a run is kept whatever is collected.</summary>
internal sealed class StorePinVerb : Verb
{
    private readonly Argument<string> _run = new("RUN") { Description = RunTarget.Description };
    private readonly bool _pin;

    /// <summary>Declares the argument.</summary>
    /// <param name="pin">Whether runs are pinned, or unpinned.</param>
    public StorePinVerb(bool pin)
        : base(pin ? "pin" : "unpin", pin ? "Keep a run until it is unpinned, whatever is collected" : "Let a run be collected again")
    {
        _pin = pin;
        Add(_run);
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ($"store {Name} latest", "the newest run"),
        ($"store {Name} 20260728-101500", "the run whose id begins so"),
    ];

    /// <inheritdoc />
    public override Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        var name = arguments.GetRequiredValue(_run);
        var target = RunTarget.Find(arguments, name);
        if (!target.Location.IsOwn)
            throw UsageError.Of(name, $"the run does not lie in the store {target.Store.Root}", "runproof store ls, which lists the runs that do");

        if (_pin)
            target.Store.Pin(target.Location.Name);
        else
            target.Store.Unpin(target.Location.Name);
        if (output.IsJson)
        {
            output.Json($"runproof.store.{Name}/1", json =>
            {
                json.WriteString("store", target.Store.Root);
                json.WriteString("run", target.Location.Name);
                json.WriteBoolean("pinned", _pin);
            });
        }
        else
        {
            output.Text.WriteLine($"  {target.Location.Name} is {(_pin ? "pinned: it stays, whatever is collected" : "unpinned: it may be collected")}");
        }

        return Task.FromResult(0);
    }
}
