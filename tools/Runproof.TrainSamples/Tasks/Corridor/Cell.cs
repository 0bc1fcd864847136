namespace Runproof.TrainSamples.Tasks.Corridor;

/// <summary>What stands still in a cell of the world.</summary>
internal enum Cell
{
    /// <summary>Nothing.</summary>
    Floor,

    /// <summary>Blocks steps and sight.</summary>
    Wall,

    /// <summary>Blocks steps and sight until it is used.</summary>
    Door,

    /// <summary>Wanted by a player who is hurt.</summary>
    Medkit,

    /// <summary>Wanted by a player without ammunition.</summary>
    Ammo,
}
