using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Runproof.Tiles.Generator;

namespace Runproof.Tiles.CodeFixes;

/// <summary>Turns the parameters of a program into inputs of their names.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class EntryParametersFix() : LocalFix(Rules.EntryParameters, "Name the inputs by External")
{
    private protected override IEnumerable<TextChange> Changes(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration || declaration.ParameterList.Parameters is not { Count: > 1 } parameters)
            yield break;
        Dictionary<string, string> inputs = new(StringComparer.Ordinal);
        foreach (ParameterSyntax parameter in parameters.Skip(1))
        {
            if (ValueOf(parameter.Type) is not { } value)
                yield break;
            inputs[parameter.Identifier.ValueText] = $"{parameters[0].Identifier.Text}.External<{value}>({SymbolDisplay.FormatLiteral(parameter.Identifier.ValueText, quote: true)})";
        }

        // An input that is named already may have another type.
        if (declaration.DescendantNodes().OfType<LiteralExpressionSyntax>().Any(literal => inputs.ContainsKey(literal.Token.ValueText)))
            yield break;
        yield return FixSite.Replace(parameters[0].Span.End, parameters[parameters.Count - 1].Span.End, "");
        foreach (IdentifierNameSyntax name in declaration.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (inputs.TryGetValue(name.Identifier.ValueText, out string? input) && site.SymbolOf(name) is IParameterSymbol)
                yield return FixSite.Replace(name.SpanStart, name.Span.End, input);
        }
    }

    private static string? ValueOf(TypeSyntax? type) => type switch
    {
        GenericNameSyntax { Identifier.ValueText: "Ref", TypeArgumentList.Arguments: [var value] } => value.ToString(),
        QualifiedNameSyntax qualified => ValueOf(qualified.Right),
        _ => null,
    };
}
