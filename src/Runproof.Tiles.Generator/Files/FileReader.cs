using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Runproof.Tiles.Generator.Files;

/// <summary>Reads one file by its syntax alone, so that it is read again only when it has changed itself.</summary>
internal sealed class FileReader
{
    private const string AttributeEnd = "Attribute";

    // Extension members that the compiler calls where nobody names them.
    private static readonly HashSet<string> CalledUnnamed = new(StringComparer.Ordinal)
    {
        "GetEnumerator", "GetAsyncEnumerator", "GetAwaiter", "Deconstruct", "Add", "GetPinnableReference", "Select", "SelectMany", "Where", "Join", "GroupJoin",
        "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "GroupBy", "Cast", "",
    };

    private readonly SortedSet<string> _declares = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _uses = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _namespaces = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _attributes = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _aliases = new(StringComparer.Ordinal);
    private bool _isEverywhere;

    public static FileModel Read(CompilationUnitSyntax root, CancellationToken cancellation)
    {
        var reader = new FileReader();
        Fingerprint content = reader.ReadTokens(root);
        cancellation.ThrowIfCancellationRequested();
        reader.ReadUsings(root);
        reader.ReadMembers(root.Members, "");
        return new FileModel(
            content, new([.. reader._declares]), new([.. reader._uses]), new([.. reader._namespaces]), new([.. reader._attributes]), new([.. reader._aliases]), reader._isEverywhere);
    }

    private Fingerprint ReadTokens(CompilationUnitSyntax root)
    {
        var text = new StringBuilder();
        foreach (SyntaxToken token in root.DescendantTokens())
        {
            if (token.ContainsDirectives)
            {
                foreach (SyntaxTrivia trivia in token.LeadingTrivia.Where(trivia => trivia.IsDirective))
                    text.Append(trivia.ToFullString()).Append('\n');
            }

            text.Append(token.Text).Append('\n');
            if (token.IsKind(SyntaxKind.IdentifierToken))
                _uses.Add(token.ValueText);
        }

        return Fingerprint.Of(text.ToString());
    }

    private void ReadUsings(CompilationUnitSyntax root)
    {
        _isEverywhere = root.AttributeLists.Count > 0;
        foreach (UsingDirectiveSyntax directive in root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>())
        {
            _isEverywhere |= !directive.GlobalKeyword.IsKind(SyntaxKind.None);
            if (directive.Alias is { } alias)
                _aliases.Add(alias.Name.Identifier.ValueText);
        }
    }

    private void ReadMembers(SyntaxList<MemberDeclarationSyntax> members, string space)
    {
        foreach (MemberDeclarationSyntax member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax declaration:
                    string name = space.Length == 0 ? declaration.Name.ToString() : $"{space}.{declaration.Name}";
                    _namespaces.Add(name);
                    _isEverywhere |= name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
                    ReadMembers(declaration.Members, name);
                    break;
                case TypeDeclarationSyntax type when type.Identifier.ValueText.Length == 0:
                    foreach (MemberDeclarationSyntax extension in type.Members)
                        DeclareExtension(NameOf(extension));
                    ReadMembers(type.Members, space);
                    break;
                case TypeDeclarationSyntax type:
                    Declare(type.Identifier);
                    ReadMembers(type.Members, space);
                    break;
                case EnumDeclarationSyntax type:
                    Declare(type.Identifier);
                    break;
                case DelegateDeclarationSyntax type:
                    Declare(type.Identifier);
                    break;
                case MethodDeclarationSyntax method:
                    if (method.ParameterList.Parameters.FirstOrDefault()?.Modifiers.Any(SyntaxKind.ThisKeyword) == true)
                        DeclareExtension(method.Identifier.ValueText);
                    foreach (AttributeSyntax attribute in method.AttributeLists.SelectMany(list => list.Attributes))
                        _attributes.Add(attribute.Name.DescendantTokens().LastOrDefault(token => token.IsKind(SyntaxKind.IdentifierToken)).ValueText ?? "");
                    break;
            }
        }
    }

    private void Declare(SyntaxToken name)
    {
        string text = name.ValueText;
        _declares.Add(text);
        if (text.EndsWith(AttributeEnd, StringComparison.Ordinal))
            _declares.Add(text[..(text.Length - AttributeEnd.Length)]);
    }

    private void DeclareExtension(string name)
    {
        _declares.Add(name);
        _isEverywhere |= CalledUnnamed.Contains(name);
    }

    // Operators have no name.
    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        _ => "",
    };
}
