using Runproof.Circuits.Proving;
using Runproof.Circuits.Statements;
using Runproof.Proofs.Security;

namespace Runproof.Circuits.Tests.Proving;

public sealed class CircuitProofTests
{
    [Theory]
    [InlineData(SecurityProfile.P100)]
    [InlineData(SecurityProfile.P128)]
    public void Accepts_an_honest_proof_that_no_thread_count_changes(SecurityProfile profile)
    {
        var example = new SmallCircuit(profile);
        var proof = example.Prove();
        Assert.Equal(proof, example.Prove(threads: 3));
        Assert.True(CircuitVerifier.TryVerify(example.Statement, proof, out _, out var error), error?.ToString());
    }

    [Fact]
    public void Refuses_other_public_values()
    {
        var example = new SmallCircuit();
        var proof = example.Prove();
        var slice = example.Statement.Slices[0];
        var output = example.Output.SetItem(3, example.Output[3] + 1);
        var other = example.Statement with { Slices = [slice with { Outputs = [new OutputUse(output)] }] };
        Assert.False(CircuitVerifier.TryVerify(other, proof, out _, out _));
        var input = example.Input.SetItem(3, example.Input[3] ^ 1);
        other = example.Statement with { Slices = [slice with { Inputs = [new InputSource.Public(input)] }] };
        Assert.False(CircuitVerifier.TryVerify(other, proof, out _, out _));
    }
}
