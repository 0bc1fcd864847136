using Runproof.Circuits.Bound;
using Runproof.Proofs.Security;

namespace Runproof.Verifier.Receipts;

/// <summary>The bound weights of a model, as a receipt holds them: all that somebody gets who does not get the weights.</summary>
/// <param name="Model">The commitment and its layout.</param>
/// <param name="Setup">The setup proof, which shows that the weights are in range.</param>
public sealed record ReceiptBoundModel(BoundModel Model, ReadOnlyMemory<byte> Setup)
{
    /// <summary>The security of the setup proof, and of the proofs that open the weights.</summary>
    public SecurityProfile Profile => Model.Profile;
}
