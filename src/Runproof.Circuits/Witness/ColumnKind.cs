namespace Runproof.Circuits.Witness;

/// <summary>What a column of a lookup is.</summary>
internal enum ColumnKind
{
    /// <summary>A block of the witness.</summary>
    Committed,

    /// <summary>hi of a <see cref="Graph.Requantize"/>: linear.</summary>
    Quotient,

    /// <summary>The argument of a <see cref="Graph.Lookup"/>: linear.</summary>
    Argument,

    /// <summary>The difference of a <see cref="Graph.MaxPool"/> before it is cut at zero: linear.</summary>
    Difference,

    /// <summary>A boundary commitment that a slice reads, whose range is looked up.</summary>
    Boundary,
}
