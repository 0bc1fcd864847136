using Runproof.Runs.Tiles;
using Runproof.Tiles.Units;

namespace Runproof.Runs.Replay;

/// <summary>What replaying a run of tiles takes.</summary>
/// <param name="Registry">The tiles; each step names the revision that it called.</param>
/// <param name="Limits">What one call may take.</param>
public sealed record TileReplaySource(TileRegistry Registry, TileLimits Limits);
