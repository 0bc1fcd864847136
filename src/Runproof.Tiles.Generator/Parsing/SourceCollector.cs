using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Runproof.Tiles.Generator.Parsing;

/// <summary>
/// Collects the source of a tile and of all user code that it reaches, without comments and layout. Of a static class what is named is reached; of any other type
/// all of it, since much of it is called without being named.
/// </summary>
internal sealed class SourceCollector(Compilation compilation)
{
    private readonly SortedDictionary<string, string> _sources = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _packages = new(StringComparer.Ordinal);
    private readonly HashSet<SyntaxNode> _seen = [];
    private readonly Queue<SyntaxNode> _nodes = new();

    /// <summary>The source: one line for each declaration, its tokens with one space between.</summary>
    public string Source => string.Join("\n", _sources.Select(source => $"{source.Key}: {source.Value}"));

    /// <summary>Name and version of each package that the source reaches, without the platform and Runproof.</summary>
    public IEnumerable<string> Packages => _packages;

    public void Collect(IMethodSymbol tile, CancellationToken cancellation)
    {
        Reach(tile);
        while (_nodes.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            SyntaxNode node = _nodes.Dequeue();
            SemanticModel model = compilation.GetSemanticModel(node.SyntaxTree);
            foreach (SyntaxNode part in node.DescendantNodes())
            {
                if (part is not (ExpressionSyntax or ConstructorInitializerSyntax or ForEachStatementSyntax or BaseTypeSyntax))
                    continue;
                if (model.GetSymbolInfo(part, cancellation).Symbol is { } symbol)
                    Reach(symbol);
                if (part is ExpressionSyntax expression and not TypeSyntax && model.GetTypeInfo(expression, cancellation) is { } type)
                {
                    ReachType(type.Type);
                    ReachType(type.ConvertedType);
                }
            }
        }
    }

    private void Reach(ISymbol symbol)
    {
        if (symbol is IMethodSymbol { ReducedFrom: { } unreduced })
            symbol = unreduced;
        symbol = symbol.OriginalDefinition;
        if (symbol is ITypeSymbol type)
        {
            ReachType(type);
            return;
        }

        if (symbol is not (IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol) || symbol.ContainingType is not { } container)
            return;
        if (!container.IsStatic)
        {
            ReachType(container);
            return;
        }

        Add(symbol);
        foreach (IMethodSymbol initializer in container.StaticConstructors)
            Add(initializer);
    }

    private void ReachType(ITypeSymbol? type)
    {
        if (type is IArrayTypeSymbol array)
        {
            ReachType(array.ElementType);
            return;
        }

        if (type is not INamedTypeSymbol named)
            return;
        foreach (ITypeSymbol argument in named.TypeArguments)
        {
            if (argument is not ITypeParameterSymbol)
                ReachType(argument);
        }

        // Of a static class only what is named belongs to it.
        if (!named.IsStatic)
            Add(named.OriginalDefinition);
        if (named.ContainingType is { } outer && !SymbolEqualityComparer.Default.Equals(outer, named))
            ReachType(outer);
    }

    private void Add(ISymbol symbol)
    {
        if (symbol.DeclaringSyntaxReferences.IsEmpty)
        {
            if (!symbol.IsImplicitlyDeclared)
                AddPackage(symbol.ContainingAssembly);
            return;
        }

        foreach (SyntaxReference reference in symbol.DeclaringSyntaxReferences)
        {
            SyntaxNode node = reference.GetSyntax();
            if (node is VariableDeclaratorSyntax { Parent.Parent: { } field })
                node = field;
            if (!compilation.ContainsSyntaxTree(node.SyntaxTree) || !_seen.Add(node))
                continue;
            string key = symbol.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
            string tokens = string.Join(" ", node.DescendantTokens().Select(token => token.Text));
            _sources[key] = _sources.TryGetValue(key, out string before) ? string.CompareOrdinal(before, tokens) <= 0 ? $"{before} {tokens}" : $"{tokens} {before}" : tokens;
            _nodes.Enqueue(node);
        }
    }

    private void AddPackage(IAssemblySymbol? assembly)
    {
        string name = assembly?.Identity.Name ?? "";
        bool isPlatform = name.Length == 0 || name is "mscorlib" or "netstandard" || name == "System" || name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Runproof.", StringComparison.Ordinal);
        if (!isPlatform)
            _packages.Add($"{name} {assembly!.Identity.Version}");
    }
}
