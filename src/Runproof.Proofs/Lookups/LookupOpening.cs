using System.Collections.Immutable;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Lookups;

/// <summary>A claim that remains: the multilinear extension of a committed column takes a value at a point.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
/// <param name="Column">The column.</param>
/// <param name="Point">The point, leading variable first.</param>
/// <param name="Value">The value.</param>
public sealed record LookupOpening<E>(LookupColumn Column, ImmutableArray<E> Point, E Value)
    where E : struct, IField<E>;
