using System.Globalization;
using System.Text;

namespace Runproof.Cli.Rendering;

/// <summary>Makes text from files safe to print: a hostile name must not steer the terminal or fake a line.</summary>
internal static class Printable
{
    /// <summary>The text with every control, formatting and line-breaking character written as <c>\u{hex}</c>.</summary>
    public static string Of(string text)
    {
        foreach (var c in text)
        {
            if (IsUnsafe(c))
                return Escape(text);
        }

        return text;
    }

    private static string Escape(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (IsUnsafe(c))
                result.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)c:x}}}");
            else
                result.Append(c);
        }

        return result.ToString();
    }

    private static bool IsUnsafe(char c) => c is not (>= ' ' and <= '~') && char.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
