using System.Collections.Immutable;
using Runproof.Circuits.Claims;
using Runproof.Circuits.Statements;
using Runproof.Circuits.Witness;
using Runproof.Proofs;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Lookups;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;

namespace Runproof.Circuits.Proving;

/// <summary>Proves that circuits take the public inputs of a statement to its public outputs. Mirror: <see cref="CircuitVerifier"/>.</summary>
public static class CircuitProver
{
    /// <summary>Proves a statement from what the executor left.</summary>
    internal static byte[] Prove(ProofStatement statement, IReadOnlyList<SliceValues> slices, IReadOnlyList<Boundary> boundaries, Hash256 saltKey, Workers workers)
    {
        if (!WitnessPlan.TryCreate(statement, out var plan, out var error))
            throw new ArgumentException(error.ToString(), nameof(statement));
        return statement.Profile == SecurityProfile.P100
            ? Prove<Goldilocks2>(plan, slices, boundaries, saltKey, workers)
            : Prove<Goldilocks3>(plan, slices, boundaries, saltKey, workers);
    }

    private static byte[] Prove<E>(WitnessPlan plan, IReadOnlyList<SliceValues> slices, IReadOnlyList<Boundary> boundaries, Hash256 saltKey, Workers workers)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var values = WitnessValues.Build(plan, slices, [.. boundaries.Select(boundary => boundary.OnCube)], workers.Count);
        var witness = LigeroProver.CommitIntegers<E, int>(plan.Geometry, values.Vector, saltKey, workers);
        var transcript = StatementTranscript.Begin(plan, witness.Commitment.Root);
        var challenges = LookupChallenges.Draw<E, Goldilocks>(transcript, plan.Lookups);
        var (lookups, left) = LookupProver.Prove(plan.Lookups, values.Read, challenges, transcript, workers);
        var assembler = new ClaimAssembler<E>(plan, left.Openings, StatementTranscript.DrawPoints<E>(transcript, plan));
        var made = new LinearClaim<E>[assembler.Count];
        Parallel.For(0, made.Length, new ParallelOptions { MaxDegreeOfParallelism = workers.Count, CancellationToken = workers.Cancellation }, i => made[i] = assembler.Make(i));
        ImmutableArray<LinearClaim<E>> claims = [.. made.Where(claim => !claim.Terms.IsEmpty)];
        ImmutableArray<CommittedMatrix<E>> matrices = [witness, .. boundaries.Select(boundary => boundary.Commit<E>(workers))];
        var batch = new LinearBatchClaim<E>([.. matrices.Select(matrix => matrix.Commitment.Geometry.Variables)], claims);
        var opening = LigeroProver.Open(matrices, batch, plan.Parameters, transcript, workers);
        return CircuitProofFormat.Write<E>(new(witness.Commitment.Root, lookups, opening));
    }
}
