using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Runproof.Tiles.Analyzers;
using Runproof.Tiles.Generator.Tests.Generating;

namespace Runproof.Tiles.Generator.Tests.Analyzing;

/// <summary>What the examples of the pages do not show: how far a rule reaches, and where it ends. The marks in the code are where each diagnostic stands.</summary>
public sealed class CaseTests
{
    private static readonly Lazy<Task<Analyzed>> All = new(() => Analyzed.Run(Cases.All.Select(entry => entry.Code.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal))));

    public static TheoryData<string> Names => [.. Cases.All.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_analyzers_say_what_the_case_expects(string name)
    {
        int piece = Array.FindIndex(Cases.All, entry => entry.Name == name);
        (string _, string code, string[] expected) = Cases.All[piece];
        string[] marked = [.. code.Split("[|").Skip(1).Select(part => string.Join(' ', part.Split("|]")[0].Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)))];

        var found = (await All.Value).Of(piece);
        Assert.Equal(expected, found.Select(diagnostic => $"{diagnostic.Id} {diagnostic.Message}"));
        Assert.Equal(marked, found.Select(diagnostic => diagnostic.At));
    }

    /// <summary>Code that is being typed: each piece without some of its tokens.</summary>
    [Fact]
    public async Task Code_that_does_not_compile_stops_neither_the_generator_nor_an_analyzer()
    {
        var random = new Random(11);
        string[] pieces = [.. Cases.All.Select(entry => Broken(random, entry.Code)), .. RuleTable.ById.Keys.Select(id => Broken(random, DiagnosticPage.Read(id).After))];
        var compiled = new Compiled([.. pieces.Select((code, i) => Analyzed.File(code, $"Shop{i}"))]);

        Assert.Null(compiled.Run().Exception);
        var found = await compiled.Output.WithAnalyzers(Analyzed.Analyzers).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(found, diagnostic => diagnostic.Id == "AD0001");
        Assert.Contains(found, diagnostic => diagnostic.Id.StartsWith("CS", StringComparison.Ordinal) && diagnostic.Severity == DiagnosticSeverity.Error);
    }

    private static string Broken(Random random, string code)
    {
        string[] tokens = [.. CSharpSyntaxTree.ParseText(code.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken)
            .GetRoot(TestContext.Current.CancellationToken).DescendantTokens().Select(token => token.ToFullString())];
        return string.Concat(tokens.Where(_ => random.Next(25) > 0));
    }
}
