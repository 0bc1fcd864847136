namespace Runproof.Circuits.Graph;

/// <summary>What somebody who verifies proofs gets of a circuit's weights.</summary>
public enum WeightsKind
{
    /// <summary>The weights themselves.</summary>
    Public,

    /// <summary>A commitment to them. It binds and does not hide: every proof tells linear equations about the weights.</summary>
    Bound,
}
