using System.CommandLine;
using Runproof.Cli.Rendering;
using Runproof.Cli.Verbs.Tiles;

namespace Runproof.Cli.Verbs;

/// <summary><c>tile</c>: the tiles of a project. The work is done by the verbs below it.</summary>
internal sealed class TileVerb : Verb
{
    /// <summary>Declares the verbs below.</summary>
    public TileVerb()
        : base("tile", "List the tiles and sequences of a project, or run one tile")
    {
        Add(new TileListVerb());
        Add(new TileRunVerb());
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("tile list samples/tiles/Loan", "the tiles and sequences of a project"),
        ("tile run Add samples/tiles/Loan --input '[…]'", "one tile on typed JSON"),
    ];

    /// <inheritdoc />
    public override Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("the parser asks for one of the verbs below");
}
