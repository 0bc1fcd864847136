namespace Runproof.Circuits.Witness;

/// <summary>What the integer executor leaves of one slice.</summary>
/// <param name="Tensors">For every tensor its values in dense order; empty for one that is not cut to few bits.</param>
/// <param name="Sums">For every node that requantises with a table its u, before rounding, in dense order; empty for other nodes.</param>
internal sealed record SliceValues(int[][] Tensors, long[][] Sums);
