using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Runproof.Tiles.Generator.Parsing;

/// <summary>
/// Finds what a declaration reaches. Of a static class what is named is reached; of any other type all of it, since much of it is called without being named.
/// </summary>
internal sealed class DeclarationReader(Compilation compilation)
{
    private readonly HashSet<SyntaxNode> _seen = [];
    private readonly HashSet<ISymbol> _symbols = new(SymbolEqualityComparer.Default);
    private readonly List<(string Key, SyntaxNode Node)> _reached = [];
    private readonly SortedSet<string> _packages = new(StringComparer.Ordinal);

    public Declaration Read(SyntaxNode node, CancellationToken cancellation)
    {
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

        return ToDeclaration(string.Join(" ", node.DescendantTokens().Select(token => token.Text)));
    }

    public Declaration ToDeclaration(string tokens) => new(tokens, _reached, _packages);

    public void Reach(ISymbol symbol)
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
        if (!_symbols.Add(symbol))
            return;
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
            if (compilation.ContainsSyntaxTree(node.SyntaxTree) && _seen.Add(node))
                _reached.Add((symbol.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat), node));
        }
    }

    private void AddPackage(IAssemblySymbol? assembly)
    {
        string name = assembly?.Identity.Name ?? "";
        if (!IsPlatform(name))
            _packages.Add($"{name} {assembly!.Identity.Version}");
    }

    /// <summary>Whether an assembly belongs to the platform or to Runproof.</summary>
    public static bool IsPlatform(string name) =>
        name.Length == 0 || name is "mscorlib" or "netstandard" || name == "System" || name.StartsWith("System.", StringComparison.Ordinal) || name is "Runproof.Core" or "Runproof.Tiles";
}
