namespace Runproof.Tiles.Units;

/// <summary>How a call of a tile by bytes ended.</summary>
public enum TileStatus
{
    /// <summary>The output is the result.</summary>
    Succeeded = 0,

    /// <summary>The tile returned a failure; the output is its error, a string.</summary>
    Failed = 1,

    /// <summary>The input is not the encoding of the arguments; there is no output.</summary>
    Malformed = 2,
}
