using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Runproof.Core.Diagnostics;

namespace Runproof.Runs.Replay;

/// <summary>Steps of a run from one index up to, and without, another.</summary>
/// <param name="Start">The first step, from 0.</param>
/// <param name="End">The step after the last one.</param>
public readonly record struct ReplayWindow(int Start, int End)
{
    private const string Separator = "..";

    /// <summary>Reads a window such as <c>2..5</c>; an end that is left out is the run's: <c>..5</c>, <c>2..</c>, <c>..</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="stepCount">Number of steps of the run.</param>
    /// <param name="window">The window; it lies within the run and is not empty.</param>
    /// <param name="error"><see cref="ReplayErrors.Window"/>, if the result is false.</param>
    public static bool TryParse(string text, int stepCount, out ReplayWindow window, [NotNullWhen(false)] out Diagnostic? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        var dots = text.IndexOf(Separator, StringComparison.Ordinal);
        window = default;
        if (dots >= 0
            && TryParse(text.AsSpan(0, dots), 0, out var start)
            && TryParse(text.AsSpan(dots + Separator.Length), stepCount, out var end))
        {
            window = new ReplayWindow(start, end);
            error = window.ProblemFor(stepCount);
            return error is null;
        }

        error = Problem(text, "a window is two step numbers with two dots between them", stepCount);
        return false;
    }

    /// <summary>For example <c>2..5</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Start}{Separator}{End}");

    /// <summary>What is wrong with the window for a run; null where it lies within the run and is not empty.</summary>
    internal Diagnostic? ProblemFor(int stepCount) =>
        Start < 0 || End > stepCount ? Problem(ToString(), $"the run has {stepCount} steps", stepCount)
        : Start >= End ? Problem(ToString(), "the window is empty", stepCount)
        : null;

    private static bool TryParse(ReadOnlySpan<char> text, int missing, out int number)
    {
        number = missing;
        return text.IsEmpty || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static Diagnostic Problem(string window, string message, int stepCount) => new(
        ReplayErrors.Window, Phase.Replay, window, message,
        stepCount == 0 ? "another run: this one has no step" : string.Create(CultureInfo.InvariantCulture, $"a window within 0..{stepCount}"));
}
