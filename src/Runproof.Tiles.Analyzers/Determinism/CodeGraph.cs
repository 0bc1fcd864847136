using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Runproof.Tiles.Analyzers.Determinism;

/// <summary>What all user code of a compilation does and calls, and what of it tiles reach.</summary>
internal sealed class CodeGraph
{
    private readonly ConcurrentDictionary<ISymbol, CodeFacts> _facts = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentBag<INamedTypeSymbol> _types = [];
    private readonly ConcurrentBag<IMethodSymbol> _tiles = [];

    /// <summary>What a member does and calls; filled while code is read.</summary>
    public CodeFacts this[ISymbol member] => _facts.GetOrAdd(member, _ => new CodeFacts());

    public void AddType(INamedTypeSymbol type) => _types.Add(type);

    public void AddTile(IMethodSymbol tile) => _tiles.Add(tile);

    /// <summary>What tiles reach that may differ from run to run: each place once, with the shortest chain of calls that leads there.</summary>
    public IEnumerable<Diagnostic> Find(CancellationToken cancellation)
    {
        ILookup<ISymbol, ISymbol> overrides = FindOverrides();
        var callers = new Dictionary<ISymbol, ISymbol?>(SymbolEqualityComparer.Default);
        var waiting = new Queue<ISymbol>();
        foreach (IMethodSymbol tile in _tiles.OrderBy(tile => tile.ToDisplayString(), StringComparer.Ordinal))
            Visit(tile, null);
        while (waiting.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            ISymbol member = waiting.Dequeue();
            if (_facts.TryGetValue(member, out CodeFacts facts))
            {
                foreach (Finding finding in facts.Findings)
                    yield return Diagnostic.Create(finding.Rule, finding.Location, [ChainTo(member, callers), .. finding.Arguments]);
                foreach (ISymbol callee in facts.Calls)
                    Visit(callee, member);
            }

            foreach (ISymbol implied in Implied(member).Concat(overrides[member]))
                Visit(implied, member);
        }

        void Visit(ISymbol member, ISymbol? caller)
        {
            if (callers.ContainsKey(member))
                return;
            callers.Add(member, caller);
            waiting.Enqueue(member);
        }
    }

    // What runs with a member without being called: the values that the members of its type start with, what the platform calls of a type that is made, and what
    // the compiler writes for a record.
    private static IEnumerable<ISymbol> Implied(ISymbol member)
    {
        if (member.ContainingType is not { } type)
            return [];
        if (member is IMethodSymbol { MethodKind: MethodKind.Constructor })
        {
            return type.GetMembers().Where(other => other is { IsStatic: false, IsImplicitlyDeclared: false } and (IFieldSymbol or IPropertySymbol or IEventSymbol))
                .Concat(type.GetMembers().OfType<IMethodSymbol>().Where(IsCalledByPlatform)).Concat(type.StaticConstructors);
        }

        if (member.IsStatic)
            return type.StaticConstructors.Concat(member is IMethodSymbol { IsImplicitlyDeclared: true } ? type.GetMembers("Equals") : []);
        return member is IMethodSymbol { AssociatedSymbol: { } property } ? [property] : [];
    }

    private static bool IsCalledByPlatform(IMethodSymbol method)
    {
        if (method.IsStatic || method.IsImplicitlyDeclared || method.Name is "ToString" or "GetHashCode")
            return false;
        if (method.OverriddenMethod is { } overridden)
            return !SymbolEqualityComparer.Default.Equals(overridden.ContainingAssembly, method.ContainingAssembly);
        return Implemented(method).Any(member => !SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, method.ContainingAssembly));
    }

    private static IEnumerable<ISymbol> Implemented(ISymbol member) => member.ContainingType.AllInterfaces
        .SelectMany(implemented => implemented.GetMembers())
        .Where(candidate => SymbolEqualityComparer.Default.Equals(member.ContainingType.FindImplementationForInterfaceMember(candidate), member));

    private ILookup<ISymbol, ISymbol> FindOverrides()
    {
        var pairs = new List<(ISymbol Base, ISymbol Override)>();
        foreach (IMethodSymbol method in _types.SelectMany(type => type.GetMembers()).OfType<IMethodSymbol>().Where(method => !method.IsStatic || method.ContainingType.AllInterfaces.Length > 0))
        {
            if (method.OverriddenMethod is { } overridden)
                pairs.Add((overridden.OriginalDefinition, method));
            pairs.AddRange(Implemented(method).Select(member => (member.OriginalDefinition, (ISymbol)method)));
        }

        return pairs.OrderBy(pair => pair.Override.ToDisplayString(), StringComparer.Ordinal).ToLookup(pair => pair.Base, pair => pair.Override, (IEqualityComparer<ISymbol>)SymbolEqualityComparer.Default);
    }

    private static string ChainTo(ISymbol member, Dictionary<ISymbol, ISymbol?> callers)
    {
        var chain = new List<string>();
        for (ISymbol? at = member; at is not null; at = callers[at])
        {
            string name = at is IMethodSymbol { AssociatedSymbol: { } property } ? Name(property) : Name(at);
            if (chain.Count == 0 || chain[chain.Count - 1] != name)
                chain.Add(name);
        }

        chain.Reverse();
        return string.Join(" → ", chain);
    }

    private static string Name(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => $"new {member.ContainingType.Name}",
        IMethodSymbol { MethodKind: MethodKind.StaticConstructor } => $"static {member.ContainingType.Name}",
        _ => $"{member.ContainingType.Name}.{member.Name}",
    };
}
