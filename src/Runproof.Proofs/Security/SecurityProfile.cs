namespace Runproof.Proofs.Security;

/// <summary>The proven security that a proof promises; the value of a member is its number of bits.</summary>
public enum SecurityProfile : byte
{
    /// <summary>100 bits, reached with challenges from the extension of degree 2.</summary>
    P100 = 100,

    /// <summary>128 bits, which need challenges from the extension of degree 3.</summary>
    P128 = 128,
}
