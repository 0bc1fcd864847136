using System.Collections.Immutable;
using Runproof.Circuits.Claims;
using Runproof.Circuits.Execution;
using Runproof.Circuits.Proving;
using Runproof.Circuits.Statements;
using Runproof.Circuits.Witness;
using Runproof.Proofs;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Lookups;
using Runproof.Proofs.Sumcheck;

namespace Runproof.Circuits.Tests.Proving;

/// <summary>The prover, with a place to cheat before and after every message. Without a cheat it makes the honest proof, which a test holds it to.</summary>
internal sealed class CheatingProver(ProofStatement statement, CircuitExecution execution)
{
    private static readonly Hash256 SaltKey = Hash256.Read(new byte[32]);

    /// <summary>Changes the witness before it is committed to.</summary>
    public Action<WitnessPlan, int[]>? Witness { get; init; }

    /// <summary>Changes the witness that is opened, after the commitment and all lookups.</summary>
    public Action<WitnessPlan, int[]>? Opened { get; init; }

    /// <summary>Leaves claims out, or changes them.</summary>
    public Func<ImmutableArray<LinearClaim<Goldilocks2>>, ImmutableArray<LinearClaim<Goldilocks2>>>? Claims { get; init; }

    /// <summary>Whether the challenges are drawn before the commitment is made.</summary>
    public bool DrawsFirst { get; init; }

    public byte[] Prove()
    {
        Assert.True(WitnessPlan.TryCreate(statement, out var plan, out _));
        var values = WitnessValues.Build(plan, [execution], [], Workers.One);
        Witness?.Invoke(plan, values.Vector);
        var witness = Commit(plan, values.Vector);
        var transcript = StatementTranscript.Begin(plan, DrawsFirst ? default : witness.Commitment.Root);
        var challenges = LookupChallenges.Draw<Goldilocks2, Goldilocks>(transcript, plan.Lookups);
        var (lookups, left) = LookupProver.Prove(plan.Lookups, values.Read, challenges, transcript, Workers.One);
        var assembler = new ClaimAssembler<Goldilocks2>(plan, left.Openings, StatementTranscript.DrawPoints<Goldilocks2>(transcript, plan));
        var claims = CircuitClaims<Goldilocks2>.Make(plan, assembler, null, Workers.One).Claims;
        claims = Claims?.Invoke(claims) ?? claims;
        Opened?.Invoke(plan, values.Vector);
        var opened = Opened is null ? witness : Commit(plan, values.Vector);
        var batch = new LinearBatchClaim<Goldilocks2>([opened.Commitment.Geometry.Variables], claims);
        var opening = LigeroProver.Open([opened], batch, plan.Parameters, transcript, Workers.One, out _);
        return CircuitProofFormat.Write<Goldilocks2>(new(witness.Commitment.Root, lookups, opening, null));
    }

    private static CommittedMatrix<Goldilocks2> Commit(WitnessPlan plan, int[] vector) =>
        LigeroProver.CommitIntegers<Goldilocks2, int>(plan.Geometry, vector, SaltKey, Workers.One);
}
