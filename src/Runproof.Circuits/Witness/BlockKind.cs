namespace Runproof.Circuits.Witness;

/// <summary>What a block of the witness holds.</summary>
internal enum BlockKind
{
    /// <summary>The lower twelve bits of u + 2^23.</summary>
    LowLimb,

    /// <summary>The next twelve bits.</summary>
    HighLimb,

    /// <summary>The result of a table.</summary>
    Result,

    /// <summary>A difference of a pooled window, cut at zero.</summary>
    Difference,

    /// <summary>How often every row of a table is looked up.</summary>
    Multiplicity,
}
