using System.Collections.Immutable;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Statements;
using Runproof.Circuits.Tensors;
using Runproof.Circuits.Wiring;
using Runproof.Circuits.Witness;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Sumcheck;

namespace Runproof.Circuits.Claims;

/// <summary>
/// Brings weights on tensors back to what is committed: Σ g·tensor = Σ w·committed + constant, whatever the values are. Each tensor is visited once, from
/// the last to the first, so that the cost is that of the tensors' sizes, however often they are read.
/// </summary>
/// <typeparam name="E">The field of challenges.</typeparam>
internal sealed class PulledWeights<E>
    where E : struct, IExtensionField<E, Goldilocks>
{
    private readonly WitnessPlan plan;
    private readonly StatementTensors tensors;
    private readonly SortedDictionary<int, E[]> waiting = [];
    private readonly SortedDictionary<int, E[]> blocks = [];
    private readonly SortedDictionary<int, E[]> boundaries = [];
    private readonly List<BoundTerm<E>> boundTerms = [];

    public PulledWeights(WitnessPlan plan)
    {
        this.plan = plan;
        tensors = plan.Tensors;
    }

    /// <summary>The linear maps whose weights are bound: what they mean for their inputs is not known here.</summary>
    public IReadOnlyList<BoundTerm<E>> BoundTerms => boundTerms;

    /// <summary>What does not depend on anything committed.</summary>
    public E Constant { get; private set; } = E.Zero;

    /// <summary>Weights on a tensor that may be added to, in dense order.</summary>
    public Span<E> On(int slice, int tensor)
    {
        var place = tensors.Resolve(slice, tensor);
        return Entry(waiting, tensors.NumberOf(place), tensors.TypeOf(place.Slice, place.Tensor).Shape.Count);
    }

    /// <summary>Weights on the linear maps of a node, offset included.</summary>
    public void OnTerms(int slice, Requantize node, ProductWeights<E> weights)
    {
        var statement = plan.Statement.Slices[slice];
        foreach (var term in node.Terms)
        {
            if (term.Multipliers.Axis == AxisValues.Dense)
            {
                AddScaled(weights, term.Multipliers.Values, On(slice, term.Source));
                continue;
            }

            var scaled = weights.Scaled(term.Multipliers);
            if (term.Map.Parameter >= 0 && statement.Weights is null)
                boundTerms.Add(new(slice, term.Source, term.Map, scaled));
            else
                OnTerm(slice, term.Source, term.Map, scaled, statement.Weights);
        }

        Constant += weights.Sum(node.Offsets);
    }

    /// <summary>Weights on one linear map.</summary>
    public void OnTerm(int slice, int source, LinearMap map, ProductWeights<E> weights, CircuitWeights? layers)
    {
        var layer = map.Parameter < 0 ? null : layers!.Layers[map.Parameter];
        Constant += map.Pull(weights, plan.Statement.Slices[slice].Circuit.Tensors[source].Shape, layer, On(slice, source));
    }

    /// <summary>Weights on a block of the witness, in dense order of a shape.</summary>
    public void OnBlock(int block, CircuitShape shape, ReadOnlySpan<E> weights)
    {
        var target = Entry(blocks, block, plan.Blocks[block].Length);
        if (shape.IsFull)
        {
            E.Add(target, weights, target);
            return;
        }

        var padded = new E[target.Length];
        shape.Spread(weights, padded);
        E.Add(target, padded, target);
    }

    /// <summary>Weights on a boundary commitment, in dense order of a shape.</summary>
    public void OnBoundary(int boundary, CircuitShape shape, ReadOnlySpan<E> weights)
    {
        var padded = new E[shape.PaddedCount];
        shape.Spread(weights, padded);
        var target = Entry(boundaries, boundary, padded.Length);
        E.Add(target, padded, target);
    }

    /// <summary>Brings all weights back and returns what they are on every commitment: the witness first, then the boundaries.</summary>
    public ImmutableArray<LinearTerm<E>> Finish()
    {
        while (waiting.Count > 0)
        {
            int number = waiting.Keys.Last();
            var weights = waiting[number];
            waiting.Remove(number);
            PullTensor(tensors.PlaceOf(number), weights);
        }

        var terms = ImmutableArray.CreateBuilder<LinearTerm<E>>();
        if (blocks.Count > 0)
        {
            ImmutableArray<(int, ReadOnlyMemory<E>)> runs = [.. blocks.Select(pair => (plan.Blocks[pair.Key].Start, (ReadOnlyMemory<E>)pair.Value))];
            terms.Add(new(0, new SegmentForm<E>(plan.Geometry.Variables, runs)));
        }

        foreach (var (boundary, weights) in boundaries)
            terms.Add(new(boundary + 1, new SegmentForm<E>(plan.Statement.Boundaries[boundary].Geometry.Variables, [(0, weights)])));
        return terms.ToImmutable();
    }

    private static E[] Entry(SortedDictionary<int, E[]> entries, int key, int length)
    {
        if (!entries.TryGetValue(key, out var weights))
            entries.Add(key, weights = new E[length]);
        return weights;
    }

    private static void AddScaled(ProductWeights<E> weights, ImmutableArray<long> factors, Span<E> target)
    {
        var dense = new E[target.Length];
        weights.AddTo(dense);
        for (int i = 0; i < dense.Length; i++)
            target[i] += dense[i] * Goldilocks.FromInt64(factors[i]);
    }

    private void PullTensor(TensorPlace place, E[] weights)
    {
        var shape = tensors.TypeOf(place.Slice, place.Tensor).Shape;
        if (tensors.SourceOf(place) is { } source)
        {
            if (source is InputSource.Public known)
                Constant += InnerProduct(weights, known.Values);
            else
                OnBoundary(((InputSource.Committed)source).Boundary, shape, weights);
            return;
        }

        int node = place.Tensor - plan.Statement.Slices[place.Slice].Circuit.InputCount;
        switch (tensors.NodeOf(place))
        {
            case Rearrange move:
                PullRearranged(place.Slice, move, plan.Wiring.Rearranged(place.Slice, node), weights);
                break;
            case MaxPool pool:
                PullPooled(place.Slice, node, pool, shape, weights);
                break;
            default:
                OnBlock(plan.FindBlock(place.Slice, node, BlockKind.Result), shape, weights);
                break;
        }
    }

    private void PullRearranged(int slice, Rearrange move, ReadOnlySpan<int> places, ReadOnlySpan<E> weights)
    {
        var shapes = move.Inputs.Select(input => plan.Statement.Slices[slice].Circuit.Tensors[input].Shape.Count).ToArray();
        var joined = new E[shapes.Sum()];
        E constant = E.Zero;
        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] < 0)
                constant += weights[i];
            else
                joined[places[i]] += weights[i];
        }

        Constant += constant * Goldilocks.FromInt64(move.Map.Constant);
        int start = 0;
        for (int input = 0; input < shapes.Length; input++)
        {
            var target = On(slice, move.Inputs[input]);
            E.Add(target, joined.AsSpan(start, shapes[input]), target);
            start += shapes[input];
        }
    }

    // The largest value is the last one of the window and the last difference.
    private void PullPooled(int slice, int node, MaxPool pool, CircuitShape shape, ReadOnlySpan<E> weights)
    {
        int last = (pool.Window.KernelHeight * pool.Window.KernelWidth) - 1;
        OnWindow(slice, node, pool, last, weights, negate: false);
        if (last > 0)
            OnBlock(plan.FindBlock(slice, node, BlockKind.Difference, last - 1), shape, weights);
    }

    /// <summary>Weights on one place of every window of a pool.</summary>
    public void OnWindow(int slice, int node, MaxPool pool, int part, ReadOnlySpan<E> weights, bool negate)
    {
        var places = plan.Wiring.Pooled(slice, node, part);
        var target = On(slice, pool.Source);
        E outside = E.Zero;
        for (int i = 0; i < places.Length; i++)
        {
            E weight = negate ? -weights[i] : weights[i];
            if (places[i] < 0)
                outside += weight;
            else
                target[places[i]] += weight;
        }

        Constant += outside * Goldilocks.FromInt64(plan.Statement.Slices[slice].Circuit.Tensors[pool.Source].Range.Min);
    }

    private static E InnerProduct(ReadOnlySpan<E> weights, ImmutableArray<int> values)
    {
        var integers = new Goldilocks[values.Length];
        for (int i = 0; i < integers.Length; i++)
            integers[i] = Goldilocks.FromInt64(values[i]);
        return E.InnerProduct(weights, integers);
    }
}
