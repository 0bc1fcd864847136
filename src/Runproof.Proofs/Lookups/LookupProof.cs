using System.Collections.Immutable;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Lookups;

/// <summary>A lookup argument's messages.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
/// <param name="Root">The sum of all fractions.</param>
/// <param name="Layers">The layers, from the root to the leaves; layer j has j rounds.</param>
/// <param name="Evaluations">The value of every committed column at its part of the last point.</param>
public sealed record LookupProof<E>(Fraction<E> Root, ImmutableArray<LookupLayer<E>> Layers, ImmutableArray<E> Evaluations)
    where E : struct, IField<E>;
