using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Runproof.Runs.Reports;

/// <summary>
/// Collects HTML that is well-formed XML as well. What stands in the source of a text is markup; what is put into its holes is escaped, so that no name from a
/// file can become markup.
/// </summary>
internal sealed class Markup
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a piece.</summary>
    public void Add([InterpolatedStringHandlerArgument("")] ref Piece piece)
    {
        _ = piece;
        _text.Append('\n');
    }

    /// <summary>Adds a line of our own as it is; never one with text from a file.</summary>
    public void AddTrusted(string line) => _text.Append(line).Append('\n');

    /// <summary>Adds markup that was collected elsewhere.</summary>
    public void Add(Markup markup) => _text.Append(markup._text);

    /// <inheritdoc />
    public override string ToString() => _text.ToString();

    private static void Escape(StringBuilder target, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '&':
                    target.Append("&amp;");
                    break;
                case '<':
                    target.Append("&lt;");
                    break;
                case '>':
                    target.Append("&gt;");
                    break;
                case '"':
                    target.Append("&quot;");
                    break;
                case '\'':
                    target.Append("&#39;");
                    break;
                default:
                    if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                        target.Append(c).Append(text[++i]);
                    else if (IsUnsafe(c))
                        target.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)c:x}}}");
                    else
                        target.Append(c);
                    break;
            }
        }
    }

    // XML has no place for most of these, and the others reorder or hide text.
    private static bool IsUnsafe(char c) => c is not (>= ' ' and <= '~') && char.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>One piece of markup with escaped holes.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Piece
    {
        private readonly StringBuilder _target;

        /// <summary>Called by the compiler.</summary>
        public Piece(int literalLength, int holes, Markup markup)
        {
            _ = (literalLength, holes);
            _target = markup._text;
        }

        /// <summary>Called by the compiler for what stands in the source.</summary>
        public void AppendLiteral(string text) => _target.Append(text);

        /// <summary>Called by the compiler for a hole.</summary>
        public void AppendFormatted<T>(T value, string? format = null) =>
            Escape(_target, value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString() ?? "");
    }
}
