using Runproof.Core.Hashing;

namespace Runproof.Verifier.Receipts;

/// <summary>What binds a proof to its run, so that it is worth nothing beside another claim.</summary>
public static class ProofContext
{
    /// <summary>The context of a proof.</summary>
    /// <param name="claim">Digest of the run's claim.</param>
    /// <param name="nonce">What a verifier asked for; empty where nobody asked.</param>
    public static Digest Of(Digest claim, ReadOnlySpan<byte> nonce) => TaggedHash.Compute(DigestTags.ProofContext, claim.ToArray(), nonce);
}
