using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Runproof.Tiles.Generator;

namespace Runproof.Tiles.CodeFixes;

/// <summary>Leaves out limits and estimates below zero, which says that nothing is known.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class NegativeLimitFix() : LocalFix(Rules.NegativeLimit, "Leave out what is negative")
{
    private protected override IEnumerable<TextChange> Changes(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<AttributeSyntax>() is not { ArgumentList: { } list })
            yield break;
        AttributeArgumentSyntax[] kept = [.. list.Arguments.Where(argument => argument.NameEquals is null || !IsNegative(site.Model.GetConstantValue(argument.Expression).Value))];
        if (kept.Length < list.Arguments.Count)
            yield return FixSite.Replace(list.SpanStart, list.Span.End, kept.Length == 0 ? "" : $"({string.Join(", ", kept.Select(argument => argument.ToString()))})");
    }

    private static bool IsNegative(object? value) => value is int and < 0 or long and < 0;
}
