using System.Globalization;
using System.Text;
using Runproof.Core.Hashing;
using Runproof.Core.Verdicts;
using Runproof.Runs.Metadata;
using Runproof.Runs.Results;

namespace Runproof.Runs.Reports;

/// <summary>Writes a report as Markdown, for a pull request or an issue.</summary>
public static class MarkdownReport
{
    private const int MostClasses = 10;

    /// <summary>The text of a report.</summary>
    public static string Write(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        Line($"# {Escape(report.Target)}: {ReportWords.Of(report.Verdict.Verdict.Status)}");
        Line($"");
        Line($"{Escape(Capital(report.Verdict.Sentence))}. Assurance: {report.Verdict.Assurance.Text()}; security {report.Security} %.");
        Line($"");
        Line($"| | |");
        Line($"|---|---|");
        Line($"| run | `{Code(report.RunId)}` |");
        Line($"| started | {report.StartedAt} |");
        Line($"| outcome | {report.Outcome.Text()}{(report.Error is { } error ? $": {Escape(error)}" : "")} |");
        Line($"| program | `{report.Program}` |");
        Line($"| weights | {report.Weights} |");
        Line($"| claim | {(report.Claim is { } claim ? $"`{claim}`" : "none: the run was interrupted")} |");
        Line($"| total time | {ReportWords.Duration(report.Total)} |");
        Line($"| producer | {Escape(report.Producer)}{(report.OnnxRuntime is { } version ? $", ONNX Runtime {Escape(version)}" : "")} |");
        if (report.PredictedClass is { } predicted)
        {
            Line($"");
            Line($"## Result: class {predicted}");
            Line($"");
            Line($"| class | probability | logit |");
            Line($"|---:|---:|---:|");
            foreach (var i in TopClasses(report, MostClasses))
                Line($"| {i} | {100 * report.Probabilities[i]:0.00} % | {report.Logits[i]:0.0000} |");
        }

        Line($"");
        Line($"## Steps");
        Line($"");
        Line($"| | step | backend | outcome | assurance | fallback | time | MACs | input | output | unit |");
        Line($"|---:|---|---|---|---|---|---:|---:|---|---|---|");
        for (var i = 0; i < report.Steps.Length; i++)
        {
            var step = report.Steps[i];
            string[] cells =
            [
                $"{i}", Escape(step.Name), ReportWords.Of(step.Backend), step.Outcome.Text(), step.Assurance.Text(), Escape(step.FallbackReason ?? "-"),
                ReportWords.Duration(step.Time), ReportWords.Count(step.Macs), Types(step.Inputs), Types(step.Outputs), Short(step.Unit),
            ];
            Line($"| {string.Join(" | ", cells)} |");
        }

        WriteErrors(report, Line);
        Line($"");
        Line($"## Checks");
        Line($"");
        foreach (var check in report.Verdict.Verdict.Checks)
        {
            Line($"- {ReportWords.Mark(check.Status)} {Escape(check.Name)}{(check.Status == Verification.Passed ? $" ({check.Count})" : "")}");
            if (check.Why is { } why)
                Line($"  {why.Code}: {Escape(why.Message)}");
        }

        foreach (var gap in report.Verdict.NotChecked)
            Line($"- – not checked: {Escape(gap)}");
        Line($"");
        Line($"## Check it yourself");
        Line($"");
        Line($"```");
        foreach (var (command, does) in report.Commands)
            Line($"{Code(command)}  # {does}");
        Line($"```");
        return text.ToString();
    }

    private static void WriteErrors(RunReport report, Action<FormattableString> line)
    {
        var rows = report.Steps.Select(step => (step.Name, step.Fidelity)).Prepend(("all circuits", report.OutputFidelity)).Where(row => row.Item2 is not null).ToArray();
        if (rows.Length == 0)
            return;
        line($"");
        line($"## How close the circuits come");
        line($"");
        line($"Against ONNX Runtime on sample inputs, measured when they were compiled; errors in steps of the output's integers, or in its own unit.");
        line($"");
        line($"| circuit | errors | from | to | in | one step | relative error | largest error | same class |");
        line($"|---|---|---:|---:|---|---:|---:|---:|---:|");
        foreach (var (name, fidelity) in rows)
        {
            var histogram = fidelity!.Histogram;
            var range = histogram is null ? (FormattableString)$"- | - | - | - | -" : $"{Sparkline(histogram)} | {ErrorFigures.Edge(histogram, 0)} | {ErrorFigures.Edge(histogram, histogram.Counts.Length)} | {(histogram.CountsInSteps ? "steps" : "values")} | {histogram.Step:G3}";
            var cells = range.ToString(CultureInfo.InvariantCulture);
            line($"| {Escape(name)} | {cells} | {100 * fidelity.RelativeError:0.00} % | {fidelity.MaxError:G3} | {(fidelity.ClassAgreements is { } same ? $"{same} of {fidelity.Inputs}" : "-")} |");
        }
    }

    // One character per bin, as high as its share of the fullest.
    private static string Sparkline(ErrorHistogram histogram)
    {
        const string levels = "▁▂▃▄▅▆▇█";
        var most = histogram.Counts.Max();
        return string.Concat(histogram.Counts.Select(count => count == 0 ? '·' : levels[(int)((levels.Length - 1) * (double)count / most)]));
    }

    /// <summary>The classes with the largest scores, largest first, the first of equals before the others.</summary>
    internal static IEnumerable<int> TopClasses(RunReport report, int most) =>
        Enumerable.Range(0, report.Logits.Length).OrderByDescending(i => report.Logits[i]).Take(most);

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];

    private static string Types(IEnumerable<ReportValue> values) => string.Join(", ", values.Select(value => Escape(value.Type)));

    private static string Short(Digest digest) => $"`{digest.ToShortString()}`";

    /// <summary>Text in which nothing is markup, a mention or a reference to an issue.</summary>
    private static string Escape(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var hides = char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            if (hides || char.IsControl(c))
                result.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)c:x}}}");
            else if ("\\`*_[]|~!".Contains(c, StringComparison.Ordinal))
                result.Append('\\').Append(c);
            else if ("<>&#@".Contains(c, StringComparison.Ordinal))
                result.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
            else
                result.Append(c);
        }

        return result.ToString();
    }

    /// <summary>Text within code, which no character may end.</summary>
    private static string Code(string text) => string.Concat(text.Select(c => c is '`' or '|' || char.IsControl(c) ? '?' : c));
}
