using Runproof.Circuits.Proving;
using Runproof.Circuits.Statements;
using Runproof.Proofs.Security;

namespace Runproof.Runs.Execution;

/// <summary>What a proof of some circuits is going to cost, before any of them runs.</summary>
internal static class CircuitCost
{
    /// <summary>The cost; null where the protocol allows no such proof.</summary>
    public static ProofCost? Of(IEnumerable<LoadedCircuit> circuits, SecurityProfile profile)
    {
        var statement = new ProofStatement(profile, default, default, [.. circuits.Select(Alone)], []);
        return ProofCost.TryEstimate(statement, out var cost, out _) ? cost : null;
    }

    // Where inputs come from and what they are hardly matters to the cost; zeros are in every range.
    private static SliceStatement Alone(LoadedCircuit loaded, int index)
    {
        var circuit = loaded.Compiled.Circuit;
        return SliceStatement.Of(
            index,
            loaded.Compiled,
            [.. circuit.Tensors.Take(circuit.InputCount).Select(InputSource (type) => new InputSource.Public([.. new int[type.Shape.Count]]))],
            [.. circuit.Outputs.Select(_ => OutputUse.Internal)]);
    }
}
