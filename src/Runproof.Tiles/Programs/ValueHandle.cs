using Runproof.Core.Programs;

namespace Runproof.Tiles.Programs;

/// <summary>A value of a sequence that is being described.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Type">The text of its schema.</param>
public readonly record struct ValueHandle(Binding Source, string Type);
