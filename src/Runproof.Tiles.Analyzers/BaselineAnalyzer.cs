using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Runproof.Tiles.Generator;
using Runproof.Tiles.Generator.Parsing;

namespace Runproof.Tiles.Analyzers;

/// <summary>
/// Compares tiles and sequences with a baseline that the project has accepted: an additional file <c>Runproof.Baseline.txt</c> with a line for each of them. Without the file there is
/// nothing to compare.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BaselineAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "Runproof.Baseline.txt";

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = RuleTable.Group("RP07");

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Options.AdditionalFiles.FirstOrDefault(file => Path.GetFileName(file.Path) == FileName) is not { } file)
                return;
            var found = new ConcurrentDictionary<string, (Location Location, string Digest)>(StringComparer.Ordinal);
            start.RegisterSymbolAction(context => AddTile(context, found), SymbolKind.Method);
            start.RegisterOperationAction(context => AddSequence(context, found), OperationKind.MethodBody);
            start.RegisterCompilationEndAction(context => Compare(context, file, found));
        });
    }

    private static void AddTile(SymbolAnalysisContext context, ConcurrentDictionary<string, (Location Location, string Digest)> found)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (HostClass.Attribute(method, Names.TileAttribute) is { } attribute && TileParser.Parse(method, attribute, context.Compilation, new Refusals(), context.CancellationToken) is { } tile)
        {
            string ports = string.Join(",", tile.Parameters.Select(parameter => $"{parameter.Name}:{parameter.Type.Schema}"));
            found[$"tile {tile.Name}"] = (Refusals.At(method), DigestOf($"{tile.Source}\n{ports}\n{tile.Result.Schema} {tile.CanFail} {tile.CanBreak}\n{tile.Toolchain}"));
        }
    }

    private static void AddSequence(OperationAnalysisContext context, ConcurrentDictionary<string, (Location Location, string Digest)> found)
    {
        if (context.ContainingSymbol is IMethodSymbol method && HostClass.Attribute(method, Names.SequenceAttribute) is { } attribute
            && SequenceParser.Parse(method, attribute, context.Operation, context.Compilation, new Refusals()) is { } sequence)
            found[$"sequence {sequence.Name}"] = (Refusals.At(method), DigestOf(string.Join("\n", sequence.Statements)));
    }

    private static void Compare(CompilationAnalysisContext context, AdditionalText file, ConcurrentDictionary<string, (Location Location, string Digest)> found)
    {
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (TextLine line in file.GetText(context.CancellationToken)?.Lines ?? Enumerable.Empty<TextLine>())
        {
            string text = line.ToString().Trim();
            if (text.Length == 0 || text[0] == '#')
                continue;
            var at = Location.Create(file.Path, line.Span, new LinePositionSpan(new LinePosition(line.LineNumber, 0), new LinePosition(line.LineNumber, line.Span.Length)));
            if (text.Split(' ') is not ["tile" or "sequence", { Length: > 0 }, { Length: 32 } digest])
                context.ReportDiagnostic(Diagnostic.Create(RuleTable.BaselineUnreadable, at, line.LineNumber + 1, FileName, text));
            else if (!listed.Add(text[..(text.Length - 33)]) || !found.TryGetValue(text[..(text.Length - 33)], out var current))
                context.ReportDiagnostic(Diagnostic.Create(RuleTable.BaselineMissing, at, text[..(text.Length - 33)], $"is in line {line.LineNumber + 1} of {FileName} and not, or not once, in the code"));
            else if (current.Digest != digest)
                context.ReportDiagnostic(Diagnostic.Create(RuleTable.BaselineChanged, current.Location, text[..(text.Length - 33)], FileName, $"{text[..(text.Length - 33)]} {current.Digest}"));
        }

        foreach (string name in found.Keys.Where(name => !listed.Contains(name)).OrderBy(name => name, StringComparer.Ordinal))
            context.ReportDiagnostic(Diagnostic.Create(RuleTable.BaselineMissing, found[name].Location, name, $"is not in {FileName}; its line is: {name} {found[name].Digest}"));
    }

    private static string DigestOf(string text)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(text)).Take(16).Select(part => part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
