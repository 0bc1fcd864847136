using System.Globalization;
using Runproof.Runs.Metadata;

namespace Runproof.Runs.Reports;

/// <summary>Draws how far circuits were from ONNX Runtime when they were compiled: one histogram for the model's output, one for every circuit.</summary>
internal sealed class ErrorFigures
{
    private const int Width = 300;
    private const int Height = 96;
    private const int Foot = 20;
    private const double Spacing = 1.5;

    // A bin with few values among many stays visible.
    private const double LeastBar = 1.5;

    private readonly Markup _markup = new();

    /// <summary>The section; null where nobody measured anything.</summary>
    public static Markup? Draw(RunReport report)
    {
        if (report.OutputFidelity is null && report.Steps.All(step => step.Fidelity is null))
            return null;
        var figures = new ErrorFigures();
        figures._markup.Add($"<section><h2>How close the circuits come</h2><div class=\"errors\">");
        if (report.OutputFidelity is { } whole)
            figures.Figure("all circuits, one after the other", whole);
        foreach (var step in report.Steps)
        {
            if (step.Fidelity is { } fidelity)
                figures.Figure(step.Name, fidelity);
        }

        figures._markup.Add($"</div><p class=\"sentence\">Circuits compute with integers. Each figure counts how far their outputs were from ONNX Runtime&#39;s on sample inputs when");
        figures._markup.Add($" the model was compiled, in steps of the output&#39;s integers, or in the output&#39;s own unit where it says none. It is measured, not proved, and noted beside the claim.</p></section>");
        return figures._markup;
    }

    private void Figure(string name, CircuitFidelity fidelity)
    {
        _markup.Add($"<figure><figcaption><b>{name}</b><span>{Summary(fidelity)}</span></figcaption>");
        if (fidelity.Histogram is { } histogram)
            Bars(name, histogram);
        else
            _markup.Add($"<p class=\"quiet\">A function is applied to its integers after the proof: no steps to count in.</p>");
        _markup.Add($"</figure>");
    }

    private void Bars(string name, ErrorHistogram histogram)
    {
        var bar = (double)Width / histogram.Counts.Length;
        var most = Math.Max(histogram.Counts.Max(), 1);
        _markup.Add($"<svg viewBox=\"0 0 {Width} {Height + Foot}\" role=\"img\" aria-label=\"errors of {name}\">");
        for (var i = 0; i < histogram.Counts.Length; i++)
        {
            var count = histogram.Counts[i];
            var height = count == 0 ? 0 : Math.Max(Height * (double)count / most, LeastBar);
            var isExact = histogram.Edges[i] <= 0 && histogram.Edges[i + 1] >= 0;
            _markup.Add($"<g><title>{Edge(histogram, i)} to {Edge(histogram, i + 1)}{Unit(histogram)}: {count:N0} of {histogram.Total:N0} values</title>");
            _markup.Add($"<rect class=\"{(isExact ? "exact" : "off")}\" x=\"{(i * bar) + (Spacing / 2):0.##}\" y=\"{Height - height:0.##}\" width=\"{bar - Spacing:0.##}\" height=\"{height:0.##}\" rx=\"1.5\"/>");
            _markup.Add($"<rect class=\"hover\" x=\"{i * bar:0.##}\" y=\"0\" width=\"{bar:0.##}\" height=\"{Height}\"/></g>");
        }

        var zero = Width * Math.Clamp(-histogram.Edges[0] / (histogram.Edges[^1] - histogram.Edges[0]), 0, 1);
        _markup.Add($"<path class=\"axis\" d=\"M0 {Height + 0.5}H{Width}M{zero:0.##} {Height + 0.5}v4\"/>");
        _markup.Add($"<text x=\"0\" y=\"{Height + 16}\">{Edge(histogram, 0)}</text>");
        _markup.Add($"<text x=\"{zero:0.##}\" y=\"{Height + 16}\" text-anchor=\"middle\">0</text>");
        _markup.Add($"<text x=\"{Width}\" y=\"{Height + 16}\" text-anchor=\"end\">{Edge(histogram, histogram.Counts.Length)}{Unit(histogram)}</text></svg>");
        _markup.Add($"<span class=\"quiet\">one step is {histogram.Step:G3}; {histogram.Total:N0} values</span>");
    }

    /// <summary>The figures in one line.</summary>
    public static string Summary(CircuitFidelity fidelity) => string.Create(
        CultureInfo.InvariantCulture,
        $"relative error {100 * fidelity.RelativeError:0.00} %, largest {fidelity.MaxError:G3}{(fidelity.ClassAgreements is { } same ? $", same class {same} of {fidelity.Inputs}" : "")}");

    /// <summary>An edge of a bin, in steps or in the output's own unit.</summary>
    public static string Edge(ErrorHistogram histogram, int index) => (histogram.CountsInSteps
        ? histogram.Edges[index].ToString("0.###", CultureInfo.InvariantCulture)
        : (histogram.Edges[index] * histogram.Step).ToString("G3", CultureInfo.InvariantCulture)).Replace('-', '−');

    private static string Unit(ErrorHistogram histogram) => histogram.CountsInSteps ? " steps" : "";
}
