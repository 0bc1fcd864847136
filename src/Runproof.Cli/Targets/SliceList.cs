using System.Collections.Immutable;
using System.Globalization;
using Runproof.Cli.Errors;
using Runproof.Cli.Rendering;
using Runproof.Core.Diagnostics;
using Runproof.Runs.Planning;

namespace Runproof.Cli.Targets;

/// <summary>Reads lists of slices such as <c>0-2,4</c>.</summary>
internal static class SliceList
{
    /// <summary>What an option says of its value.</summary>
    public const string HelpName = "0-2,4";

    private const int Most = 100_000;

    /// <summary>The positions that a text names.</summary>
    /// <exception cref="RunproofException">The text is no such list.</exception>
    public static ImmutableSortedSet<int> Parse(string option, string text)
    {
        var positions = ImmutableSortedSet.CreateBuilder<int>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            var first = Number(option, dash < 0 ? part : part[..dash], part);
            var last = dash < 0 ? first : Number(option, part[(dash + 1)..], part);
            if (last < first)
                throw UsageError.Of(option, $"'{part}' ends before it begins", "numbers of slices in ascending order, such as 0-2,4");
            for (var i = first; i <= last; i++)
                positions.Add(i);
        }

        return positions.ToImmutable();
    }

    /// <summary>Refuses positions that a model does not have.</summary>
    /// <exception cref="RunproofException">There is one.</exception>
    public static void Check(ImmutableSortedSet<int> positions, int count, string model)
    {
        if (!positions.IsEmpty && positions.Max >= count)
        {
            throw new RunproofException(new Diagnostic(PlanningErrors.UnknownSlice, Phase.Plan, model,
                $"there is no slice {positions.Max}: the model has {Figure.Of(count, "slice")}, counted from 0", "runproof slice MODEL, which lists them"));
        }
    }

    private static int Number(string option, string text, string part) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < Most
            ? number
            : throw UsageError.Of(option, $"'{part}' is not the number of a slice", "numbers with commas between them, such as 0-2,4");
}
