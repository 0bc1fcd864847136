namespace Runproof.TrainSamples.Tasks.Corridor;

/// <summary>What the player can do; the value is the class.</summary>
internal enum CorridorAction
{
    /// <summary>Step up.</summary>
    Forward,

    /// <summary>Step down.</summary>
    Back,

    /// <summary>Step left.</summary>
    Left,

    /// <summary>Step right.</summary>
    Right,

    /// <summary>Fire up the column.</summary>
    Shoot,

    /// <summary>Open the door ahead.</summary>
    Use,

    /// <summary>Stay.</summary>
    Wait,
}
