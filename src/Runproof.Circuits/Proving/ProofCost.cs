using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Statements;
using Runproof.Circuits.Witness;
using Runproof.Proofs.Commitments;

namespace Runproof.Circuits.Proving;

/// <summary>What a proof will cost, before it is made: a function of the statement's shapes.</summary>
/// <param name="Cells">Number of committed values.</param>
/// <param name="Lookups">Number of fractions that are added up, tables counted.</param>
/// <param name="MemoryBytes">Memory that the prover takes, rounded up.</param>
/// <param name="SliceCells">For every slice the committed values that belong to it alone.</param>
public sealed record ProofCost(long Cells, long Lookups, long MemoryBytes, IReadOnlyList<long> SliceCells)
{
    private const long Fixed = 8L << 20;

    // Per leaf: numerators and denominators of all layers of the tree. Per cell: integer, message, codeword at rate 1/4 as elements and as bytes.
    // Per entry of the cube: weights and the two halves that the first round leaves.
    private const int BytesPerLeaf = 4;
    private const int BytesPerCell = 4 + 8 + (4 * 16);
    private const int TablesPerEntry = 2;

    /// <summary>Estimates a statement.</summary>
    /// <param name="statement">The statement; public values may be missing their content, but not their number.</param>
    /// <param name="cost">The cost.</param>
    /// <param name="error">Why the statement makes no sense.</param>
    public static bool TryEstimate(ProofStatement statement, [NotNullWhen(true)] out ProofCost? cost, [NotNullWhen(false)] out StatementError? error)
    {
        cost = null;
        if (!WitnessPlan.TryCreate(statement, out var plan, out error))
            return false;
        int element = CommitmentShapes.ChallengeDegree(statement.Profile) * sizeof(ulong);
        var own = new long[statement.Slices.Length];
        foreach (var block in plan.Blocks)
        {
            if (block.Slice >= 0)
                own[block.Slice] += block.Length;
        }

        long memory = Fixed
            + ((1L << plan.Lookups.Depth) * BytesPerLeaf * element)
            + BytesOf(plan.Geometry, element)
            + (plan.Statement.Bound is { } bound ? BytesOf(bound.Commitment.Geometry, element) : 0)
            + (statement.Slices.Sum(slice => slice.Circuit.Tensors.Sum(tensor => (long)tensor.Shape.PaddedCount)) * element);
        cost = new(plan.Length, plan.Lookups.Sites.Sum(site => 1L << site.LogRows) + plan.Lookups.Tables.Sum(table => 1L << table.LogRows), memory, own);
        return true;
    }

    private static long BytesOf(LigeroGeometry geometry, int element) =>
        ((long)geometry.Matrix.Rows * geometry.Matrix.Columns * BytesPerCell) + ((1L << geometry.Variables) * TablesPerEntry * element);
}
