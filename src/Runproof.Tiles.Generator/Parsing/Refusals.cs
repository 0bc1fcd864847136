using Microsoft.CodeAnalysis;

namespace Runproof.Tiles.Generator.Parsing;

/// <summary>Collects why something is no tile or no sequence: the generator needs to know whether there is a reason, the analyzers tell them all.</summary>
internal sealed class Refusals
{
    private readonly List<Refusal> _all = [];

    public IReadOnlyList<Refusal> All => _all;

    public bool IsEmpty => _all.Count == 0;

    public void Add(string rule, Location location, params string[] arguments) => _all.Add(new Refusal(rule, location, arguments));

    /// <summary>Where the name of a method stands.</summary>
    public static Location At(ISymbol symbol) => symbol.Locations.FirstOrDefault() ?? Location.None;
}
