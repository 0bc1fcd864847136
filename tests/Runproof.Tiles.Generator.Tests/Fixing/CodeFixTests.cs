using Runproof.Tiles.Analyzers;
using Runproof.Tiles.Generator.Tests.Analyzing;

namespace Runproof.Tiles.Generator.Tests.Fixing;

/// <summary>A code fix makes of the example before, on the page of its rule, the one after.</summary>
public sealed class CodeFixTests
{
    private static readonly string[] Rules = [.. Fixed.ByRule.Keys];
    private static readonly string[] Examples = [.. Rules.Select((rule, i) => Analyzed.File(DiagnosticPage.Read(rule).Before, $"Shop{i}"))];
    private static readonly string[] Doubles = [.. Examples.Select(Double)];
    private static readonly string[] Cases = [.. FixCases.All.Select((entry, i) => Analyzed.File(entry.Before, $"Case{i}"))];

    private static readonly Lazy<Task<Analyzed>> Before = new(() => Analyzed.RunFiles([.. Examples, .. Doubles, .. Cases]));
    private static readonly Lazy<Task<Fixed[]>> Repaired = new(async () => [.. await Task.WhenAll(Rules.Select((rule, i) => RepairOne(Examples[i], rule, i)))]);
    private static readonly Lazy<Task<Fixed[]>> RepairedCases = new(async () => [.. await Task.WhenAll(FixCases.All.Select((entry, i) => RepairAll(Cases[i], entry.Rule, (2 * Rules.Length) + i)))]);
    private static readonly Lazy<Task<Analyzed>> After = new(async () => await Analyzed.RunFiles([.. (await Repaired.Value).Concat(await RepairedCases.Value).Select(file => file.Text)]));

    public static TheoryData<string> RulesWithFixes => [.. Rules];

    public static TheoryData<string> Names => [.. FixCases.All.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(RulesWithFixes))]
    public async Task The_fix_makes_the_repaired_example_of_the_page(string rule)
    {
        int i = Array.IndexOf(Rules, rule);
        string text = (await Repaired.Value)[i].Text;
        var left = (await After.Value).Found(i);

        Assert.DoesNotContain(left, diagnostic => diagnostic.Id == rule);
        // What is repaired may show what is wrong beside it, such as a class that could not be static before.
        foreach (var diagnostic in left)
            text = (await Fixed.One(text, diagnostic)).Text;
        Assert.Equal(Analyzed.File(DiagnosticPage.Read(rule).After, $"Shop{i}"), text);
    }

    [Theory]
    [MemberData(nameof(RulesWithFixes))]
    public async Task All_places_of_a_document_are_repaired_at_once(string rule)
    {
        int i = Array.IndexOf(Rules, rule);
        Fixed all = await RepairAll(Doubles[i], rule, Rules.Length + i);

        Assert.Equal(Double((await Repaired.Value)[i].Text), all.Text);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_fix_does_what_the_case_expects(string name)
    {
        int i = Array.FindIndex(FixCases.All, entry => entry.Name == name);
        (string _, string rule, string before, string? after) = FixCases.All[i];
        var found = (await Before.Value).Found((2 * Rules.Length) + i);

        Assert.Contains(found, diagnostic => diagnostic.Id == rule);
        Assert.Equal(Analyzed.File(after ?? before, $"Case{i}"), (await RepairedCases.Value)[i].Text);
        foreach (var diagnostic in found.Where(diagnostic => diagnostic.Id == rule))
            Assert.Equal(after is null, (await Fixed.One(Cases[i], diagnostic)).Title.Length == 0);
        Assert.Equal(after is null, (await After.Value).Found(Rules.Length + i).Any(diagnostic => diagnostic.Id == rule));
    }

    [Fact]
    public async Task Each_rule_has_a_fix_that_its_page_names_or_a_reason_why_it_has_none()
    {
        string[] titles = [.. (await Repaired.Value).Select(file => file.Title)];
        string[][] reasons = [.. File.ReadLines(Path.Combine(DiagnosticPage.Folder, "README.md")).Where(line => line.StartsWith("| RP", StringComparison.Ordinal)).Select(line => line.Trim('|', ' ').Split(" | "))];

        Assert.Equal(13, Rules.Length);
        Assert.Equal(RuleTable.ById.Keys.Order(StringComparer.Ordinal), Rules.Concat(reasons.Select(row => row[0])).Order(StringComparer.Ordinal));
        Assert.All(reasons, row => Assert.True(row[1].Length >= 20, row[0]));
        Assert.All(Rules.Zip(titles), pair => Assert.Equal(pair.Second, DiagnosticPage.Read(pair.First).Fix));
        Assert.All(reasons, row => Assert.Equal("", DiagnosticPage.Read(row[0]).Fix));
    }

    private static async Task<Fixed> RepairOne(string text, string rule, int file) => await Fixed.One(text, Assert.Single((await Before.Value).Found(file), diagnostic => diagnostic.Id == rule));

    private static async Task<Fixed> RepairAll(string text, string rule, int file) => await Fixed.All(text, rule, (await Before.Value).Found(file));

    // The same code in two namespaces of one file.
    private static string Double(string file)
    {
        string code = file[(file.IndexOf('\n') + 1)..];
        string space = file[..file.IndexOf('\n')].TrimEnd(';');
        return $"{space}.First\n{{\n{code}\n}}\n\n{space["using System; using System.Collections.Generic; using System.Linq; using Runproof.Tiles; ".Length..]}.Second\n{{\n{code}\n}}\n";
    }
}
