using System.Globalization;
using Runproof.Core.Programs;

namespace Runproof.Runs.Metadata;

/// <summary>How the metadata spells a binding: <c>input:0</c> or <c>slice_2:0</c>.</summary>
internal static class BindingText
{
    private const string Input = "input";
    private const string Slice = "slice_";

    public static string Of(Binding binding) => string.Create(
        CultureInfo.InvariantCulture, $"{(binding.Step is { } step ? Slice + step.ToString(CultureInfo.InvariantCulture) : Input)}:{binding.Port}");

    public static Binding? Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !uint.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return null;
        var source = text.AsSpan(0, colon);
        if (source.SequenceEqual(Input))
            return Binding.External(port);
        return source.StartsWith(Slice, StringComparison.Ordinal) && uint.TryParse(source[Slice.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            ? Binding.Output(step, port)
            : null;
    }
}
