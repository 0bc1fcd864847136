using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Runproof.Tiles.Analyzers;
using Runproof.Tiles.Generator.Tests.Generating;

namespace Runproof.Tiles.Generator.Tests.Analyzing;

/// <summary>What the analyzers say about pieces of code, compiled at once with what is generated for them; each piece has a namespace of its own.</summary>
internal sealed class Analyzed
{
    public static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. typeof(BaselineAnalyzer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer))).Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private readonly ILookup<string, Diagnostic> _found;
    private readonly string _baseline;

    private Analyzed(IEnumerable<Diagnostic> found, string baseline)
    {
        _found = found.ToLookup(diagnostic => diagnostic.Location.SourceTree?.FilePath ?? "");
        _baseline = baseline;
    }

    /// <summary>Analyzes pieces of code: members of a class <c>Loan</c>, or that class with what stands beside it.</summary>
    public static Task<Analyzed> Run(IEnumerable<string> pieces, string? baseline = null) => RunFiles(pieces.Select((code, i) => File(code, $"Shop{i}")), baseline);

    /// <summary>Analyzes whole files.</summary>
    public static async Task<Analyzed> RunFiles(IEnumerable<string> files, string? baseline = null)
    {
        var compiled = new Compiled([.. files]);
        Assert.Null(compiled.Run().Exception);
        ImmutableArray<AdditionalText> texts = baseline is null ? [] : [new Text(baseline)];
        ImmutableArray<DiagnosticAnalyzer> analyzers = baseline is null ? Analyzers : [new BaselineAnalyzer()];
        ImmutableArray<Diagnostic> all = await compiled.Output.WithAnalyzers(analyzers, new AnalyzerOptions(texts)).GetAllDiagnosticsAsync();
        Diagnostic[] found = [.. all.Where(diagnostic => RuleTable.ById.ContainsKey(diagnostic.Id))];
        Assert.DoesNotContain(all.Except(found), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.Id == "AD0001");
        return new Analyzed(found, baseline ?? "");
    }

    /// <summary>Code, place and message of each diagnostic of a piece, or of the baseline, in the order of the source.</summary>
    public (string Id, string At, string Message)[] Of(int? piece) =>
    [
        .. _found[piece is null ? "" : $"File{piece}.cs"].OrderBy(diagnostic => diagnostic.Location.SourceSpan).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
            .Select(diagnostic => (diagnostic.Id, PlaceOf(diagnostic.Location), diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture))),
    ];

    /// <summary>The diagnostics of a file.</summary>
    public Diagnostic[] Found(int file) => [.. _found[$"File{file}.cs"]];

    /// <summary>A piece of code as a file.</summary>
    public static string File(string code, string space)
    {
        string usings = $"using System; using System.Collections.Generic; using System.Linq; using Runproof.Tiles; namespace {space};\n";
        return code.Contains(" class Loan\n", StringComparison.Ordinal) ? usings + code : $"{usings}public static partial class Loan\n{{\n{code}\n}}";
    }

    private string PlaceOf(Location location)
    {
        string text = location.SourceTree is { } tree ? tree.ToString() : _baseline;
        return string.Join(' ', text.Substring(location.SourceSpan.Start, location.SourceSpan.Length).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
    }

    private sealed class Text(string text) : AdditionalText
    {
        public override string Path => "some/" + BaselineAnalyzer.FileName;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
