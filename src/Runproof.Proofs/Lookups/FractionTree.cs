using System.Buffers;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Lookups;

/// <summary>The binary tree that adds up fractions: layer 0 is the sum, the last layer holds the leaves.</summary>
/// <remarks>
/// The children of node i of a layer with n nodes are the nodes i and n + i below: the leading variable tells them apart, and both halves are runs.
/// Proving a layer overwrites it. Memory is rented: dispose of the tree when it is done.
/// </remarks>
/// <typeparam name="E">The field of challenges.</typeparam>
internal sealed class FractionTree<E> : IDisposable
    where E : struct, IField<E>
{
    private const int Grain = 1024;

    private readonly int leadingOnes;
    private readonly E[][] numerators;
    private readonly E[][] denominators;

    /// <summary>Rents a tree whose leaves are yet to be filled in.</summary>
    /// <param name="depth">The number of layers below the root.</param>
    /// <param name="leadingOnes">How many leaves, from the first on, have a numerator of one.</param>
    public FractionTree(int depth, int leadingOnes = 0)
    {
        Depth = depth;
        this.leadingOnes = leadingOnes;
        numerators = new E[depth + 1][];
        denominators = new E[depth + 1][];
        for (int layer = 0; layer <= depth; layer++)
            (numerators[layer], denominators[layer]) = (ArrayPool<E>.Shared.Rent(1 << layer), ArrayPool<E>.Shared.Rent(1 << layer));
    }

    public int Depth { get; }

    public Fraction<E> Root => new(numerators[0][0], denominators[0][0]);

    public Memory<E> Numerators(int layer) => numerators[layer].AsMemory(0, 1 << layer);

    public Memory<E> Denominators(int layer) => denominators[layer].AsMemory(0, 1 << layer);

    /// <summary>How many nodes of a layer, from the first on, have two children with a numerator of one: such numerators need not be written.</summary>
    public int Ones(int layer) => layer == Depth - 1 ? Math.Max(0, leadingOnes - (1 << layer)) : 0;

    /// <summary>Whether the numerators of some leaves need not be written.</summary>
    public bool AreOnes(int start, int count)
    {
        int nodes = Depth == 0 ? 0 : 1 << (Depth - 1);
        int ones = Ones(Depth - 1);
        return start + count <= ones || (start >= nodes && start + count <= nodes + ones);
    }

    /// <summary>Adds up the leaves.</summary>
    public void Sum(Workers workers)
    {
        for (int layer = Depth - 1; layer >= 0; layer--)
        {
            int length = 1 << layer;
            workers.ForEach(length, Grain, (_, start, count) => SumRange(layer, start, count));
        }
    }

    public void Dispose()
    {
        for (int layer = 0; layer <= Depth; layer++)
        {
            ArrayPool<E>.Shared.Return(numerators[layer]);
            ArrayPool<E>.Shared.Return(denominators[layer]);
        }
    }

    private void SumRange(int layer, int start, int count)
    {
        int right = (1 << layer) + start;
        ReadOnlySpan<E> p = numerators[layer + 1], q = denominators[layer + 1];
        E.Multiply(q.Slice(start, count), q.Slice(right, count), denominators[layer].AsSpan(start, count));
        int ones = Math.Clamp(Ones(layer) - start, 0, count);
        E.Add(q.Slice(start, ones), q.Slice(right, ones), numerators[layer].AsSpan(start, ones));
        (start, right, count) = (start + ones, right + ones, count - ones);
        var numerator = numerators[layer].AsSpan(start, count);
        E.Multiply(p.Slice(start, count), q.Slice(right, count), numerator);
        E.MultiplyAdd(p.Slice(right, count), q.Slice(start, count), numerator, numerator);
    }
}
