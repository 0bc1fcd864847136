using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Proving;
using Runproof.Proofs;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;

namespace Runproof.Circuits.Bound;

/// <summary>What the owner of bound weights keeps to himself: all that it takes to commit again, and so to prove.</summary>
/// <param name="Model">What everybody gets.</param>
/// <param name="Setup">The setup proof, which everybody gets too.</param>
/// <param name="SaltKey">Decides the salts of the commitment, so that it need not be stored: whoever has the key and a guess of the weights can confirm the guess.</param>
/// <param name="Weights">The weights of every circuit of the layout.</param>
public sealed record OwnerWeights(BoundModel Model, ReadOnlyMemory<byte> Setup, Hash256 SaltKey, ImmutableArray<CircuitWeights> Weights)
{
    /// <summary>Commits to the weights for the first time, and makes the setup proof.</summary>
    /// <param name="layout">The shapes of their parameters.</param>
    /// <param name="weights">The weights of every circuit, which fit the layout.</param>
    /// <param name="profile">The security of the proofs that open them.</param>
    /// <param name="saltKey">Decides the salts of the commitment: unpredictable and used for nothing else.</param>
    /// <param name="setupKey">Decides the salts of the setup proof: the same, and another one.</param>
    /// <param name="workers">Who works.</param>
    public static OwnerWeights Create(
        WeightsLayout layout, ImmutableArray<CircuitWeights> weights, SecurityProfile profile, Hash256 saltKey, Hash256 setupKey, Workers workers)
    {
        var committed = new CommittedWeights(layout, weights, profile, saltKey, workers);
        return new(committed.Model, WeightsProver.Prove(committed, setupKey, workers), saltKey, weights);
    }

    /// <summary>Commits again, and checks that this gives the model, and that its setup proof holds: what is used then is what others verify.</summary>
    /// <param name="workers">Who works.</param>
    /// <param name="committed">The weights with their commitment.</param>
    /// <param name="report">The proven bits of the setup proof.</param>
    /// <param name="error">Why they are not those of the model; <see cref="ProofErrorCode.WrongWeights"/> for another commitment.</param>
    public bool TryCommit(
        Workers workers,
        [NotNullWhen(true)] out CommittedWeights? committed,
        [NotNullWhen(true)] out SecurityReport? report,
        [NotNullWhen(false)] out ProofError? error)
    {
        committed = null;
        report = null;
        if (!Model.Layout.Fits(Weights))
        {
            error = new(ProofErrorCode.WrongWeights);
            return false;
        }

        var again = new CommittedWeights(Model.Layout, Weights, Model.Profile, SaltKey, workers);
        error = again.Model.Root == Model.Root ? null : new(ProofErrorCode.WrongWeights);
        if (error is null && WeightsVerifier.TryVerify(Model, Setup.Span, out report, out error))
            committed = again;
        return error is null;
    }
}
