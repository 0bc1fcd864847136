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
    /// <param name="profile">The security that is asked for.</param>
    /// <param name="proof">The bytes of the proof, trusted in nothing.</param>
    /// <param name="error">Why the proof is refused.</param>
    public static bool TryVerify(BoundModel model, SecurityProfile profile, ReadOnlySpan<byte> proof, [NotNullWhen(false)] out ProofError? error)
    {
        error = profile switch
        {
            SecurityProfile.P100 => Check<Goldilocks2>(model, profile, proof),
            SecurityProfile.P128 => Check<Goldilocks3>(model, profile, proof),
            _ => new(ProofErrorCode.WrongStatement),
        };
        return error is null;
    }

    private static ProofError? Check<E>(BoundModel model, SecurityProfile profile, ReadOnlySpan<byte> bytes)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        if (model.Commitment.Geometry != model.Layout.Geometry(profile))
            return new(ProofErrorCode.WrongStatement);
        var plan = new WeightsPlan(model.Layout, profile);
        if (!SecurityCalculator.TryAccept(plan.Parameters, out _, out var weak))
            return new(ProofErrorCode.WeakParameters) { Security = weak };
        if (!WeightsProofFormat.TryRead<E>(bytes, plan, out var proof, out var error))
            return error;
        var transcript = plan.Begin(model, proof.Witness);
        var challenges = LookupChallenges.Draw<E, Goldilocks>(transcript, plan.Lookups);
        if (!LookupVerifier.TryVerify(plan.Lookups, challenges, proof.Lookups, transcript, out var lookups, out var lookupError))
            return new(ProofErrorCode.WrongLookups) { Lookups = lookupError };
        var batch = new LinearBatchClaim<E>([model.Commitment.Geometry.Variables, plan.Geometry.Variables], plan.Claims(lookups.Openings));
        return LigeroVerifier.TryVerify([model.Commitment, new(plan.Geometry, proof.Witness)], batch, proof.Opening, transcript, plan.Parameters, out var openingError)
            ? null
            : new(ProofErrorCode.WrongOpening) { Opening = openingError };
    }
}
