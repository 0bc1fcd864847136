using Runproof.Tiles.Codecs;

namespace Runproof.Tiles.Units;

/// <summary>Calls a tile by bytes.</summary>
/// <param name="input">Nothing, the encoded argument, or the encoded tuple of the arguments.</param>
/// <param name="output">Takes the encoded result, or the error.</param>
public delegate TileStatus TileEntry(ReadOnlySpan<byte> input, ref TileWriter output);
