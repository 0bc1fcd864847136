using System.Text;

namespace Runproof.Cli.Rendering;

/// <summary>Rows of text in aligned columns. Cells are made printable; numbers are aligned at their end where the column says so.</summary>
internal sealed class TextTable
{
    private const string Dim = "\e[2m";
    private const string Plain = "\e[0m";

    private readonly string[] _titles;
    private readonly bool[] _right;
    private readonly List<string[]> _rows = [];

    /// <summary>Makes an empty table.</summary>
    /// <param name="columns">Titles; one that begins with <c>&gt;</c> stands over a column of numbers; without any, no line of titles is written.</param>
    public TextTable(params ReadOnlySpan<string> columns)
    {
        _titles = new string[columns.Length];
        _right = new bool[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            _right[i] = columns[i].StartsWith('>');
            _titles[i] = columns[i].TrimStart('>');
        }
    }

    /// <summary>Adds a row with one cell per column.</summary>
    public void Add(params ReadOnlySpan<string> cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Length, _titles.Length);
        var row = new string[cells.Length];
        for (var i = 0; i < row.Length; i++)
            row[i] = Printable.Of(cells[i]);
        _rows.Add(row);
    }

    /// <summary>Writes the titles and the rows.</summary>
    public void WriteTo(Output output)
    {
        var widths = new int[_titles.Length];
        for (var i = 0; i < widths.Length; i++)
        {
            widths[i] = _titles[i].Length;
            foreach (var row in _rows)
                widths[i] = Math.Max(widths[i], row[i].Length);
        }

        var titles = Line(_titles, widths);
        if (titles.Length != 0)
            output.Text.WriteLine(output.Colours ? Dim + titles + Plain : titles);
        foreach (var row in _rows)
            output.Text.WriteLine(Line(row, widths, output));
    }

    private string Line(string[] cells, int[] widths, Output? painter = null)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = _right[i] ? cells[i].PadLeft(widths[i]) : cells[i].PadRight(widths[i]);
            line.Append("  ").Append(painter is null ? cell : Marks.Paint(cell, painter));
        }

        return line.ToString().TrimEnd();
    }
}
