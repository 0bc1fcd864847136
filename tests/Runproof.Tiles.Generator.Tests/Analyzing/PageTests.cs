using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Runproof.Tiles.Analyzers;

namespace Runproof.Tiles.Generator.Tests.Analyzing;

/// <summary>The table of rules, the analyzers, the pages and the release notes are one catalogue, and the examples of the pages are true.</summary>
public sealed partial class PageTests
{
    private const string BaselineComment = "// Runproof.Baseline.txt: ";

    private static readonly Lazy<Task<Analyzed>> Before = new(() => Analyzed.Run(Ids.Select(row => ExampleOf(DiagnosticPage.Read(row.Data).Before))));
    private static readonly Lazy<Task<Analyzed>> After = new(() => Analyzed.Run(Ids.Select(row => ExampleOf(DiagnosticPage.Read(row.Data).After))));

    public static TheoryData<string> Ids => [.. RuleTable.ById.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_example_breaks_its_rule_and_the_repaired_one_breaks_none(string id)
    {
        DiagnosticPage page = DiagnosticPage.Read(id);
        if (page.Before.StartsWith(BaselineComment, StringComparison.Ordinal))
        {
            await CheckBaseline(id, page);
            return;
        }

        string[] ids = [.. Ids.Select(row => row.Data)];
        Assert.Equal([(id, page.Place, page.Message)], (await Before.Value).Of(Array.IndexOf(ids, id)));
        Assert.Empty((await After.Value).Of(Array.IndexOf(ids, id)));
    }

    [Fact]
    public void Each_rule_has_a_descriptor_an_analyzer_a_page_a_line_in_the_index_and_in_the_release_notes()
    {
        string[] rules = [.. typeof(Rules).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (string)field.GetValue(null)!).Where(rule => rule != Rules.CompilerSaysWhy)];
        string[] lines = [.. RuleTable.ById.Values.OrderBy(rule => rule.Id, StringComparer.Ordinal).Select(rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}")];
        string notes = File.ReadAllText(Path.Combine(DiagnosticPage.Folder, "../../../src/Runproof.Tiles.Analyzers/AnalyzerReleases.Unshipped.md"));
        string index = File.ReadAllText(Path.Combine(DiagnosticPage.Folder, "README.md"));

        Assert.Equal(54, rules.Length);
        Assert.Equal(rules.Order(StringComparer.Ordinal), RuleTable.ById.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(rules.Order(StringComparer.Ordinal), Analyzed.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(rules.Select(rule => $"{rule}.md").Append("README.md").Order(StringComparer.Ordinal), Directory.GetFiles(DiagnosticPage.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(lines, notes.Split('\n').Where(line => line.StartsWith("RP", StringComparison.Ordinal)));
        Assert.Equal(
            RuleTable.ById.Values.OrderBy(rule => rule.Id, StringComparer.Ordinal).Select(rule => $"| [`{rule.Id}`]({rule.Id}.md) | {rule.DefaultSeverity.ToString().ToLowerInvariant()} | {rule.Title} |"),
            index.Split('\n').Where(line => line.StartsWith("| [`RP", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_says_what_the_table_says(string id)
    {
        DiagnosticPage page = DiagnosticPage.Read(id);
        DiagnosticDescriptor rule = RuleTable.ById[id];

        Assert.Equal((rule.Title.ToString(), rule.DefaultSeverity.ToString(), rule.Category.ToLowerInvariant()), (page.Title, page.Severity, page.Category));
        Assert.Equal($"docs/define/diagnostics/{id}.md", rule.HelpLinkUri);
        Assert.True(rule.IsEnabledByDefault);
    }

    private static string ExampleOf(string code) => code.StartsWith(BaselineComment, StringComparison.Ordinal) ? "" : code;

    private static async Task CheckBaseline(string id, DiagnosticPage page)
    {
        Match wrong = Digest().Match((await ReportOfBaseline(page.After.Replace("DIGEST", new string('0', 32), StringComparison.Ordinal))).SingleOrDefault().Message ?? "");

        Assert.Equal([(id, page.Place, wrong.Success ? page.Message.Replace("DIGEST", wrong.Value, StringComparison.Ordinal) : page.Message)], await ReportOfBaseline(page.Before));
        Assert.Empty(await ReportOfBaseline(page.After.Replace("DIGEST", wrong.Value, StringComparison.Ordinal)));
    }

    private static async Task<(string Id, string At, string Message)[]> ReportOfBaseline(string example)
    {
        string[] lines = example.Split('\n');
        Analyzed analyzed = await Analyzed.Run([string.Join('\n', lines[1..])], lines[0][BaselineComment.Length..].Replace("Shop.", "Shop0.", StringComparison.Ordinal));
        return [.. analyzed.Of(null).Concat(analyzed.Of(0)).Select(found => (found.Id, found.At.Replace("Shop0.", "Shop.", StringComparison.Ordinal), found.Message.Replace("Shop0.", "Shop.", StringComparison.Ordinal)))];
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Digest();
}
