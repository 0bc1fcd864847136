using System.Collections.Immutable;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Lookups;

/// <summary>The challenges that turn a row into one element: α − Σ β_i·v_i − β_W·id.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
public sealed class LookupChallenges<E>
    where E : struct, IField<E>
{
    internal LookupChallenges(E alpha, ImmutableArray<E> columns, E id)
    {
        Alpha = alpha;
        Columns = columns;
        Id = id;
    }

    /// <summary>α.</summary>
    public E Alpha { get; }

    /// <summary>β_0 to β_(W−1), independent of each other.</summary>
    public ImmutableArray<E> Columns { get; }

    /// <summary>β_W, which multiplies the table's number: one for all tables and segments.</summary>
    public E Id { get; }

    /// <summary>The part of a fingerprint that all rows of a table share: α − β_W·id.</summary>
    internal E Constant(int tableId) => Alpha - (Id * E.FromInt64(tableId));
}
