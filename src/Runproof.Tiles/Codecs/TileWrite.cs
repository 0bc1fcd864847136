namespace Runproof.Tiles.Codecs;

/// <summary>Writes a value of a type.</summary>
/// <param name="writer">Where to.</param>
/// <param name="value">The value.</param>
/// <typeparam name="T">The type.</typeparam>
public delegate void TileWrite<T>(ref TileWriter writer, T value);
