using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Runproof.Tiles.Generator.Emitting;
using Runproof.Tiles.Generator.Tests.Analyzing;

namespace Runproof.Tiles.Generator.Tests.Generating;

public sealed class GeneratorTests
{
    private const string Types = """
        public readonly record struct Item(int Amount, string? Note);
        public sealed record Basket(Item[] Items, Dictionary<string, byte> Stock);
        """;

    private const string Members = """
        [Tile] public static long Add(Item item, long sum) => sum + item.Amount;
        [Tile] public static Result<int> Count(Basket basket) => basket.Items.Length;
        [Sequence(Entry = true)]
        public static Ref<long> Main(SequenceContext s) => s.Fold(Add, s.External<Basket>("basket").Select(b => b.Items), 0L);
        """;

    private static readonly string[] Steps = [TilesGenerator.ReadStep, TilesGenerator.TilesStep, TilesGenerator.SequencesStep, TilesGenerator.CodecsStep, TilesGenerator.RegistryStep];

    [Fact]
    public void What_is_generated_compiles_without_a_warning()
    {
        var compiled = new Compiled(Compiled.File(Members, Types));
        GeneratorRunResult result = compiled.Run();

        Assert.Null(result.Exception);
        Assert.Empty(compiled.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.Contains(result.GeneratedSources, source => source.HintName == HintName.Of("Shop.Tiles.MainSequence"));
        // Two units, a sequence, the registry, and codecs of Item, Basket, their list and dictionary, and what may be null.
        Assert.Equal(9, result.GeneratedSources.Length);
    }

    [Theory]
    [InlineData("class Other { int F() => 2; void G() { } }")]
    [InlineData("class Other { /* F */ int F() => 1; }")]
    [InlineData("class Renamed { long Add, Amount, Basket; }")]
    [InlineData("namespace Shop { static class Others { static long Total(this string text) => 0; } }")]
    [InlineData("")]
    public void An_edit_elsewhere_reads_nothing_and_writes_nothing(string edited)
    {
        var compiled = new Compiled(Compiled.File(Members), "namespace Shop;\n" + Types.Insert(0, "using System.Collections.Generic;\n"), "class Other { int F() => 1; }");
        string[] before = [.. compiled.Run().GeneratedSources.Select(source => source.SourceText.ToString())];
        compiled.Edit(2, edited);
        compiled.Add("class Another;");
        GeneratorRunResult result = compiled.Run();

        Assert.NotEmpty(before);
        Assert.Equal(before, result.GeneratedSources.Select(source => source.SourceText.ToString()));
        AssertReasons(result, Steps, IncrementalStepRunReason.Cached);
        foreach (var outputs in result.TrackedOutputSteps.Values)
            Assert.All(outputs.SelectMany(step => step.Outputs), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Theory]
    [InlineData("static class Far { public static int Of(int a) => a + 3; }", false)]
    [InlineData("static class Far { public static int Of(int a) => a + 2; public static int Of(byte a) => a + 3; }", true)]
    [InlineData("static class Far { public static int Of(int a) => a + 2; } static class More { public static int Twice(this int a) => a * 3; }", false)]
    [InlineData("static class Far { public static int Of(int a) => a + 2; } namespace Shop { static class Near { public static int Of(int a) => a * 3; } }", false)]
    [InlineData("static class Far { public static int Of(int a) => a + 2; } // 3", true)]
    [InlineData("static class Far { public static int Of(int a) => a + 2; static class Inner { static int _near = 3; } }", true)]
    public void An_edit_of_what_a_tile_reaches_through_other_files_changes_its_source(string edited, bool isSame)
    {
        string[] files =
        [
            Compiled.File("[Tile] public static int F(int a) => Near.Of(a).Twice();"),
            "static class Near { public static int Of(int a) => Far.Of(a); } static class Ext { public static int Twice(this object a) => 2; }",
            "static class Far { public static int Of(int a) => a + 2; }",
        ];
        var compiled = new Compiled(files);
        string before = compiled.Property("Shop.Tiles.FUnit", "Source");
        compiled.Edit(2, edited);
        string after = compiled.Property("Shop.Tiles.FUnit", "Source");

        Assert.Equal(isSame, before == after);
        Assert.Equal(new Compiled(files[0], files[1], edited).Property("Shop.Tiles.FUnit", "Source"), after);
    }

    [Fact]
    public void Debug_and_release_agree_and_so_do_comments_and_layout()
    {
        string code = Compiled.File("[Tile] public static int F(int a) => Near.Of(a);", "static class Near { public static int Of(int a) => a + 2; }");
        string edited = code.Replace("a + 2", "a /* as\n agreed */ + // in May\n 2", StringComparison.Ordinal).Replace("=> Near", "=>\n\t#pragma warning disable\n Near", StringComparison.Ordinal);

        string debug = new Compiled(OptimizationLevel.Debug, code).Generated("Shop.Tiles.FUnit");
        Assert.Equal(debug, new Compiled(OptimizationLevel.Release, code).Generated("Shop.Tiles.FUnit"));
        Assert.Equal(debug, new Compiled(OptimizationLevel.Release, edited).Generated("Shop.Tiles.FUnit"));
    }

    [Fact]
    public void The_packages_that_a_tile_reaches_are_part_of_what_it_runs_on()
    {
        string version = typeof(Assert).Assembly.GetName().Version!.ToString();
        var compiled = new Compiled(Compiled.File(
            "[Tile] public static int F(int a) => Near.Of(a); [Tile] public static int G(int a) => a;",
            "static class Near { public static int Of(int a) { Xunit.Assert.Equal(a, a); return a; } }"));

        Assert.Equal($"\"runproof.tile/1;xunit.v3.assert {version}\"", compiled.Property("Shop.Tiles.FUnit", "Toolchain"));
        Assert.Equal("\"runproof.tile/1\"", compiled.Property("Shop.Tiles.GUnit", "Toolchain"));
    }

    [Fact]
    public void Names_that_differ_in_case_alone_are_different_names()
    {
        var compiled = new Compiled(Compiled.File(
            "[Tile] public static int F(Item a) => 1; [Tile] public static int f(ITEM a) => 2; [Sequence] public static Ref<int> S(SequenceContext s, Ref<int> a) => a; [Sequence] public static Ref<int> s(SequenceContext s, Ref<int> a) => a;",
            "public record struct Item(int A); public record struct ITEM(int A); public static partial class tiles { [Tile] public static int F(int a) => 3; }"));

        Assert.Null(compiled.Run().Exception);
        Assert.Equal(8, compiled.Run().GeneratedSources.Length);
        Assert.Empty(compiled.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void The_order_of_files_makes_no_difference()
    {
        string[] parts = ["partial class Part { public int A() => B(); }", "partial class Part { int B() => C; }", "partial class Part { const int C = 5; }"];
        string tile = Compiled.File("[Tile] public static int F(int a) => new Part().A();");
        string[] sources = [.. new[] { new[] { 0, 1, 2 }, [2, 0, 1], [1, 2, 0], [2, 1, 0] }.Select(order => new Compiled([.. order.Select(part => parts[part]), tile]).Property("Shop.Tiles.FUnit", "Source"))];

        Assert.Single(sources.Distinct());
    }

    [Theory]
    [InlineData("global using Item = Wrong.Item; namespace Wrong { public record struct Item(byte Amount); }")]
    [InlineData("namespace Shop; public readonly record struct Item(int Amount, int More);")]
    public void A_file_that_gives_a_name_another_meaning_is_no_edit_elsewhere(string edited)
    {
        string[] files = ["using Runproof.Tiles; public static partial class Tiles { [Tile] public static long Add(Item item, long sum) => sum + item.Amount; }", "public readonly record struct Far(int Amount);", "namespace Shop; public readonly record struct Item(int Amount);"];
        files[0] = "namespace Shop { " + files[0] + " }";
        var compiled = new Compiled(files);
        string before = compiled.Property("Shop.Tiles.AddUnit", "Parameters");
        compiled.Edit(edited.StartsWith("global", StringComparison.Ordinal) ? 1 : 2, edited);
        if (edited.StartsWith("global", StringComparison.Ordinal))
            compiled.Edit(2, "");

        Assert.NotEqual(before, compiled.Property("Shop.Tiles.AddUnit", "Parameters"));
    }

    [Fact]
    public void Another_name_for_the_attribute_is_understood()
    {
        var compiled = new Compiled(
            "using Step = Runproof.Tiles.TileAttribute; public static partial class A { [Step] public static int F(int a) => a; }",
            "public static partial class B { [Global] public static int F(int a) => a; }",
            "global using Global = Runproof.Tiles.TileAttribute;",
            "public static partial class C { [Other] public static int F(int a) => a; [Runproof.Tiles.Tile] public static int G(int a) => a; } class OtherAttribute : System.Attribute;");

        Assert.Equal([HintName.Of("A.FUnit"), HintName.Of("B.FUnit"), HintName.Of("C.GUnit"), "Tiles.g.cs"], compiled.Run().GeneratedSources.Select(source => source.HintName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_comment_in_a_tile_writes_nothing()
    {
        var compiled = new Compiled(Compiled.File(Members, Types));
        compiled.Run();
        compiled.Edit(0, Compiled.File("// Adds.\n" + Members.Replace("sum + item", "sum /* and */ +\n   item", StringComparison.Ordinal), Types));

        AssertReasons(compiled.Run(), Steps, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void An_edit_of_one_tile_writes_that_tile_only()
    {
        var compiled = new Compiled(Compiled.File(Members, Types));
        compiled.Run();
        compiled.Edit(0, Compiled.File(Members.Replace("sum + item.Amount", "sum - item.Amount", StringComparison.Ordinal), Types));
        GeneratorRunResult result = compiled.Run();

        var tiles = result.TrackedSteps[TilesGenerator.TilesStep].SelectMany(step => step.Outputs).Select(output => output.Reason).Order();
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged], tiles);
        AssertReasons(result, [TilesGenerator.SequencesStep, TilesGenerator.CodecsStep, TilesGenerator.RegistryStep], IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged);
    }

    [Theory]
    [InlineData("[Tile] public static int F(int a) => Helper.Of(a);", "static class Helper { public static int Of(int a) => Two * a; const int Two = 2; }", "const int Two = 3;", true)]
    [InlineData("[Tile] public static int F(int a) => Helper.Of(a);", "static class Helper { public static int Of(int a) => a; public static int Other() => 2; }", "Other() => 3", false)]
    [InlineData("[Tile] public static int F(P p) => p.X;", "public readonly record struct P(int X) { public static P operator +(P a, P b) => new(a.X + b.X); }", "a.X - b.X", true)]
    [InlineData("[Tile] public static int F(int a) => G(a); static int G(int a) => a + 2; static int H() => 2;", "", "static int H() => 3;", false)]
    [InlineData("[Tile] public static int F(int a) => G(a); static int G(int a) => a + 2;", "", "=> a + 3;", true)]
    [InlineData("[Tile] public static int F(int a) => Table[a]; static readonly int[] Table = [1, 2];", "", "[1, 3]", true)]
    [InlineData("[Tile] public static int F(E e) => (int)e;", "public enum E { A = 2 }", "A = 3", true)]
    [InlineData("[Tile] public static int F(int a) { foreach (int i in new Upto(a)) return i; return 0; }", "class Upto(int n) { public Upto GetEnumerator() => this; public int Current => 2; public bool MoveNext() => n > 0; }", "Current => 3", true)]
    public void The_source_is_what_the_tile_reaches(string tile, string types, string edited, bool isReached)
    {
        string original = edited.Replace('3', '2').Replace("a.X -", "a.X +", StringComparison.Ordinal);
        Assert.Contains(original, tile + types, StringComparison.Ordinal);
        var before = new Compiled(Compiled.File(tile, types));
        var after = new Compiled(Compiled.File(tile, types).Replace(original, edited, StringComparison.Ordinal));

        string source = before.Property("Shop.Tiles.FUnit", "Source");
        Assert.Equal(isReached, source != after.Property("Shop.Tiles.FUnit", "Source"));
    }

    [Theory]
    [InlineData("[Tile] public static float F() => 0;")]
    [InlineData("[Tile] public static int F(object o) => 0;")]
    [InlineData("[Tile] public static int F(ref int a) => a;")]
    [InlineData("[Tile] public static T F<T>(T a) => a;")]
    [InlineData("[Tile] public static int F(Node n) => 0;")]
    [InlineData("[Tile] public static int F(Hidden h) => 0;")]
    [InlineData("[Tile] public static Fold<int> F(int a) => Fold.Continue(a);")]
    [InlineData("[Tile] public static int F(int a) => a; public static int F(long a) => 0;")]
    [InlineData("[Sequence(Entry = true)] public static Ref<int> F(SequenceContext s) { if (true) { } return s.Constant(5); }")]
    [InlineData("[Sequence(Entry = true)] public static Ref<int> F(SequenceContext s) => s.Constant(DateTime.Now.Day);")]
    public async Task What_is_no_tile_and_no_sequence_is_left_to_the_analyzers(string member)
    {
        var compiled = new Compiled(Compiled.File(member, "public sealed record Node(Node[] Children); public sealed class Hidden { private int _a; public int Sum(int b) => _a += b; }"));
        GeneratorRunResult result = compiled.Run();

        Assert.Null(result.Exception);
        Assert.Empty(result.GeneratedSources);
        var found = await compiled.Output.WithAnalyzers(Analyzed.Analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Contains(found, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id.StartsWith("RP", StringComparison.Ordinal));
    }

    [Fact]
    public void Guests_find_what_they_need()
    {
        var compiled = new Compiled(Compiled.File("""
            [Tile] public static Fold<Sum> Add(Item item, Sum sum) => Fold.Continue(new Sum(sum.Total + item.Amount, item.Kind));
            """, "public enum Kind { A, B } public readonly record struct Item(int Amount, Kind Kind, byte[] Raw, uint? Maybe); public readonly record struct Sum(long Total, Kind Last);"));
        string code = string.Concat(compiled.Run().GeneratedSources.Where(source => source.HintName != "Tiles.g.cs").Select(source => source.SourceText.ToString()));

        foreach (string absent in new[] { "System.Linq", "typeof", "object", "dynamic", "=>", "foreach", "System.Reflection", "string " })
            Assert.DoesNotContain(absent, code.Replace("Source = ", "\n", StringComparison.Ordinal).Split('\n').Where(line => !line.StartsWith('"') && !line.TrimStart().StartsWith("///", StringComparison.Ordinal)).Aggregate("", string.Concat), StringComparison.Ordinal);
    }

    private static void AssertReasons(GeneratorRunResult result, IEnumerable<string> steps, params IncrementalStepRunReason[] expected)
    {
        foreach (string step in steps)
            Assert.All(result.TrackedSteps[step].SelectMany(run => run.Outputs), output => Assert.Contains(output.Reason, expected));
    }
}
