using System.Collections.Concurrent;
using System.Collections.Immutable;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Graph;
using Runproof.Core.Hashing;
using Runproof.Proofs;
using Runproof.Proofs.Security;

namespace Runproof.Verifier.Tests.Receipts;

/// <summary>The weights of example circuits, bound: of those that have any, in order.</summary>
internal sealed class ExampleWeights
{
    private static readonly ConcurrentDictionary<string, ExampleWeights> Known = new(StringComparer.Ordinal);

    private readonly ImmutableArray<Digest> order;

    private ExampleWeights(CompiledCircuit[] circuits, SecurityProfile profile, byte key)
    {
        order = [.. circuits.Select(circuit => circuit.WeightsDigest)];
        var layout = WeightsLayout.TryCreate([.. circuits.Select(circuit => circuit.Circuit.Parameters)])!;
        Owner = OwnerWeights.Create(layout, [.. circuits.Select(circuit => circuit.Weights!)], profile, ExampleRun.Key(key), ExampleRun.Key(98), new Workers(1));
        Assert.True(Owner.TryCommit(new Workers(1), out var committed, out _, out var error), error?.ToString());
        Committed = committed;
    }

    public OwnerWeights Owner { get; }

    public CommittedWeights Committed { get; }

    /// <param name="circuits">Circuits with their weights.</param>
    /// <param name="profile">The security of proofs that open them.</param>
    /// <param name="key">Decides the salts.</param>
    public static ExampleWeights Of(IEnumerable<CompiledCircuit?> circuits, SecurityProfile profile, byte key)
    {
        CompiledCircuit[] heavy = [.. circuits.OfType<CompiledCircuit>().Where(circuit => !circuit.Circuit.Parameters.IsEmpty).DistinctBy(circuit => circuit.WeightsDigest)];
        return Known.GetOrAdd($"{profile} {key} {string.Join(' ', heavy.Select(circuit => circuit.WeightsDigest))}", _ => new(heavy, profile, key));
    }

    /// <summary>A circuit as others get it: without its weights, if it has any.</summary>
    public CompiledCircuit Bind(CompiledCircuit circuit) =>
        circuit.Circuit.Parameters.IsEmpty ? circuit : circuit.With(new BoundWeights(Owner.Model.Digest, order.IndexOf(circuit.WeightsDigest)));
}
