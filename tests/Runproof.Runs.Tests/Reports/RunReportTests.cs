using System.Text;
using System.Text.Json;
using Runproof.Core.Verdicts;
using Runproof.Runs.Reports;

namespace Runproof.Runs.Tests.Reports;

public sealed class RunReportTests : IDisposable
{
    private readonly string _store = Directory.CreateTempSubdirectory("runproof-report-").FullName;

    public void Dispose() => Directory.Delete(_store, recursive: true);

    [Fact]
    public void Tells_what_went_where()
    {
        var report = ReportedRun.Of(_store);

        Assert.Equal([(null, 0), (0, 1), (1, 2), (0, 2), (null, 2), (2, null)], report.Edges.Select(edge => (edge.From, edge.To)));
        Assert.Equal("float[1,3]", report.Inputs[0].Type);
        Assert.Equal(["1", "2", "NaN"], report.Inputs[0].First);
        Assert.Equal(1, report.PredictedClass);
        Assert.Equal(21UL, report.Macs);
        Assert.Equal(0, report.Security);
        Assert.All(report.Steps, step => Assert.Equal(Assurance.Executed, step.Assurance));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"steps":{},"totalSeconds":"1","infer":7}""")]
    [InlineData("""{"steps":[1,null,{"seconds":-1},{"seconds":1e300,"fallbackReason":[]},{"seconds":"x"},{}],"totalSeconds":1e400}""")]
    [InlineData("""{"infer":"\ud800","error":"<b>"}""")]
    [InlineData("[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]")]
    public void Notes_that_make_no_sense_tell_nothing(string notes)
    {
        var report = ReportedRun.Of(_store, notes: notes);

        Assert.Null(report.Total);
        Assert.Null(report.Infer);
        Assert.All(report.Steps, step => Assert.Null(step.Time));
        Assert.DoesNotContain("<b>", HtmlReport.Write(report), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", MarkdownReport.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_keeps_its_tables_whatever_names_say()
    {
        var text = MarkdownReport.Write(ReportedRun.Of(_store, "a|b\n\r# <img src=x onerror=1> @all `c` [d](e)"));
        var steps = text.Split('\n').SkipWhile(line => line != "## Steps").Skip(2).TakeWhile(line => line.StartsWith('|')).ToArray();

        Assert.Equal(5, steps.Length);
        Assert.All(steps, line => Assert.Equal(12, line.Replace("\\|", "", StringComparison.Ordinal).Count(c => c == '|')));
        Assert.DoesNotContain("<img", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@all", text, StringComparison.Ordinal);
        Assert.DoesNotContain("](e)", text.Replace("\\](e)", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void Json_spells_what_it_has_no_number_for()
    {
        var report = ReportedRun.Of(_store) with { Logits = [double.NaN, double.PositiveInfinity] };
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            JsonReport.Write(json, report);
            json.WriteEndObject();
        }

        var logits = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray())).RootElement.GetProperty("logits");
        Assert.Equal(["NaN", "Infinity"], logits.EnumerateArray().Select(logit => logit.GetString()));
    }
}
