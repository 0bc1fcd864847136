namespace Runproof.Circuits.Proving;

/// <summary>What a prover is at, in order.</summary>
public enum ProofStage
{
    /// <summary>Laying out the values that are committed to.</summary>
    Witness,

    /// <summary>Encoding and hashing them.</summary>
    Commitment,

    /// <summary>Proving the lookups.</summary>
    Lookups,

    /// <summary>Pulling the claims back to what is committed.</summary>
    Claims,

    /// <summary>Proving the claims and opening the commitments.</summary>
    Opening,
}
