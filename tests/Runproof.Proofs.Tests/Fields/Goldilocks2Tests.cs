using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Tests.Fields;

public sealed class Goldilocks2Tests : ExtensionFieldLaws<Goldilocks2>
{
    protected override int Residue => 7;
}
