using System.Collections.Immutable;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Statements;
using Runproof.Circuits.Witness;
using Runproof.Core.Hashing;
using Runproof.Proofs.Security;

namespace Runproof.Circuits.Proving;

/// <summary>What a proof of some circuits is going to cost, known before any of them runs.</summary>
/// <param name="Cells">For every circuit how many values it commits to: its share in the work.</param>
/// <param name="TotalCells">How many values the proof commits to, tables and padding among them.</param>
/// <param name="Lookups">How many lookups and table rows the fraction tree adds up, padded.</param>
/// <param name="Memory">Most memory that the prover holds at once, in bytes, rounded up generously.</param>
public sealed record ProofCost(ImmutableArray<long> Cells, long TotalCells, long Lookups, long Memory)
{
    // Measured, then rounded up: the codeword of the matrix, its rows and the weights of the batch per committed value; both halves of the tree per lookup.
    private const long Fixed = 32L << 20;
    private const long PerCell = 140;
    private const long PerLookup = 120;

    /// <summary>Computes the cost; null where circuits and weights do not fit each other, or the proof would be larger than the protocol allows.</summary>
    /// <param name="circuits">The circuits of one proof with their weights, validated.</param>
    /// <param name="profile">The security that is asked for.</param>
    public static ProofCost? Of(IReadOnlyList<(Circuit Circuit, CircuitWeights Weights)> circuits, SecurityProfile profile)
    {
        ArgumentNullException.ThrowIfNull(circuits);
        var statement = new ProofStatement(profile, default, default, [.. circuits.Select((pair, i) => Alone(pair.Circuit, pair.Weights, i))], []);
        if (!WitnessPlan.TryCreate(statement, out var plan, out _))
            return null;
        var cells = new long[circuits.Count];
        foreach (var block in plan.Blocks.Where(block => block.Slice >= 0))
            cells[block.Slice] += block.Length;
        long total = (long)plan.Geometry.Matrix.Rows * plan.Geometry.Matrix.Columns;
        long lookups = 1L << plan.Lookups.Depth;
        return new([.. cells], total, lookups, Fixed + (PerCell * total) + (PerLookup * lookups));
    }

    // Where inputs come from hardly matters to the cost; zeros are in every range.
    private static SliceStatement Alone(Circuit circuit, CircuitWeights weights, int index) => new()
    {
        Index = index,
        Circuit = circuit,
        CircuitDigest = default(Digest),
        Weights = weights,
        WeightsRoot = default(Digest),
        Inputs = [.. Enumerable.Range(0, circuit.InputCount).Select(InputSource (i) => new InputSource.Public([.. new int[circuit.Tensors[i].Shape.Count]]))],
        Outputs = [.. circuit.Outputs.Select(_ => OutputUse.Internal)],
    };
}
