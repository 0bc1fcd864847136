using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Runproof.Tiles.Generator.Parsing;

/// <summary>Collects the source of a tile and of all user code that it reaches, without comments and layout.</summary>
internal sealed class SourceCollector
{
    // What a declaration reaches is found once for all tiles of a compilation.
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<SyntaxNode, Declaration>> Known = new();

    private readonly SortedDictionary<string, List<string>> _sources = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _packages = new(StringComparer.Ordinal);

    private SourceCollector()
    {
    }

    public static SourceCollector Nothing { get; } = new();

    /// <summary>The source: one line for each declaration, its tokens with one space between.</summary>
    public string Source => string.Join("\n", _sources.Select(source => $"{source.Key}: {string.Join(" ", source.Value.OrderBy(part => part, StringComparer.Ordinal))}"));

    /// <summary>Name and version of each package that the source reaches, without the platform and Runproof.</summary>
    public IEnumerable<string> Packages => _packages;

    public static SourceCollector Collect(IMethodSymbol tile, Compilation compilation, CancellationToken cancellation)
    {
        var collector = new SourceCollector();
        ConcurrentDictionary<SyntaxNode, Declaration> known = Known.GetOrCreateValue(compilation);
        var seen = new HashSet<SyntaxNode>();
        var waiting = new Queue<(string Key, SyntaxNode Node)>();
        var first = new DeclarationReader(compilation);
        first.Reach(tile);
        Visit(first.ToDeclaration(""));
        while (waiting.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            (string key, SyntaxNode node) = waiting.Dequeue();
            Declaration declaration = known.GetOrAdd(node, unread => new DeclarationReader(compilation).Read(unread, cancellation));
            if (!collector._sources.TryGetValue(key, out List<string> parts))
                collector._sources.Add(key, parts = []);
            parts.Add(declaration.Tokens);
            Visit(declaration);
        }

        return collector;

        void Visit(Declaration declaration)
        {
            collector._packages.UnionWith(declaration.Packages);
            foreach ((string key, SyntaxNode node) in declaration.Reached)
            {
                if (seen.Add(node))
                    waiting.Enqueue((key, node));
            }
        }
    }
}
