using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Runproof.Tiles.Generator;
using Runproof.Tiles.Generator.Parsing;

namespace Runproof.Tiles.Analyzers;

/// <summary>Says where a tile throws what it could return, and where it catches what is not its own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FallibilityAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [RuleTable.Throws, RuleTable.CatchesAll];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(AnalyzeThrow, OperationKind.Throw);
        context.RegisterOperationAction(AnalyzeCatch, OperationKind.CatchClause);
    }

    // To throw on what was caught is no decision of the tile, and an arm that no value reaches is none either.
    private static void AnalyzeThrow(OperationAnalysisContext context)
    {
        var thrown = (IThrowOperation)context.Operation;
        if (TileOf(context) is { } tile && thrown.Exception is { } exception && Unconverted(exception).Type?.Name != "UnreachableException")
            context.ReportDiagnostic(Diagnostic.Create(RuleTable.Throws, thrown.Syntax.GetLocation(), tile.Name));
    }

    private static void AnalyzeCatch(OperationAnalysisContext context)
    {
        var caught = (ICatchClauseOperation)context.Operation;
        bool isAny = caught.ExceptionType is { SpecialType: SpecialType.System_Object } || caught.ExceptionType?.ToDisplayString() is "System.Exception" or "System.SystemException";
        bool isThrownOn = caught.Handler.Descendants().Any(operation => operation is IThrowOperation { Exception: null });
        if (TileOf(context) is { } tile && isAny && caught.Filter is null && !isThrownOn)
            context.ReportDiagnostic(Diagnostic.Create(RuleTable.CatchesAll, caught.Syntax.GetFirstToken().GetLocation(), tile.Name));
    }

    private static IOperation Unconverted(IOperation operation) => operation is IConversionOperation conversion ? conversion.Operand : operation;

    private static IMethodSymbol? TileOf(OperationAnalysisContext context) =>
        context.ContainingSymbol is IMethodSymbol method && HostClass.Attribute(method, Names.TileAttribute) is not null ? method : null;
}
