namespace Runproof.Tiles.Generator.Files;

/// <summary>A file that may have tiles or sequences.</summary>
/// <param name="Position">Its position among the files of the compilation.</param>
/// <param name="Reached">A fingerprint of everything that decides what its tiles and sequences are.</param>
internal sealed record TileFile(int Position, Fingerprint Reached);
