using System.Numerics;

namespace Runproof.Proofs.Tests.Fields;

public sealed class TinyFieldTests : TwoAdicFieldLaws<TinyField>
{
    protected override IReadOnlyList<TinyField> Samples { get; } = [.. Enumerable.Range(0, TinyField.Modulus).Select(value => TinyField.FromInt64(value))];

    protected override BigInteger Characteristic => TinyField.Modulus;

    protected override IReadOnlyList<int> PrimesOfTheGroup => [2];
}
