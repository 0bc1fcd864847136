using System.Collections.Immutable;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Lookups;

/// <summary>The messages of one layer of the tree.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
/// <param name="Rounds">Per round of the layer's sumcheck the coefficients of X and X² of its polynomial. Shape: (variables, 2).</param>
/// <param name="LeftNumerator">The numerator of the children whose leading variable is 0, at the sumcheck's point.</param>
/// <param name="RightNumerator">The numerator of those whose leading variable is 1.</param>
/// <param name="LeftDenominator">The denominator of the former.</param>
/// <param name="RightDenominator">The denominator of the latter.</param>
public sealed record LookupLayer<E>(ImmutableArray<E> Rounds, E LeftNumerator, E RightNumerator, E LeftDenominator, E RightDenominator)
    where E : struct, IField<E>
{
    /// <summary>Elements beside the rounds.</summary>
    internal const int Ends = 4;

    /// <summary>Coefficients per round.</summary>
    internal const int PerRound = 2;
}
