namespace Runproof.Core.Programs;

/// <summary>What a unit is made of.</summary>
public enum UnitKind
{
    /// <summary>Code.</summary>
    Tile = 0,

    /// <summary>A piece of a model, or a whole one.</summary>
    Slice = 1,

    /// <summary>A sequence of the same program.</summary>
    Sequence = 2,
}
