using System.CommandLine;
using Runproof.Cli.Rendering;
using Runproof.Cli.Verbs.Store;

namespace Runproof.Cli.Verbs;

/// <summary><c>store</c>: the folder that holds recorded runs and what they used. The work is done by the verbs below it.</summary>
internal sealed class StoreVerb : Verb
{
    /// <summary>Declares the verbs below.</summary>
    public StoreVerb()
        : base("store", "List, check, keep and clean the recorded runs")
    {
        Add(new StoreLsVerb());
        Add(new StoreVerifyVerb());
        Add(new StoreGcVerb());
        Add(new StorePinVerb(pin: true));
        Add(new StorePinVerb(pin: false));
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("store ls", "the recorded runs, newest first"),
        ("store gc --keep 10 --dry-run", "what would go if the ten newest runs were kept"),
    ];

    /// <inheritdoc />
    public override Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("the parser asks for one of the verbs below");
}
