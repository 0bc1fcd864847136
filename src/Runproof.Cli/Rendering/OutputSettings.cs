namespace Runproof.Cli.Rendering;

/// <summary>How a command's answer is to be written.</summary>
/// <param name="Json">One JSON document in place of text.</param>
/// <param name="Quiet">Nothing but the answer and errors.</param>
/// <param name="Verbose">Details that help to find a problem.</param>
/// <param name="Colour">Whether colours may be used where a terminal shows them.</param>
internal readonly record struct OutputSettings(bool Json, bool Quiet, bool Verbose, bool Colour)
{
    /// <summary>The settings that the raw arguments ask for, for use where they cannot be parsed.</summary>
    public static OutputSettings Of(string[] args)
    {
        var end = Array.IndexOf(args, "--");
        var options = end < 0 ? args.AsSpan() : args.AsSpan(0, end);
        return new OutputSettings(
            options.Contains(CommonOptions.JsonName),
            options.Contains(CommonOptions.QuietName),
            options.Contains(CommonOptions.VerboseName),
            Colour: !options.Contains(CommonOptions.NoColorName) && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));
    }
}
