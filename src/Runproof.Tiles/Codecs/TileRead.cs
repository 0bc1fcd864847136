namespace Runproof.Tiles.Codecs;

/// <summary>Reads a value of a type.</summary>
/// <param name="reader">Where from; it knows whether reading failed.</param>
/// <typeparam name="T">The type.</typeparam>
public delegate T TileRead<T>(ref TileReader reader);
