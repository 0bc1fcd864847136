namespace Runproof.Circuits.Witness;

/// <summary>A column of a lookup: which values of which node are looked up.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Slice">Position of the slice in the statement.</param>
/// <param name="Node">The node.</param>
/// <param name="Part">Which difference of a window, from 0; else 0.</param>
/// <param name="Block">Index of the block for a committed column; −1 for a linear one.</param>
internal readonly record struct SiteColumn(ColumnKind Kind, int Slice, int Node, int Part, int Block);
