using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Runproof.Tiles.Generator;
using Runproof.Tiles.Generator.Parsing;

namespace Runproof.Tiles.Analyzers;

/// <summary>Says why the body of a method with <c>[Sequence]</c> is no sequence, which results it does not use, and which sequences call themselves.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SequenceAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        RuleTable.Group("RP01", Rules.CannotFold, Rules.ChunkOrBound, Rules.BreakOutsideFold, "RP04", "RP05");

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var calls = new ConcurrentDictionary<IMethodSymbol, ImmutableArray<IMethodSymbol>>(SymbolEqualityComparer.Default);
            start.RegisterOperationAction(context => AnalyzeBody(context, calls), OperationKind.MethodBody);
            start.RegisterCompilationEndAction(context => ReportCircles(context, calls));
        });
    }

    private static void AnalyzeBody(OperationAnalysisContext context, ConcurrentDictionary<IMethodSymbol, ImmutableArray<IMethodSymbol>> calls)
    {
        if (context.ContainingSymbol is not IMethodSymbol method || HostClass.Attribute(method, Names.SequenceAttribute) is not { } attribute)
            return;
        calls[method] = [.. context.Operation.Descendants().OfType<IMethodReferenceOperation>().Select(reference => reference.Method).Where(callee => HostClass.Attribute(callee, Names.SequenceAttribute) is not null)];
        var refusals = new Refusals();
        SequenceParser.Parse(method, attribute, context.Operation, context.Compilation, refusals);
        foreach (Diagnostic diagnostic in refusals.ToDiagnostics())
            context.ReportDiagnostic(diagnostic);
        if (refusals.IsEmpty)
            ReportUnused(context);
    }

    private static void ReportUnused(OperationAnalysisContext context)
    {
        var read = new HashSet<ISymbol>(context.Operation.Descendants().OfType<ILocalReferenceOperation>().Select(reference => reference.Local), SymbolEqualityComparer.Default);
        foreach (IOperation operation in context.Operation.Descendants())
        {
            IOperation? value = operation switch
            {
                IExpressionStatementOperation statement => statement.Operation,
                IVariableDeclaratorOperation variable when !read.Contains(variable.Symbol) => variable.GetVariableInitializer()?.Value,
                _ => null,
            };
            if (value is IInvocationOperation { TargetMethod: { ContainingType.Name: "SequenceCalls" or "SequenceFolds" } target } call)
                context.ReportDiagnostic(Diagnostic.Create(RuleTable.UnusedResult, call.Syntax.GetLocation(), CalleeOf(call)?.Name ?? target.Name));
        }
    }

    private static IMethodSymbol? CalleeOf(IInvocationOperation call) => call.Descendants().OfType<IMethodReferenceOperation>().FirstOrDefault()?.Method;

    private static void ReportCircles(CompilationAnalysisContext context, ConcurrentDictionary<IMethodSymbol, ImmutableArray<IMethodSymbol>> calls)
    {
        foreach (IMethodSymbol sequence in calls.Keys)
        {
            // A circle is reported once, at its first sequence by name.
            if (PathToItself(sequence, calls) is { } path && path.All(step => string.CompareOrdinal(sequence.ToDisplayString(), step.ToDisplayString()) <= 0))
                context.ReportDiagnostic(Diagnostic.Create(RuleTable.Circle, Refusals.At(sequence), sequence.Name, string.Join(" → ", path.Select(step => step.Name))));
        }
    }

    // The shortest path, breadth first.
    private static ImmutableArray<IMethodSymbol>? PathToItself(IMethodSymbol start, ConcurrentDictionary<IMethodSymbol, ImmutableArray<IMethodSymbol>> calls)
    {
        var seen = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var waiting = new Queue<ImmutableArray<IMethodSymbol>>();
        waiting.Enqueue([start]);
        while (waiting.Count > 0)
        {
            ImmutableArray<IMethodSymbol> path = waiting.Dequeue();
            foreach (IMethodSymbol callee in calls.TryGetValue(path[path.Length - 1], out ImmutableArray<IMethodSymbol> callees) ? callees : [])
            {
                if (SymbolEqualityComparer.Default.Equals(callee, start))
                    return path.Add(start);
                if (seen.Add(callee))
                    waiting.Enqueue(path.Add(callee));
            }
        }

        return null;
    }
}
