using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Proving;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Lookups;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;

namespace Runproof.Circuits.Bound;

/// <summary>Checks the setup proof of bound weights: every weight lies in −127..127 and every bias in −2^31..2^31 − 1. Mirror: <see cref="WeightsProver"/>.</summary>
/// <remarks>
/// <para>
/// <b>Transcript</b>: parameters; the bound model, layout included; section <c>weights-witness</c> and the commitment to the limbs of biases and the multiplicities; the lookups; the claims and their
/// opening.
/// </para>
/// <para><b>Soundness</b>: that the commitment is the expected one is for the caller to check. Padding between and behind the layers is in range too, and no circuit reads it.</para>
/// </remarks>
public static class WeightsVerifier
{
    /// <summary>Checks a setup proof.</summary>
    /// <param name="model">The commitment and its layout.</param>
    /// <param name="proof">The bytes of the proof, trusted in nothing.</param>
    /// <param name="report">The proven bits, term by term.</param>
    /// <param name="error">Why the proof is refused.</param>
    public static bool TryVerify(
        BoundModel model, ReadOnlySpan<byte> proof, [NotNullWhen(true)] out SecurityReport? report, [NotNullWhen(false)] out ProofError? error)
    {
        report = null;
        error = null;
        if (model.Profile is not (SecurityProfile.P100 or SecurityProfile.P128))
        {
            error = new(ProofErrorCode.WrongStatement);
            return false;
        }

        var plan = new WeightsPlan(model.Layout, model.Profile);
        if (!SecurityCalculator.TryAccept(plan.Parameters, out var computed, out var weak))
            error = new(ProofErrorCode.WeakParameters) { Security = weak };
        error ??= model.Profile == SecurityProfile.P100 ? Check<Goldilocks2>(model, plan, proof) : Check<Goldilocks3>(model, plan, proof);
        report = error is null ? computed : null;
        return error is null;
    }

    private static ProofError? Check<E>(BoundModel model, WeightsPlan plan, ReadOnlySpan<byte> bytes)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        if (!WeightsProofFormat.TryRead<E>(bytes, plan, out var proof, out var error))
            return error;
        var transcript = plan.Begin(model, proof.Witness);
        var challenges = LookupChallenges.Draw<E, Goldilocks>(transcript, plan.Lookups);
        if (!LookupVerifier.TryVerify(plan.Lookups, challenges, proof.Lookups, transcript, out var lookups, out var lookupError))
            return new(ProofErrorCode.WrongLookups) { Lookups = lookupError };
        var commitment = model.Commitment;
        var batch = new LinearBatchClaim<E>([commitment.Geometry.Variables, plan.Geometry.Variables], plan.Claims(lookups.Openings));
        return LigeroVerifier.TryVerify([commitment, new(plan.Geometry, proof.Witness)], batch, proof.Opening, transcript, plan.Parameters, out var openingError)
            ? null
            : new(ProofErrorCode.WrongOpening) { Opening = openingError };
    }
}
