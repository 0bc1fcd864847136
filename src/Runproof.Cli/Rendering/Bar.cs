namespace Runproof.Cli.Rendering;

/// <summary>Draws a share as a horizontal bar of block characters, an eighth of a cell at a time.</summary>
internal static class Bar
{
    private const int Eighths = 8;
    private const string Parts = " ▏▎▍▌▋▊▉";

    /// <summary>A bar without padding.</summary>
    /// <param name="share">How much of the full width. Range: 0 to 1; anything else is clamped.</param>
    /// <param name="width">Cells of a full bar.</param>
    public static string Of(double share, int width)
    {
        var eighths = (int)Math.Round(double.IsNaN(share) ? 0 : Math.Clamp(share, 0, 1) * width * Eighths);
        return (new string('█', eighths / Eighths) + Parts[eighths % Eighths]).TrimEnd();
    }
}
