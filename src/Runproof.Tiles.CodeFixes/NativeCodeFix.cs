using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Runproof.Tiles.Generator;

namespace Runproof.Tiles.CodeFixes;

/// <summary>Reads an integer from bytes in the order that it has in memory on the machines that .NET supports, and checks their count.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class NativeCodeFix() : LocalFix(Rules.NativeCode, "Read it by BinaryPrimitives, little-endian")
{
    private protected override IEnumerable<TextChange> Changes(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { ArgumentList.Arguments.Count: 1 } call
            && site.SymbolOf(call) is IMethodSymbol { Name: "Read", TypeArguments: [var value], ContainingType: { Name: "MemoryMarshal" } type }
            && type.ContainingNamespace.ToDisplayString() == "System.Runtime.InteropServices"
            && value.SpecialType is >= SpecialType.System_Int16 and <= SpecialType.System_UInt64)
        {
            yield return FixSite.Replace(call.Expression.SpanStart, call.Expression.Span.End, $"{site.NameOf("System.Buffers.Binary", "BinaryPrimitives")}.Read{value.Name}LittleEndian");
        }
    }
}
