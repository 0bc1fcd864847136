using System.CommandLine;
using Runproof.Cli.Rendering;
using Runproof.Cli.Targets;

namespace Runproof.Cli.Verbs.Tiles;

/// <summary><c>tile run NAME</c>: runs one tile on typed JSON.</summary>
internal sealed class TileRunVerb : Verb
{
    private readonly Argument<string> _name = new("NAME") { Description = "The tile: its name, or the end of it" };
    private readonly Argument<string> _target = new("TARGET") { Description = $"{TileTarget.Description} (default: the current folder)", DefaultValueFactory = _ => "." };
    private readonly Option<string> _input = new("--input") { Description = "The arguments as JSON, a file of it, or - for the standard input", HelpName = "JSON" };
    private readonly Option<bool> _noTrace = new("--no-trace") { Description = "Do not record the run", Arity = ArgumentArity.Zero };
    private readonly Option<double?> _timeLimit = new("--time-limit") { Description = "Seconds that the call may take (default: 60)", HelpName = "S" };
    private readonly Option<long?> _maxMemory = new("--max-memory") { Description = "Bytes that the call may allocate (default: 1 GiB)", HelpName = "B" };

    /// <summary>Declares the arguments.</summary>
    public TileRunVerb()
        : base("run", "Run one tile and record it")
    {
        Add(_name);
        Add(_target);
        foreach (var option in new Option[] { _input, _noTrace, _timeLimit, _maxMemory })
            Add(option);
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("tile run Decide samples/tiles/Loan --input arguments.json", "a tile of a project"),
        ("tile run Double bin/Release/net10.0/My.dll --input 21 --no-trace", "one of an assembly that is built, without recording it"),
    ];

    /// <inheritdoc />
    public override Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        var request = new TileRunRequest
        {
            Target = arguments.GetRequiredValue(_target),
            Tile = arguments.GetRequiredValue(_name),
            Input = arguments.GetValue(_input),
            Record = !arguments.GetValue(_noTrace),
            Limits = TileRunArguments.Limits(arguments.GetValue(_timeLimit), arguments.GetValue(_maxMemory)),
        };
        return Task.FromResult(TileRunCommand.Run(request, CommonOptions.StoreDirectory(arguments), output, cancellationToken));
    }
}
