using System.Buffers;
using System.Collections.Immutable;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;

namespace Runproof.Proofs.Sumcheck;

/// <summary>The values of several polynomials of one size while their variables are bound one by one.</summary>
/// <remarks>
/// The polynomials are read where they are until the first variable is bound; from then on rented tables hold the values. Binding waits for the next
/// pass over the values, so that every table is read from memory once per round.
/// </remarks>
internal sealed class FactorTables<E> : IDisposable
    where E : struct, IField<E>
{
    private readonly ImmutableArray<MultilinearValues<E>> sources;
    private readonly Workers workers;
    private readonly E[][] tables;
    private bool filled;
    private E? pending;

    /// <summary>Tables of polynomials.</summary>
    /// <param name="sources">The polynomials.</param>
    /// <param name="workers">Who works.</param>
    /// <param name="owned">The rented array that holds the last polynomial's values, if it may be overwritten: it becomes that polynomial's table.</param>
    public FactorTables(ImmutableArray<MultilinearValues<E>> sources, Workers workers, E[]? owned = null)
    {
        this.sources = sources;
        this.workers = workers;
        tables = new E[sources.Length][];
        tables[^1] = owned!;
        Length = sources[0].Length;
    }

    /// <summary>How many values every polynomial has with all challenges bound.</summary>
    public int Length { get; private set; }

    public int Count => sources.Length;

    /// <summary>A run of values; while a challenge waits, also the moment that it is bound, so that a pass reads every index once.</summary>
    public ReadOnlySpan<E> Read(int polynomial, int start, Span<E> buffer)
    {
        if (pending is { } challenge)
        {
            var target = tables[polynomial].AsSpan(start, buffer.Length);
            if (filled)
                E.Fold(target, tables[polynomial].AsSpan(start + Length, buffer.Length), challenge, target);
            else
                sources[polynomial].BindRange(start, challenge, target);
            return target;
        }

        return filled ? tables[polynomial].AsSpan(start, buffer.Length) : sources[polynomial].Read(start, buffer);
    }

    /// <summary>Says that a pass has read every value of every polynomial.</summary>
    public void CompletePass()
    {
        filled |= pending is not null;
        pending = null;
    }

    public void Bind(E challenge)
    {
        Flush();
        Length /= 2;
        for (int i = 0; i < tables.Length; i++)
            tables[i] ??= ArrayPool<E>.Shared.Rent(Length);
        pending = challenge;
    }

    /// <summary>The only value that a polynomial has when no variable is free.</summary>
    public E Single(int polynomial)
    {
        if (Length != 1)
            throw new InvalidOperationException("variables are still free");
        Flush();
        Span<E> buffer = new E[1];
        return Read(polynomial, 0, buffer)[0];
    }

    public void Dispose()
    {
        for (int i = 0; i < tables.Length; i++)
        {
            if (tables[i] is { } table)
                ArrayPool<E>.Shared.Return(table);
            tables[i] = null!;
        }
    }

    private void Flush()
    {
        if (pending is null)
            return;
        workers.ForEach(Length, MultilinearGrain.Values, (_, start, count) =>
        {
            for (int i = 0; i < tables.Length; i++)
                Read(i, start, tables[i].AsSpan(start, count));
        });
        CompletePass();
    }
}
