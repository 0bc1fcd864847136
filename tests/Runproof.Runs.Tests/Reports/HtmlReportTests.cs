using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Runproof.Runs.Metadata;
using Runproof.Runs.Reports;

namespace Runproof.Runs.Tests.Reports;

public sealed class HtmlReportTests : IDisposable
{
    private const string Hostile = "<script>alert(1)</script>\"'&\u0000\u001b\u202e\ud800]]><!--é漢";

    private readonly string _store = Directory.CreateTempSubdirectory("runproof-report-").FullName;

    public void Dispose() => Directory.Delete(_store, recursive: true);

    [Fact]
    public void The_page_is_well_formed_and_fetches_nothing()
    {
        var page = HtmlReport.Write(ReportedRun.Of(_store, notes: """{"totalSeconds":0.5,"steps":[{"seconds":0.1,"fallbackReason":"circuit-not-compiled"}]}"""));
        var root = Parse(page);

        Assert.Equal("html", root.Name.LocalName);
        Assert.DoesNotContain("http:", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https:", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(new Regex(@"<(script|link|img|iframe|object|embed|base|form)\b|\b(src|href|srcset|action)\s*=|@import|url\(|\son\w+\s*=", RegexOptions.IgnoreCase), page);
        Assert.Contains("500.00 ms", page, StringComparison.Ordinal);
        Assert.Contains("circuit-not-compiled", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_are_drawn_as_histograms_and_only_where_they_were_measured()
    {
        var fidelity = new CircuitFidelity(64, 0.5, 0.125, 0.0123, 63) { Histogram = ErrorHistogram.Of(0.25, [1, -0.5, 0, 0, 0, 0.125]) };
        var report = ReportedRun.Of(_store, Hostile.Replace("\ud800", "", StringComparison.Ordinal));
        Assert.DoesNotContain("<figure>", HtmlReport.Write(report), StringComparison.Ordinal);

        var measured = report with { Steps = report.Steps.SetItem(1, report.Steps[1] with { Fidelity = fidelity }), OutputFidelity = fidelity with { Histogram = null } };
        var figures = Parse(HtmlReport.Write(measured)).Descendants("figure").ToArray();
        Assert.Equal(2, figures.Length);
        Assert.Empty(figures[0].Descendants("svg"));
        Assert.Contains("relative error 1.23 %, largest 0.5, same class 63 of 64", figures[1].Value, StringComparison.Ordinal);
        var bars = figures[1].Descendants("g").ToArray();
        Assert.Equal(fidelity.Histogram.Counts.Length, bars.Length);
        Assert.Equal(4, bars.Count(bar => (string?)bar.Elements("rect").First().Attribute("height") != "0"));
        Assert.Equal("−0.25 to 0.25 steps: 3 of 6 values", bars.Single(bar => (string?)bar.Elements("rect").First().Attribute("class") == "exact").Value.Trim());
        Assert.Contains("| all circuits | - |", MarkdownReport.Write(measured), StringComparison.Ordinal);
        Assert.Contains("█", MarkdownReport.Write(measured), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_name_stays_text()
    {
        // A trace holds UTF-8, so that half of a surrogate pair cannot come from there; other control characters can.
        var page = HtmlReport.Write(ReportedRun.Of(_store, Hostile.Replace("\ud800", "", StringComparison.Ordinal)) with { Error = Hostile });
        Parse(page);

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("\\u{0}\\u{1b}\\u{202e}\\u{d800}]]&gt;", page, StringComparison.Ordinal);
        Assert.Contains("é漢", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes()
    {
        var first = HtmlReport.Write(ReportedRun.Of(_store));
        var again = HtmlReport.Write(ReportedRun.Report(Runs.Store.RunStore.Open(_store)));
        Assert.Equal(first, again);
    }

    [Fact]
    public void Values_that_skip_steps_are_drawn_over_them()
    {
        var root = Parse(HtmlReport.Write(ReportedRun.Of(_store)));
        var graph = root.Descendants("svg").Single(svg => (string?)svg.Attribute("class") == "graph");
        var edges = graph.Descendants("path").Where(path => (string?)path.Attribute("class") == "edge").Select(path => (string)path.Attribute("d")!).ToArray();

        Assert.Equal(6, edges.Length);
        Assert.Equal(2, edges.Count(d => d.Contains('C')));
        Assert.Equal(3, graph.Descendants("rect").Count(rect => ((string?)rect.Attribute("class"))?.StartsWith("box", StringComparison.Ordinal) == true));
        Assert.All(graph.Descendants("title").Take(6), title => Assert.Contains("float[1,3]", title.Value, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_run_that_was_interrupted_has_a_page_as_well(int steps)
    {
        var report = ReportedRun.Of(_store, steps: steps, close: false);
        var page = HtmlReport.Write(report);
        Parse(page);

        Assert.Contains("none: the run was interrupted", page, StringComparison.Ordinal);
        Assert.Contains("? undecided", page, StringComparison.Ordinal);
        Assert.Equal(3, report.Steps.Length);
        Assert.Empty(report.Outputs);
    }

    private static XElement Parse(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XElement.Load(reader);
    }
}
