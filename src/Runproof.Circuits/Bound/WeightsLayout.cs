using System.Collections.Immutable;
using System.Numerics;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Witness;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Security;

namespace Runproof.Circuits.Bound;

/// <summary>Where the weights of all circuits of a model lie in the one vector that is committed to: weights first, biases behind them.</summary>
public sealed class WeightsLayout : IEquatable<WeightsLayout>
{
    /// <summary>log2 of the most weights.</summary>
    public const int MaxLogWeights = 26;

    private readonly ImmutableArray<ImmutableArray<(int Weights, int Biases)>> starts;

    private WeightsLayout(ImmutableArray<ImmutableArray<ParameterShape>> circuits, ImmutableArray<ImmutableArray<(int, int)>> starts, int logWeights, int logBiases)
    {
        Circuits = circuits;
        this.starts = starts;
        LogWeights = logWeights;
        LogBiases = logBiases;
    }

    /// <summary>The parameters of every circuit of the model, in the order of its slices.</summary>
    public ImmutableArray<ImmutableArray<ParameterShape>> Circuits { get; }

    /// <summary>log2 of the length of the block of weights, which begins the vector.</summary>
    public int LogWeights { get; }

    /// <summary>log2 of the length of the block of biases, which follows; at most <see cref="LogWeights"/>.</summary>
    public int LogBiases { get; }

    /// <summary>Length of the vector.</summary>
    public int Length => (1 << LogWeights) + (1 << LogBiases);

    /// <summary>A layout; null where there are more than 2^<see cref="MaxLogWeights"/> weights.</summary>
    /// <param name="circuits">The parameters of every circuit of the model, in the order of its slices.</param>
    public static WeightsLayout? TryCreate(ImmutableArray<ImmutableArray<ParameterShape>> circuits)
    {
        long weights = circuits.Sum(circuit => circuit.Sum(shape => shape.WeightCount));
        long biases = circuits.Sum(circuit => circuit.Sum(shape => shape.HasBias ? (long)shape.Outputs : 0));
        if (weights > 1L << MaxLogWeights || biases > 1L << MaxLogWeights)
            return null;
        int logBiases = LogOf(biases);
        int logWeights = Math.Max(LogOf(weights), logBiases);
        int weight = 0, bias = 1 << logWeights;
        var starts = ImmutableArray.CreateBuilder<ImmutableArray<(int, int)>>();
        foreach (var circuit in circuits)
        {
            var own = ImmutableArray.CreateBuilder<(int, int)>();
            foreach (var shape in circuit)
            {
                own.Add((weight, bias));
                weight += (int)shape.WeightCount;
                bias += shape.HasBias ? shape.Outputs : 0;
            }

            starts.Add(own.ToImmutable());
        }

        return new(circuits, starts.ToImmutable(), logWeights, logBiases);
    }

    /// <summary>Whether weights are as many as the layout says, and in the range of bound ones.</summary>
    /// <param name="circuits">The weights of every circuit.</param>
    public bool Fits(IReadOnlyList<CircuitWeights> circuits) =>
        circuits.Count == Circuits.Length && Circuits.Zip(circuits).All(circuit =>
            circuit.First.Length == circuit.Second.Layers.Length && circuit.First.Zip(circuit.Second.Layers).All(layer =>
                layer.Second.Weights.Length == layer.First.WeightCount
                && layer.Second.Biases.Length == (layer.First.HasBias ? layer.First.Outputs : 0)
                && !layer.Second.Weights.AsSpan().Contains(sbyte.MinValue)));

    /// <summary>The shape of the commitment.</summary>
    /// <param name="profile">The security that is asked for.</param>
    public LigeroGeometry Geometry(SecurityProfile profile) => CommitmentShapes.OfLength(Length, profile) ?? throw new InvalidOperationException("no matrix holds the weights");

    /// <summary>Where the weights and the biases of a layer begin.</summary>
    /// <param name="circuit">The circuit, by its position.</param>
    /// <param name="parameter">Its parameter.</param>
    public (int Weights, int Biases) StartOf(int circuit, int parameter) => starts[circuit][parameter];

    /// <summary>The committed vector, padded with zeros.</summary>
    /// <param name="circuits">The weights of every circuit.</param>
    public int[] Lay(IReadOnlyList<CircuitWeights> circuits)
    {
        var vector = new int[Length];
        for (int circuit = 0; circuit < Circuits.Length; circuit++)
        {
            for (int parameter = 0; parameter < Circuits[circuit].Length; parameter++)
            {
                var (weights, biases) = starts[circuit][parameter];
                var layer = circuits[circuit].Layers[parameter];
                for (int i = 0; i < layer.Weights.Length; i++)
                    vector[weights + i] = layer.Weights[i];
                layer.Biases.CopyTo(vector, biases);
            }
        }

        return vector;
    }

    /// <inheritdoc/>
    public bool Equals(WeightsLayout? other) =>
        other is not null && Circuits.Length == other.Circuits.Length
        && Circuits.Zip(other.Circuits).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WeightsLayout);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Circuits.Length, LogWeights, LogBiases);

    private static int LogOf(long count) => count <= 1 ? 0 : BitOperations.Log2((ulong)count - 1) + 1;
}
