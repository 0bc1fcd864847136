using System.Collections.Immutable;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Claims;
using Runproof.Circuits.Execution;
using Runproof.Circuits.Statements;
using Runproof.Circuits.Witness;
using Runproof.Proofs;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Lookups;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Transcripts;

namespace Runproof.Circuits.Proving;

/// <summary>Proves that circuits take the public inputs of a statement to its public outputs. Mirror: <see cref="CircuitVerifier"/>.</summary>
public static class CircuitProver
{
    /// <summary>Proves a statement from what the executor left. A statement that is not true gives a proof that the verifier refuses.</summary>
    /// <remarks><b>Transcript</b>: what <see cref="CircuitVerifier"/> says, in the same order.</remarks>
    /// <param name="statement">What is proved; one that makes no sense is an <see cref="ArgumentException"/>.</param>
    /// <param name="executions">For every slice what its executor left.</param>
    /// <param name="boundaries">The tensors behind the statement's boundary commitments.</param>
    /// <param name="weights">The bound weights; null where all weights are public.</param>
    /// <param name="saltKey">Decides the salts of the witness: unpredictable and used for nothing else, or else values can be guessed from the root.</param>
    /// <param name="workers">Who works; the proof does not depend on it.</param>
    /// <param name="entering">Is told of every stage as it begins; null where nobody asks.</param>
    public static byte[] Prove(
        ProofStatement statement,
        IReadOnlyList<CircuitExecution> executions,
        IReadOnlyList<Boundary> boundaries,
        CommittedWeights? weights,
        Hash256 saltKey,
        Workers workers,
        Action<ProofStage>? entering = null)
    {
        if (!WitnessPlan.TryCreate(statement, out var plan, out var error))
            throw new ArgumentException(error.ToString(), nameof(statement));
        return statement.Profile == SecurityProfile.P100
            ? Prove<Goldilocks2>(plan, executions, boundaries, weights, saltKey, workers, entering)
            : Prove<Goldilocks3>(plan, executions, boundaries, weights, saltKey, workers, entering);
    }

    private static byte[] Prove<E>(
        WitnessPlan plan,
        IReadOnlyList<CircuitExecution> executions,
        IReadOnlyList<Boundary> boundaries,
        CommittedWeights? weights,
        Hash256 saltKey,
        Workers workers,
        Action<ProofStage>? entering)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        Enter(ProofStage.Witness);
        var values = WitnessValues.Build(plan, executions, [.. boundaries.Select(boundary => boundary.OnCube)], workers);
        Enter(ProofStage.Commitment);
        var witness = LigeroProver.CommitIntegers<E, int>(plan.Geometry, values.Vector, saltKey, workers);
        Enter(ProofStage.Lookups);
        var transcript = StatementTranscript.Begin(plan, witness.Commitment.Root);
        var challenges = LookupChallenges.Draw<E, Goldilocks>(transcript, plan.Lookups);
        var (lookups, left) = LookupProver.Prove(plan.Lookups, values.Read, challenges, transcript, workers);
        Enter(ProofStage.Claims);
        var assembler = new ClaimAssembler<E>(plan, left.Openings, StatementTranscript.DrawPoints<E>(transcript, plan));
        var claims = CircuitClaims<E>.Make(plan, assembler, weights, workers);
        if (weights is not null)
            StatementTranscript.AppendConstants(transcript, [.. claims.Bound.Select(claim => claim.Constant)]);
        Enter(ProofStage.Opening);
        ImmutableArray<CommittedMatrix<E>> matrices = [witness, .. boundaries.Select(boundary => boundary.Commit<E>(workers))];
        var batch = new LinearBatchClaim<E>([.. matrices.Select(matrix => matrix.Commitment.Geometry.Variables)], claims.Claims);
        var opening = LigeroProver.Open(matrices, batch, plan.Parameters, transcript, workers, out var point);
        var bound = weights is null ? null : OpenWeights(plan, claims.Bound, weights, point, transcript, workers);
        return CircuitProofFormat.Write<E>(new(witness.Commitment.Root, lookups, opening, bound));

        void Enter(ProofStage stage)
        {
            workers.Cancellation.ThrowIfCancellationRequested();
            entering?.Invoke(stage);
        }
    }

    private static BoundOpening<E> OpenWeights<E>(
        WitnessPlan plan, ImmutableArray<BoundClaim<E>> bound, CommittedWeights weights, ImmutableArray<E> point, Transcript transcript, Workers workers)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        ImmutableArray<E> values =
            [.. bound.SelectMany(claim => claim.Forms).Select(form => form.Evaluate(point.AsSpan()[^form.Variables..]))];
        StatementTranscript.AppendValues(transcript, values);
        var claims = WeightClaims.Make(plan, bound, values, point);
        var batch = new LinearBatchClaim<E>([weights.Model.Commitment.Geometry.Variables], claims);
        var opening = LigeroProver.Open([weights.Matrix<E>()], batch, plan.BoundParameters!, transcript, workers);
        return new([.. bound.Select(claim => claim.Constant)], values, opening);
    }
}
