namespace Runproof.Tiles.Generator.Models;

/// <summary>A parameter of a tile.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
internal sealed record ParameterModel(string Name, TypeUse Type);
