using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Runproof.Tiles.Generator;

namespace Runproof.Tiles.CodeFixes;

/// <summary>Names the invariant culture where text is made or read, and an ordinal comparison where text is compared.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CultureFix() : LocalFix(Rules.Culture, "Name the invariant culture or an ordinal comparison")
{
    private protected override IEnumerable<TextChange> Changes(FixSite site) => site.Node switch
    {
        InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax text } => OfText(text, site),
        ExpressionSyntax { Parent: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } } operand
            when site.TypeOf(operand) is { SpecialType: not SpecialType.System_String } type && Takes(type.GetMembers("ToString"), [], "IFormatProvider") =>
            OfOperand(operand, site),
        InvocationExpressionSyntax call when site.SymbolOf(call) is IMethodSymbol method => OfCall(call, method, site),
        _ => [],
    };

    private static IEnumerable<TextChange> OfText(InterpolatedStringExpressionSyntax text, FixSite site)
    {
        // Parts of a sum would be written by handlers of their own.
        if (text.Parent is BinaryExpressionSyntax or ParenthesizedExpressionSyntax)
            yield break;
        yield return FixSite.Insert(text.SpanStart, $"string.Create({Invariant(site)}, ");
        yield return FixSite.Insert(text.Span.End, ")");
    }

    private static IEnumerable<TextChange> OfOperand(ExpressionSyntax operand, FixSite site)
    {
        bool isPrimary = operand is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax;
        if (!isPrimary)
            yield return FixSite.Insert(operand.SpanStart, "(");
        yield return FixSite.Insert(operand.Span.End, $"{(isPrimary ? "" : ")")}.ToString({Invariant(site)})");
    }

    private static IEnumerable<TextChange> OfCall(InvocationExpressionSyntax call, IMethodSymbol method, FixSite site)
    {
        ISymbol[] overloads = [.. method.ContainingType.GetMembers(method.Name).Where(member => member.IsStatic == method.IsStatic)];
        SimpleNameSyntax? name = (call.Expression as MemberAccessExpressionSyntax)?.Name;
        ArgumentListSyntax list = call.ArgumentList;
        string separator = list.Arguments.Count == 0 ? "" : ", ";
        if (method.Parameters.Any(parameter => parameter.IsOptional || parameter.IsParams) || list.Arguments.Any(argument => argument.NameColon is not null))
            yield break;
        if (name is not null && method.Name is "ToUpper" or "ToLower" && method.ContainingType.GetMembers(method.Name + "Invariant").Any())
            yield return FixSite.Insert(name!.Span.End, "Invariant");
        else if (Takes(overloads, method.Parameters, "IFormatProvider"))
            yield return FixSite.Insert(list.CloseParenToken.SpanStart, $"{separator}{Invariant(site)}");
        else if (Takes(overloads, method.Parameters, "StringComparison"))
            yield return FixSite.Insert(list.CloseParenToken.SpanStart, $"{separator}{site.NameOf("System", "StringComparison")}.Ordinal");
    }

    // Whether a method may be given the same arguments and one more.
    private static bool Takes(IEnumerable<ISymbol> overloads, IReadOnlyList<IParameterSymbol> before, string last) => overloads.OfType<IMethodSymbol>().Any(overload =>
        overload.Parameters.Length == before.Count + 1 && overload.Parameters[before.Count].Type.Name == last
        && before.Select((parameter, i) => SymbolEqualityComparer.Default.Equals(parameter.Type, overload.Parameters[i].Type)).All(isSame => isSame));

    private static string Invariant(FixSite site) => site.NameOf("System.Globalization", "CultureInfo") + ".InvariantCulture";
}
