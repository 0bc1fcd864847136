using System.Collections.Immutable;

namespace Runproof.Proofs.Security;

/// <summary>Everything about one proof that its proven security depends on.</summary>
/// <remarks>
/// **Soundness**: a verifier derives every number from the statement that it expects and from its own protocol, never from what a prover says;
/// where a set travels inside a proof it is compared with the derived one, byte for byte.
/// </remarks>
public sealed record SecurityParameters
{
    /// <summary>The security that the proof promises.</summary>
    public required SecurityProfile Profile { get; init; }

    /// <summary>D, the degree of the extension of the Goldilocks field that challenges come from. Range 2 to 3.</summary>
    public required int ChallengeDegree { get; init; }

    /// <summary>Bits of work that the prover spends right before the query indices are drawn. Range 0 to 32.</summary>
    public required int WorkBits { get; init; }

    /// <summary>The lookup argument.</summary>
    public LookupParameters Lookups { get; init; } = LookupParameters.None;

    /// <summary>Number of challenges that the layers of the circuit draw: sumcheck rounds, output points, joins of claims. Range 0 to 2^30.</summary>
    public int LayerRounds { get; init; }

    /// <summary>Highest degree of a polynomial that one of those challenges meets. Range 0 to 8, and 0 exactly where there are no rounds.</summary>
    public int LayerDegree { get; init; }

    /// <summary>Number of claimed evaluations that are batched into one by powers of one challenge. Range 0 to 2^30.</summary>
    public int Claims { get; init; }

    /// <summary>Rounds of the degree-2 sumchecks that bring the batched claims to one point. Range 0 to 65,535.</summary>
    public int BatchRounds { get; init; }

    /// <summary>The committed matrices, in the order of their commitment. At most 256.</summary>
    public ImmutableArray<MatrixParameters> Matrices { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(SecurityParameters? other) =>
        other is not null
        && (Profile, ChallengeDegree, WorkBits, Lookups) == (other.Profile, other.ChallengeDegree, other.WorkBits, other.Lookups)
        && (LayerRounds, LayerDegree, Claims, BatchRounds) == (other.LayerRounds, other.LayerDegree, other.Claims, other.BatchRounds)
        && Matrices.AsSpan().SequenceEqual(other.Matrices.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Profile, ChallengeDegree, WorkBits, Lookups, LayerRounds, Claims, BatchRounds, Matrices.Length);
}
