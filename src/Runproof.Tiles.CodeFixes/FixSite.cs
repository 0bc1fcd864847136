using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Runproof.Tiles.CodeFixes;

/// <summary>A place that a diagnostic names, with what is known about it.</summary>
internal sealed class FixSite(SyntaxNode root, SemanticModel model, TextSpan span, CancellationToken token)
{
    /// <summary>The meaning of the file.</summary>
    public SemanticModel Model => model;

    /// <summary>The node that the diagnostic names.</summary>
    public SyntaxNode Node { get; } = root.FindNode(span, getInnermostNodeForTie: true);

    /// <summary>What a name or a call in the file is.</summary>
    public ISymbol? SymbolOf(SyntaxNode node)
    {
        SymbolInfo info = model.GetSymbolInfo(node, token);
        return info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null);
    }

    /// <summary>What a node declares.</summary>
    public ISymbol? DeclaredBy(SyntaxNode node) => model.GetDeclaredSymbol(node, token);

    /// <summary>The type of an expression or a type's name.</summary>
    public ITypeSymbol? TypeOf(SyntaxNode node) => model.GetTypeInfo(node, token).Type;

    /// <summary>The constant that an expression is.</summary>
    public int? ConstantOf(SyntaxNode node) => model.GetConstantValue(node, token).Value as int?;

    /// <summary>How a type is written at the place: with its namespace where no other type is meant by its name alone.</summary>
    public string NameOf(string space, string name) =>
        model.LookupNamespacesAndTypes(Node.SpanStart, name: name).Any(found => found.ContainingNamespace?.ToDisplayString() == space) ? name : $"{space}.{name}";

    /// <summary>Adds a modifier where it is written by convention: after who may see what is declared.</summary>
    public static TextChange AddModifier(MemberDeclarationSyntax declaration, string modifier)
    {
        SyntaxToken access = declaration.Modifiers.LastOrDefault(token => SyntaxFacts.IsAccessibilityModifier(token.Kind()));
        if (!access.IsKind(SyntaxKind.None))
            return new TextChange(new TextSpan(access.Span.End, 0), $" {modifier}");
        SyntaxToken first = declaration.AttributeLists.Count == 0 ? declaration.GetFirstToken() : declaration.AttributeLists.Last().GetLastToken().GetNextToken();
        return Insert(first.SpanStart, $"{modifier} ");
    }

    /// <summary>Adds text at a position.</summary>
    public static TextChange Insert(int at, string text) => new(new TextSpan(at, 0), text);

    /// <summary>Replaces a node, or what is between two positions.</summary>
    public static TextChange Replace(int start, int end, string text) => new(TextSpan.FromBounds(start, end), text);

    /// <summary>Removes text, and the line where nothing else is in it.</summary>
    public TextChange Remove(TextSpan what)
    {
        SourceText text = root.SyntaxTree.GetText(token);
        TextLine first = text.Lines.GetLineFromPosition(what.Start);
        TextLine last = text.Lines.GetLineFromPosition(what.End);
        bool isAlone = string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(first.Start, what.Start))) && string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(what.End, last.End)));
        if (isAlone)
            return Replace(first.Start, last.EndIncludingLineBreak, "");
        int end = what.End;
        while (end < last.End && text[end] == ' ')
            end++;
        return Replace(what.Start, end, "");
    }
}
