using Runproof.Core.Traces;
using Runproof.Runs.Tiles;

namespace Runproof.Cli.Verbs.Tiles;

/// <summary>A run of tiles that was asked for.</summary>
internal sealed record TileRunRequest
{
    /// <summary>The project or assembly.</summary>
    public required string Target { get; init; }

    /// <summary>JSON, a file, or <c>-</c>; null for the file beside the project.</summary>
    public string? Input { get; init; }

    /// <summary>Native or audit.</summary>
    public RunMode Mode { get; init; }

    /// <summary>The sequence; null for the only one.</summary>
    public string? Sequence { get; init; }

    /// <summary>The tile to be run alone; null for a sequence.</summary>
    public string? Tile { get; init; }

    /// <summary>The claim to compare with.</summary>
    public string? Against { get; init; }

    /// <summary>The file of the key to sign with.</summary>
    public string? SignWith { get; init; }

    /// <summary>The first step that is not taken from another run.</summary>
    public int? ForkFrom { get; init; }

    /// <summary>The run that steps are taken from.</summary>
    public string From { get; init; } = "";

    /// <summary>Whether it is recorded.</summary>
    public bool Record { get; init; } = true;

    /// <summary>Whether it goes on where an interrupted one stopped.</summary>
    public bool Resume { get; init; }

    /// <summary>What one call may take.</summary>
    public TileLimits Limits { get; init; } = TileLimits.Default;
}
