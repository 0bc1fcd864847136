namespace Runproof.Tiles.Generator.Models;

/// <summary>The tiles and sequences of a file.</summary>
/// <param name="Tiles">The tiles.</param>
/// <param name="Sequences">The sequences.</param>
internal sealed record FileTilesModel(EquatableArray<TileModel> Tiles, EquatableArray<SequenceModel> Sequences);
