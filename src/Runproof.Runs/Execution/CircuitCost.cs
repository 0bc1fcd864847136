using Runproof.Circuits.Bound;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Proving;
using Runproof.Circuits.Statements;
using Runproof.Core.Programs;
using Runproof.Proofs.Security;

namespace Runproof.Runs.Execution;

/// <summary>What a proof of some circuits is going to cost, before any of them runs.</summary>
internal static class CircuitCost
{
    /// <summary>The cost; null where the protocol allows no such proof.</summary>
    public static ProofCost? Of(IReadOnlyList<LoadedCircuit> circuits, SecurityProfile profile) =>
        Of(circuits.Select(circuit => circuit.Compiled), circuits.Select(circuit => circuit.Owner).FirstOrDefault(owner => owner is not null)?.Committed.Model, profile);

    /// <summary>The cost; null where the protocol allows no such proof.</summary>
    /// <param name="circuits">The circuits.</param>
    /// <param name="model">The bound model that holds their weights; null where all are public.</param>
    /// <param name="profile">The security of the proof.</param>
    private static ProofCost? Of(IEnumerable<CompiledCircuit> circuits, BoundModel? model, SecurityProfile profile)
    {
        var statement = new ProofStatement(profile, default, default, [.. circuits.Select(Alone)], []) { Bound = model };
        return ProofCost.TryEstimate(statement, out var cost, out _) ? cost : null;
    }

    /// <summary>The cost of a proof of one circuit; where its weights are bound, as if they were bound alone.</summary>
    public static ProofCost? OfOne(CompiledCircuit circuit, SecurityProfile profile)
    {
        if (circuit.Kind == WeightsKind.Public)
            return Of([circuit], null, profile);
        return WeightsLayout.TryCreate([circuit.Circuit.Parameters]) is { } layout
            ? Of([circuit.With(new BoundWeights(default, 0))], new BoundModel(profile, default, layout), profile)
            : null;
    }

    // Where inputs come from and what they are hardly matters to the cost; zeros are in every range.
    private static SliceStatement Alone(CompiledCircuit compiled, int index)
    {
        var circuit = compiled.Circuit;
        return SliceStatement.Of(
            index,
            compiled,
            [.. circuit.Tensors.Take(circuit.InputCount).Select(InputSource (type) => new InputSource.Public([.. new int[type.Shape.Count]]))],
            [.. circuit.Outputs.Select(output => IsSum(circuit, output) ? new OutputUse([.. new long[circuit.Tensors[output].Shape.Count]]) : OutputUse.Internal)]);
    }

    // A sum is committed to nowhere: it is always public.
    private static bool IsSum(Circuit circuit, int tensor) => tensor >= circuit.InputCount && circuit.Nodes[tensor - circuit.InputCount] is Requantize { Table: Requantize.NoTable };
}
