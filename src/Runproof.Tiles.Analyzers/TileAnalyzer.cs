using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Runproof.Tiles.Generator;
using Runproof.Tiles.Generator.Parsing;

namespace Runproof.Tiles.Analyzers;

/// <summary>Says why a method with <c>[Tile]</c> is no tile: its declaration, its types, its shape in a fold.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TileAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = RuleTable.Group("RP01", Rules.NestedResult, Rules.FoldShape);

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(AnalyzeMethod, SymbolKind.Method);
        context.RegisterOperationAction(context => AnalyzeInner(context, ((ILocalFunctionOperation)context.Operation).Symbol), OperationKind.LocalFunction);
        context.RegisterOperationAction(context => AnalyzeInner(context, ((IAnonymousFunctionOperation)context.Operation).Symbol), OperationKind.AnonymousFunction);
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (HostClass.Attribute(method, Names.TileAttribute) is not { } attribute)
            return;
        var refusals = new Refusals();
        TileParser.Check(method, attribute, context.Compilation, refusals, context.CancellationToken);
        foreach (Diagnostic diagnostic in refusals.ToDiagnostics())
            context.ReportDiagnostic(diagnostic);
    }

    // Attributes may stand on local functions and lambdas, too.
    private static void AnalyzeInner(OperationAnalysisContext context, IMethodSymbol method)
    {
        if (HostClass.Attribute(method, Names.TileAttribute) is not null || HostClass.Attribute(method, Names.SequenceAttribute) is not null)
            context.ReportDiagnostic(Diagnostic.Create(RuleTable.OrdinaryStatic, Refusals.At(method), method.Name.Length == 0 ? "lambda" : method.Name));
    }
}
