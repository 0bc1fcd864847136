using System.Collections.Immutable;
using Runproof.Core.Programs;
using Runproof.Tiles.Units;

namespace Runproof.Runs.Tiles;

/// <summary>A call of a tile that is to be made.</summary>
/// <param name="Program">Name of the program.</param>
/// <param name="Step">Name of the step.</param>
/// <param name="At">Coordinates of the call.</param>
/// <param name="Unit">The tile, or the fold with it.</param>
/// <param name="Inputs">The encoded value of each input.</param>
internal sealed record TileCall(string Program, string Step, Coordinates At, TileUnit Unit, ImmutableArray<ReadOnlyMemory<byte>> Inputs)
{
    /// <summary>What diagnostics call it.</summary>
    public string Subject => $"{Program}/{Step} at {At}";
}
