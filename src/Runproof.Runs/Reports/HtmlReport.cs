using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Verdicts;
using Runproof.Runs.Results;

namespace Runproof.Runs.Reports;

/// <summary>Writes a report as one HTML page that needs nothing else: no scripts, no fonts, nothing to fetch. It is well-formed XML as well.</summary>
public sealed class HtmlReport
{
    private const int MostClasses = 10;

    private readonly RunReport _report;
    private readonly Markup _page = new();

    private HtmlReport(RunReport report)
    {
        _report = report;
    }

    private Verification Status => _report.Verdict.Verdict.Status;

    /// <summary>The page.</summary>
    public static string Write(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new HtmlReport(report).Write();
    }

    private string Write()
    {
        _page.Add($"<!DOCTYPE html>");
        _page.Add($"<html lang=\"en\"><head><meta charset=\"utf-8\"/>");
        _page.Add($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;\"/>");
        _page.Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        _page.Add($"<title>{_report.Target}: {ReportWords.Of(Status)} · Runproof</title>");
        WriteStyle();
        _page.Add($"</head><body><main>");
        WriteHeader();
        WriteSummary();
        WriteGraph();
        WriteClasses();
        WriteSteps();
        if (ErrorFigures.Draw(_report) is { } figures)
            _page.Add(figures);
        WriteValues();
        _page.Add($"<div class=\"pair\">");
        WriteChecks();
        WriteCommands();
        _page.Add($"</div>");
        WriteIdentity();
        _page.Add($"<footer>Made by {_report.Producer}. Times are notes of the machine that ran it: they lie beside the claim, not under it.</footer>");
        _page.Add($"</main></body></html>");
        return _page.ToString();
    }

    // A style sheet in HTML is not escaped; this one has nothing that XML would read as markup.
    private void WriteStyle()
    {
        _page.Add($"<style>");
        foreach (var line in ReportStyle.Css.Split('\n'))
            _page.AddTrusted(line.Trim());
        _page.Add($"</style>");
    }

    private void WriteHeader()
    {
        _page.Add($"<header><div><div class=\"eyebrow\">Runproof · run report</div><h1>{_report.Target}</h1>");
        _page.Add($"<div class=\"sub\">run <code>{_report.RunId}</code> · {_report.StartedAt} · mode {_report.Mode.Text()}</div></div>");
        _page.Add($"<div class=\"badge {Status.Text()}\">{ReportWords.Mark(Status)} {ReportWords.Of(Status)}</div></header>");
    }

    private void WriteSummary()
    {
        _page.Add($"<section><div class=\"summary\">");
        WriteRing();
        _page.Add($"<dl class=\"facts\">");
        Fact("Outcome", _report.Outcome.Text());
        if (_report.PredictedClass is { } predicted)
            Fact("Predicted class", $"{predicted}");
        Fact("Steps", $"{_report.Steps.Length}");
        Fact("Time", ReportWords.Duration(_report.Total));
        Fact("Multiply-accumulates", ReportWords.Count(_report.Macs));
        Fact("Assurance", _report.Verdict.Assurance.Text());
        Fact("Weights", _report.Weights);
        if (_report.Verdict.Receipt?.Security is { } bits)
            Fact("Proven security", $"{bits.Minimum} bits");
        _page.Add($"</dl></div>");
        _page.Add($"<p class=\"sentence\">{Capital(_report.Verdict.Sentence)}.");
        if (_report.Error is { } error)
            _page.Add($" The run failed: {error}.");
        if (_report.Security == 0)
            _page.Add($" Nothing is proved: security 0 % means that the steps were recorded and can be replayed, and that no proof of them was verified.");
        _page.Add($"</p></section>");
    }

    private void WriteRing()
    {
        const int Radius = 50;
        const double Around = 2 * Math.PI * Radius;
        _page.Add($"<svg class=\"ring\" width=\"128\" height=\"128\" viewBox=\"0 0 128 128\" role=\"img\" aria-label=\"security {_report.Security} percent\">");
        _page.Add($"<circle cx=\"64\" cy=\"64\" r=\"{Radius}\" fill=\"none\" style=\"stroke:var(--track)\" stroke-width=\"11\"/>");
        if (_report.Security > 0)
        {
            _page.Add($"<circle cx=\"64\" cy=\"64\" r=\"{Radius}\" fill=\"none\" style=\"stroke:var(--proved)\" stroke-width=\"11\" stroke-linecap=\"round\"");
            _page.Add($" stroke-dasharray=\"{Around * _report.Security / 100:0.##} {Around:0.##}\" transform=\"rotate(-90 64 64)\"/>");
        }

        _page.Add($"<text x=\"64\" y=\"69\" text-anchor=\"middle\" font-size=\"25\" font-weight=\"600\">{_report.Security} %</text>");
        _page.Add($"<text x=\"64\" y=\"86\" text-anchor=\"middle\" font-size=\"11\" style=\"fill:var(--soft)\">security</text></svg>");
    }

    private void Fact(string name, string value) => _page.Add($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private void WriteGraph()
    {
        _page.Add($"<section><h2>How it ran</h2>");
        _page.Add(SliceGraph.Draw(_report));
        _page.Add($"<div class=\"legend\">");
        foreach (var assurance in Enum.GetValues<Assurance>())
            _page.Add($"<span><i class=\"dot f-{assurance.Text()}\"></i>{(assurance == Assurance.None ? "nothing known" : assurance.Text())}</span>");
        _page.Add($"</div></section>");
    }

    private void WriteClasses()
    {
        if (_report.PredictedClass is null)
            return;
        _page.Add($"<section><h2>What it answered</h2><div class=\"classes\">");
        foreach (var i in MarkdownReport.TopClasses(_report, MostClasses))
        {
            var top = i == _report.PredictedClass ? "top" : "";
            _page.Add($"<span class=\"{top}\">class {i}</span>");
            _page.Add($"<span class=\"bar\"><span style=\"width:{100 * _report.Probabilities[i]:0.##}%\"></span></span>");
            _page.Add($"<span class=\"number {top}\">{100 * _report.Probabilities[i]:0.00} %</span><span class=\"number quiet\">logit {_report.Logits[i]:0.0000}</span>");
        }

        _page.Add($"</div></section>");
    }

    private void WriteSteps()
    {
        var longest = _report.Steps.Max(step => step.Time?.TotalSeconds ?? 0);
        _page.Add($"<section><h2>Steps</h2><div class=\"scroll\"><table><thead>");
        _page.Add($"<tr><th>step</th><th>backend</th><th>fallback</th><th>time</th><th class=\"number\">MACs</th><th>output</th><th>unit</th><th>outcome</th></tr>");
        _page.Add($"</thead><tbody>");
        foreach (var step in _report.Steps)
        {
            var share = longest > 0 ? 100 * (step.Time?.TotalSeconds ?? 0) / longest : 0;
            _page.Add($"<tr><td><i class=\"dot f-{step.Assurance.Text()}\" title=\"{step.Assurance.Text()}\"></i>{step.Name}</td>");
            _page.Add($"<td>{ReportWords.Of(step.Backend)}</td><td class=\"quiet\">{step.FallbackReason ?? "–"}</td>");
            _page.Add($"<td class=\"number\">{ReportWords.Duration(step.Time)}<span class=\"bar\"><span style=\"width:{share:0.##}%\"></span></span></td>");
            _page.Add($"<td class=\"number\">{ReportWords.Count(step.Macs)}</td>");
            var title = string.Join(", ", step.Outputs.Select(output => $"{output.Name} {output.Type} {output.Digest}"));
            _page.Add($"<td title=\"{title}\">{string.Join(", ", step.Outputs.Select(output => ReportWords.Shape(output.Type)))}</td>");
            WriteDigest(step.Unit);
            _page.Add($"<td>{step.Outcome.Text()}</td></tr>");
        }

        _page.Add($"</tbody></table></div></section>");
    }

    private void WriteValues()
    {
        _page.Add($"<section><h2>Inputs and outputs</h2><div class=\"scroll\"><table><thead>");
        _page.Add($"<tr><th></th><th>name</th><th>type</th><th class=\"number\">elements</th><th>first values</th><th>digest</th></tr></thead><tbody>");
        WriteValues("input", _report.Inputs);
        WriteValues("output", _report.Outputs);
        _page.Add($"</tbody></table></div></section>");
    }

    private void WriteValues(string kind, ImmutableArray<ReportValue> values)
    {
        foreach (var value in values)
        {
            _page.Add($"<tr><td class=\"quiet\">{kind}</td><td>{value.Name}</td><td>{value.Type}</td>");
            _page.Add($"<td class=\"number\">{ReportWords.Count((ulong?)value.Elements)}</td>");
            _page.Add($"<td class=\"quiet\">{string.Join(", ", value.First)}{(value.Elements > value.First.Length ? ", …" : "")}</td>");
            if (value.Digest is { } digest)
                WriteDigest(digest);
            else
                _page.Add($"<td>–</td>");
            _page.Add($"</tr>");
        }
    }

    private void WriteDigest(Digest digest) => _page.Add($"<td><code title=\"{digest}\">{digest.ToShortString()}…</code></td>");

    private void WriteChecks()
    {
        _page.Add($"<section><h2>What was checked</h2><ul class=\"checks\">");
        foreach (var check in _report.Verdict.Verdict.Checks)
        {
            _page.Add($"<li><span class=\"mark {check.Status.Text()}\">{ReportWords.Mark(check.Status)}</span><span>{Capital(check.Name)}");
            if (check.Status == Verification.Passed)
                _page.Add($"<span class=\"count\">{check.Count:N0}</span>");
            if (check.Why is { } why)
                _page.Add($"<span class=\"why\">{why.Code}: {why.Message}</span>");
            _page.Add($"</span></li>");
        }

        foreach (var gap in _report.Verdict.NotChecked)
            _page.Add($"<li><span class=\"mark not_attempted\">–</span><span class=\"quiet\">Not checked: {gap}</span></li>");
        _page.Add($"</ul></section>");
    }

    private void WriteCommands()
    {
        _page.Add($"<section><h2>Check it yourself</h2>");
        foreach (var (command, does) in _report.Commands)
            _page.Add($"<p class=\"command\"><span>{Capital(does)}</span><code>{command}</code></p>");
        _page.Add($"</section>");
    }

    private void WriteIdentity()
    {
        _page.Add($"<section><h2>Identity</h2><dl class=\"identity\">");
        _page.Add($"<dt>claim</dt><dd><code>{_report.Claim?.ToString() ?? "none: the run was interrupted"}</code></dd>");
        _page.Add($"<dt>program</dt><dd><code>{_report.Program}</code></dd>");
        _page.Add($"<dt>producer</dt><dd>{_report.Producer}</dd>");
        if (_report.OnnxRuntime is { } version)
            _page.Add($"<dt>ONNX Runtime</dt><dd>{version}</dd>");
        if (_report.Infer is { } infer)
            _page.Add($"<dt>backends allowed</dt><dd>{infer}</dd>");
        _page.Add($"</dl></section>");
    }

    private static string Capital(string sentence) => sentence.Length == 0 ? "" : char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
