using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Runproof.Tiles.Analyzers.Determinism;
using Runproof.Tiles.Generator;
using Runproof.Tiles.Generator.Parsing;

namespace Runproof.Tiles.Analyzers;

/// <summary>Says where a tile, or user code that it calls, does what may differ from run to run, and by which calls it gets there.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeterminismAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = RuleTable.Group("RP06");

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(Names.TileAttribute) is null)
                return;
            var graph = new CodeGraph();
            start.RegisterSymbolAction(context => graph.AddType((INamedTypeSymbol)context.Symbol), SymbolKind.NamedType);
            start.RegisterSymbolAction(context => AddTile((IMethodSymbol)context.Symbol, graph), SymbolKind.Method);
            start.RegisterOperationBlockAction(context => Read(context, graph));
            start.RegisterCompilationEndAction(context =>
            {
                foreach (Diagnostic diagnostic in graph.Find(context.CancellationToken))
                    context.ReportDiagnostic(diagnostic);
            });
        });
    }

    private static void AddTile(IMethodSymbol method, CodeGraph graph)
    {
        // What a sequence takes constants from is part of its program.
        if (HostClass.Attribute(method, Names.TileAttribute) is not null || HostClass.Attribute(method, Names.SequenceAttribute) is not null)
            graph.AddTile(method);
    }

    private static void Read(OperationBlockAnalysisContext context, CodeGraph graph)
    {
        var reader = new CodeReader(graph[context.OwningSymbol], context.Compilation.Assembly);
        foreach (IOperation block in context.OperationBlocks)
            reader.Read(block);
    }
}
