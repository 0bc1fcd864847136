using Runproof.Proofs;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Lookups;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;

namespace Runproof.Circuits.Bound;

/// <summary>Proves once per model that its bound weights are in range. Mirror: <see cref="WeightsVerifier"/>.</summary>
public static class WeightsProver
{
    /// <summary>Makes the setup proof.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="saltKey">Decides the salts of the witness: unpredictable and used for nothing else.</param>
    /// <param name="workers">Who works; the proof does not depend on it.</param>
    public static byte[] Prove(CommittedWeights weights, Hash256 saltKey, Workers workers)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return weights.Model.Profile == SecurityProfile.P100
            ? Prove<Goldilocks2>(weights, saltKey, workers)
            : Prove<Goldilocks3>(weights, saltKey, workers);
    }

    private static byte[] Prove<E>(CommittedWeights weights, Hash256 saltKey, Workers workers)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var plan = new WeightsPlan(weights.Model.Layout, weights.Model.Profile);
        var values = plan.Fill(weights.Vector);
        var witness = LigeroProver.CommitIntegers<E, int>(plan.Geometry, values, saltKey, workers);
        var transcript = plan.Begin(weights.Model, witness.Commitment.Root);
        var challenges = LookupChallenges.Draw<E, Goldilocks>(transcript, plan.Lookups);
        var (lookups, left) = LookupProver.Prove(plan.Lookups, Read, challenges, transcript, workers);
        var batch = new LinearBatchClaim<E>([plan.WeightsGeometry.Variables, plan.Geometry.Variables], plan.Claims(left.Openings));
        var opening = LigeroProver.Open([weights.Matrix<E>(), witness], batch, plan.Parameters, transcript, workers);
        return WeightsProofFormat.Write<E>(new(witness.Commitment.Root, lookups, opening));

        void Read(LookupColumn column, int start, Span<Goldilocks> target)
        {
            var source = plan.Column(column, weights.Vector, values).Slice(start, target.Length);
            for (int i = 0; i < target.Length; i++)
                target[i] = Goldilocks.FromInt64(source[i]);
        }
    }
}
