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
    private const int Grain = 2048;

    private readonly E[][] numerators;
    private readonly E[][] denominators;

    /// <summary>Rents a tree whose leaves are yet to be filled in.</summary>
    public FractionTree(int depth)
    {
        Depth = depth;
        numerators = [.. Enumerable.Range(0, depth + 1).Select(layer => ArrayPool<E>.Shared.Rent(1 << layer))];
        denominators = [.. Enumerable.Range(0, depth + 1).Select(layer => ArrayPool<E>.Shared.Rent(1 << layer))];
    }

    public int Depth { get; }

    public Fraction<E> Root => new(numerators[0][0], denominators[0][0]);

    public Memory<E> Numerators(int layer) => numerators[layer].AsMemory(0, 1 << layer);

    public Memory<E> Denominators(int layer) => denominators[layer].AsMemory(0, 1 << layer);

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
        var numerator = numerators[layer].AsSpan(start, count);
        E.Multiply(p.Slice(start, count), q.Slice(right, count), numerator);
        E.MultiplyAdd(p.Slice(right, count), q.Slice(start, count), numerator, numerator);
        E.Multiply(q.Slice(start, count), q.Slice(right, count), denominators[layer].AsSpan(start, count));
    }
}
