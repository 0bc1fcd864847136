using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Tests.Fields;

public sealed class Goldilocks3Tests : ExtensionFieldLaws<Goldilocks3>
{
    protected override int Residue => 2;
}
