using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Claims;
using Runproof.Circuits.Statements;
using Runproof.Circuits.Witness;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Lookups;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Transcripts;

namespace Runproof.Circuits.Proving;

/// <summary>Checks that circuits take the public inputs of a statement to its public outputs. Mirror: <see cref="CircuitProver"/>.</summary>
/// <remarks>
/// <para>
/// <b>Transcript</b>: <c>docs/prove/circuits.md</c>: the statement and all commitments; the lookups; a point for every published output; the claims and their opening;
/// with bound weights their constants before the claims, and the values of their forms and a second opening behind.
/// </para>
/// <para>
/// <b>Soundness</b>: the circuits have been validated, and their digests, the roots of the weights and the program are those that the caller
/// expects. A link between slices, a public value and a boundary mean what the statement says; that the statement is the one of the run is for the caller to check.
/// </para>
/// </remarks>
public static class CircuitVerifier
{
    /// <summary>Checks a proof.</summary>
    /// <param name="statement">What it is to show.</param>
    /// <param name="proof">The bytes of the proof, trusted in nothing.</param>
    /// <param name="report">The proven bits, term by term.</param>
    /// <param name="error">Why the proof is refused.</param>
    public static bool TryVerify(
        ProofStatement statement, ReadOnlySpan<byte> proof, [NotNullWhen(true)] out SecurityReport? report, [NotNullWhen(false)] out ProofError? error)
    {
        report = null;
        if (!WitnessPlan.TryCreate(statement, out var plan, out var statementError))
        {
            error = new(ProofErrorCode.WrongStatement) { Statement = statementError };
            return false;
        }

        if (!SecurityCalculator.TryAccept(plan.AllParameters, out var computed, out var weak))
        {
            error = new(ProofErrorCode.WeakParameters) { Security = weak };
            return false;
        }

        error = statement.Profile == SecurityProfile.P100 ? Check<Goldilocks2>(plan, proof) : Check<Goldilocks3>(plan, proof);
        report = error is null ? computed : null;
        return error is null;
    }

    private static ProofError? Check<E>(WitnessPlan plan, ReadOnlySpan<byte> bytes)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        if (!CircuitProofFormat.TryRead<E>(bytes, plan, out var proof, out var error))
            return error;
        var transcript = StatementTranscript.Begin(plan, proof.Witness);
        var challenges = LookupChallenges.Draw<E, Goldilocks>(transcript, plan.Lookups);
        if (!LookupVerifier.TryVerify(plan.Lookups, challenges, proof.Lookups, transcript, out var lookups, out var lookupError))
            return new(ProofErrorCode.WrongLookups) { Lookups = lookupError };
        var assembler = new ClaimAssembler<E>(plan, lookups.Openings, StatementTranscript.DrawPoints<E>(transcript, plan));
        var claims = CircuitClaims<E>.Make(plan, assembler, proof.Bound?.Constants ?? [], proof.Bound?.Values ?? []);
        if (!claims.PublicValuesFit)
            return new(ProofErrorCode.WrongPublicValues);
        if (proof.Bound is not null)
            StatementTranscript.AppendConstants(transcript, proof.Bound.Constants);
        ImmutableArray<LigeroCommitment> commitments = [new(plan.Geometry, proof.Witness), .. plan.Statement.Boundaries];
        var batch = new LinearBatchClaim<E>([.. commitments.Select(commitment => commitment.Geometry.Variables)], claims.Claims);
        if (!LigeroVerifier.TryVerify(commitments, batch, proof.Opening, transcript, plan.Parameters, out var point, out var openingError))
            return new(ProofErrorCode.WrongOpening) { Opening = openingError };
        return proof.Bound is null ? null : CheckWeights(plan, claims.Bound, proof.Bound, point, transcript);
    }

    private static ProofError? CheckWeights<E>(
        WitnessPlan plan, ImmutableArray<BoundClaim<E>> bound, BoundOpening<E> proof, ImmutableArray<E> point, Transcript transcript)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        StatementTranscript.AppendValues(transcript, proof.Values);
        var commitment = plan.Statement.Bound!.Commitment;
        var batch = new LinearBatchClaim<E>([commitment.Geometry.Variables], WeightClaims.Make(plan, bound, proof.Values, point));
        return LigeroVerifier.TryVerify([commitment], batch, proof.Opening, transcript, plan.BoundParameters!, out var error)
            ? null
            : new(ProofErrorCode.WrongWeights) { Opening = error };
    }
}
