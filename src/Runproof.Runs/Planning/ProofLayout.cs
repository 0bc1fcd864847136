namespace Runproof.Runs.Planning;

/// <summary>How the circuit steps of a run are divided among proofs.</summary>
public enum ProofLayout
{
    /// <summary>One proof for all circuit steps.</summary>
    Joint,

    /// <summary>A proof for each circuit step, chained by commitments to the tensors between them.</summary>
    Separate,
}
