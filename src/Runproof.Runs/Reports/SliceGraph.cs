using Runproof.Runs.Results;

namespace Runproof.Runs.Reports;

/// <summary>Draws the steps of a run as boxes from left to right, with the values that go between them. Values that skip steps go over them in arcs.</summary>
internal sealed class SliceGraph
{
    private const int BoxWidth = 124;
    private const int BoxHeight = 58;
    private const int EndWidth = 70;
    private const int EndHeight = 34;
    private const int Gap = 98;
    private const int ArcHeight = 30;
    private const int MostArcHeight = 6 * ArcHeight;
    private const int Below = 8;
    private const int MostSteps = 200;
    private const int PageWidth = 1026;

    private readonly RunReport _report;
    private readonly Markup _markup = new();
    private readonly int _steps;
    private readonly int _top;

    private SliceGraph(RunReport report)
    {
        _report = report;
        _steps = Math.Min(report.Steps.Length, MostSteps);
        var longest = Edges().Max(edge => edge.To - edge.From);
        _top = longest > 1 ? 22 + ArcOf(longest) : 16;
    }

    private int Width => XOf(_steps + 1) + EndWidth + 4;

    private int Middle => _top + BoxHeight / 2;

    /// <summary>The drawing.</summary>
    public static Markup Draw(RunReport report) => new SliceGraph(report).Draw();

    private Markup Draw()
    {
        // A drawing that hardly fits is made smaller; a longer one is scrolled.
        var least = Width <= PageWidth * 3 / 2 ? Math.Min(Width, 680) : Width;
        var height = _top + BoxHeight + Below;
        _markup.Add($"<div class=\"scroll\"><svg class=\"graph\" role=\"img\" aria-label=\"the steps of the run\" viewBox=\"0 0 {Width} {height}\"");
        _markup.Add($" style=\"width:100%;max-width:{Width}px;min-width:{least}px\">");
        foreach (var group in Edges().GroupBy(edge => (edge.From, edge.To)).OrderByDescending(group => group.Key.To - group.Key.From))
            DrawEdge(group.Key.From, group.Key.To, [.. group.Select(edge => edge.Type)]);
        DrawEnd(0, "input");
        for (var i = 0; i < _steps; i++)
            DrawStep(i);
        DrawEnd(_steps + 1, _steps < _report.Steps.Length ? $"{_report.Steps.Length - _steps} more" : "output");
        _markup.Add($"</svg></div>");
        return _markup;
    }

    // Column 0 is the run's input, the last one its output; the steps are between them.
    private IEnumerable<(int From, int To, string Type)> Edges() =>
        from edge in _report.Edges
        let start = edge.From + 1 ?? 0
        let end = edge.To + 1 ?? _steps + 1
        where start <= _steps && end <= _steps + 1
        select (start, end, edge.Type);

    private static int XOf(int column) => column == 0 ? 2 : 2 + EndWidth + Gap + (column - 1) * (BoxWidth + Gap);

    private int WidthOf(int column) => column == 0 || column == _steps + 1 ? EndWidth : BoxWidth;

    private int TopOf(int column) => column == 0 || column == _steps + 1 ? Middle - EndHeight / 2 : _top;

    private static int ArcOf(int span) => Math.Min((span - 1) * ArcHeight, MostArcHeight);

    private void DrawEdge(int from, int to, string[] types)
    {
        var label = types.Length == 1 ? ReportWords.Shape(types[0]) : $"{types.Length} values";
        var title = string.Join(", ", types);
        if (to == from + 1)
        {
            int start = XOf(from) + WidthOf(from), end = XOf(to);
            _markup.Add($"<g><title>{title}</title><path class=\"edge\" d=\"M{start} {Middle}H{end - 7}\"/>");
            Tip(end, Middle, "-8 -4.5v9z");
            _markup.Add($"<text class=\"note\" x=\"{(start + end) / 2 - 2}\" y=\"{Middle - 9}\" text-anchor=\"middle\">{label}</text></g>");
            return;
        }

        int left = XOf(from) + WidthOf(from) - 18, right = XOf(to) + 18, peak = _top - ArcOf(to - from);
        _markup.Add($"<g><title>{title}</title>");
        _markup.Add($"<path class=\"edge\" d=\"M{left} {TopOf(from)}C{left} {peak} {left + 14} {peak} {left + 44} {peak}H{right - 44}C{right - 14} {peak} {right} {peak} {right} {TopOf(to) - 7}\"/>");
        Tip(right, TopOf(to), "-4.5 -8h9z");
        _markup.Add($"<text class=\"note\" x=\"{(left + right) / 2}\" y=\"{peak - 6}\" text-anchor=\"middle\">{label}</text></g>");
    }

    private void Tip(int x, int y, string shape) => _markup.Add($"<path class=\"tip\" d=\"M{x} {y}l{shape}\"/>");

    private void DrawStep(int index)
    {
        var step = _report.Steps[index];
        int x = XOf(index + 1), center = x + BoxWidth / 2;
        var assurance = step.Assurance.Text();
        _markup.Add($"<g><title>{step.Name}: {ReportWords.Of(step.Backend)}, {step.Outcome.Text()}, {assurance}</title>");
        _markup.Add($"<rect class=\"box s-{assurance}\" x=\"{x}\" y=\"{_top}\" width=\"{BoxWidth}\" height=\"{BoxHeight}\" rx=\"10\"/>");
        _markup.Add($"<rect class=\"f-{assurance}\" x=\"{x + 12}\" y=\"{_top + BoxHeight - 8}\" width=\"{BoxWidth - 24}\" height=\"3\" rx=\"1.5\"/>");
        _markup.Add($"<text class=\"name\" x=\"{center}\" y=\"{_top + 23}\" text-anchor=\"middle\">{Shorten(step.Name)}</text>");
        _markup.Add($"<text class=\"note\" x=\"{center}\" y=\"{_top + 40}\" text-anchor=\"middle\">{ReportWords.Of(step.Backend)}</text></g>");
    }

    private void DrawEnd(int column, string name)
    {
        var x = XOf(column);
        _markup.Add($"<rect class=\"end\" x=\"{x}\" y=\"{Middle - EndHeight / 2}\" width=\"{EndWidth}\" height=\"{EndHeight}\" rx=\"{EndHeight / 2}\"/>");
        _markup.Add($"<text class=\"note\" x=\"{x + EndWidth / 2}\" y=\"{Middle + 4}\" text-anchor=\"middle\">{name}</text>");
    }

    private static string Shorten(string name) => name.Length <= 16 ? name : $"{name[..15]}…";
}
