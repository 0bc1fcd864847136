namespace Runproof.Core.Programs;

/// <summary>What somebody who verifies the proofs of a circuit gets of its weights.</summary>
public enum WeightsKind
{
    /// <summary>The weights themselves.</summary>
    Public,

    /// <summary>A commitment to them. It binds and does not hide: every proof tells linear equations about the weights.</summary>
    Bound,
}
