namespace Runproof.Circuits.Witness;

/// <summary>A run of 2^LogSize committed values that starts at a multiple of its length.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Slice">Position of the slice in the statement; −1 for multiplicities.</param>
/// <param name="Owner">The node, or the table for multiplicities.</param>
/// <param name="Part">Which difference of a window, from 0; else 0.</param>
/// <param name="LogSize">log2 of the length.</param>
/// <param name="Start">Index of the first value in the witness.</param>
internal sealed record WitnessBlock(BlockKind Kind, int Slice, int Owner, int Part, int LogSize, int Start)
{
    public int Length => 1 << LogSize;
}
