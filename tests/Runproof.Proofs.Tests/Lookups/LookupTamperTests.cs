using System.Reflection;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Lookups;

namespace Runproof.Proofs.Tests.Lookups;

public sealed class LookupTamperTests
{
    private static readonly LookupExample Example = LookupExample.Create(1, [3, 5], (0, 2), (1, 3));
    private static readonly LookupProof<Goldilocks2> Proof = Example.Prove<Goldilocks2>().Proof;

    [Fact]
    public void Rejects_every_flipped_bit()
    {
        byte[] bytes = LookupProofFormat.Write(Proof);
        Assert.InRange(bytes.Length, 1, 4096);
        Assert.Null(Reject(bytes));
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] flipped = [.. bytes];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(Reject(flipped) is not null, $"bit {bit} of {bytes.Length * 8}");
        }
    }

    [Fact]
    public void Rejects_every_element_with_another_value_in_its_place()
    {
        byte[] bytes = LookupProofFormat.Write(Proof);
        foreach (var replacement in (Goldilocks2[])[Goldilocks2.Zero, Goldilocks2.One, -Goldilocks2.One, Proof.Root.Denominator])
        {
            for (int at = 0; at < bytes.Length; at += Goldilocks2.EncodedSize)
            {
                byte[] replaced = [.. bytes];
                Goldilocks2.Write(replacement, replaced.AsSpan(at, Goldilocks2.EncodedSize));
                if (!replaced.AsSpan().SequenceEqual(bytes))
                    Assert.NotNull(Reject(replaced));
            }
        }
    }

    [Fact]
    public void Rejects_an_element_that_is_not_canonical_and_says_where()
    {
        byte[] bytes = LookupProofFormat.Write(Proof);
        bytes.AsSpan(bytes.Length - 8).Fill(0xFF);

        Assert.Equal(new LookupError(LookupErrorCode.NotCanonical, bytes.Length - Goldilocks2.EncodedSize), Reject(bytes));
    }

    [Fact]
    public void Rejects_every_other_length()
    {
        byte[] bytes = LookupProofFormat.Write(Proof);
        byte[] longer = [.. bytes, 0];

        for (int length = 0; length < bytes.Length; length++)
            Assert.Equal(new LookupError(LookupErrorCode.WrongLength, 0, bytes.Length, length), Reject(bytes[..length]));
        Assert.Equal(LookupErrorCode.WrongLength, Reject(longer)!.Code);
    }

    public static TheoryData<string, Func<LookupProof<Goldilocks2>, LookupProof<Goldilocks2>>, LookupErrorCode> Fields() => new()
    {
        { "Fraction.Numerator", proof => proof with { Root = proof.Root with { Numerator = Goldilocks2.One } }, LookupErrorCode.WrongLayer },
        { "Fraction.Denominator", proof => proof with { Root = proof.Root with { Denominator = Goldilocks2.One } }, LookupErrorCode.WrongLayer },
        { "LookupProof.Root", proof => proof with { Root = default }, LookupErrorCode.ZeroDenominator },
        { "LookupProof.Layers", proof => proof with { Layers = proof.Layers[..^1] }, LookupErrorCode.WrongShape },
        { "LookupProof.Layers", proof => proof with { Layers = proof.Layers.Add(proof.Layers[^1]) }, LookupErrorCode.WrongShape },
        { "LookupProof.Layers", proof => proof with { Layers = proof.Layers.SetItem(1, proof.Layers[2]) }, LookupErrorCode.WrongShape },
        { "LookupProof.Evaluations", proof => proof with { Evaluations = proof.Evaluations[1..] }, LookupErrorCode.WrongShape },
        { "LookupProof.Evaluations", proof => proof with { Evaluations = proof.Evaluations.Add(Goldilocks2.Zero) }, LookupErrorCode.WrongShape },
        { "LookupProof.Evaluations", proof => proof with { Evaluations = [.. proof.Evaluations.Reverse()] }, LookupErrorCode.WrongLeaves },
        { "LookupLayer.Rounds", Layer(layer => layer with { Rounds = layer.Rounds[..^1] }), LookupErrorCode.WrongShape },
        { "LookupLayer.Rounds", Layer(layer => layer with { Rounds = layer.Rounds.SetItem(0, layer.Rounds[1]) }), LookupErrorCode.WrongLayer },
        { "LookupLayer.LeftNumerator", Layer(layer => layer with { LeftNumerator = layer.RightNumerator }), LookupErrorCode.WrongLayer },
        { "LookupLayer.RightNumerator", Layer(layer => layer with { RightNumerator = layer.LeftNumerator }), LookupErrorCode.WrongLayer },
        { "LookupLayer.LeftDenominator", Layer(layer => layer with { LeftDenominator = layer.RightDenominator }), LookupErrorCode.WrongLayer },
        { "LookupLayer.RightDenominator", Layer(layer => layer with { RightDenominator = layer.LeftDenominator }), LookupErrorCode.WrongLayer },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void Rejects_every_field_replaced(string field, Func<LookupProof<Goldilocks2>, LookupProof<Goldilocks2>> tamper, LookupErrorCode expected)
    {
        var error = Example.Verify(tamper(Proof)).Error;

        Assert.True(error?.Code == expected, $"{field}: {error}");
    }

    [Fact]
    public void Covers_every_field_that_a_proof_has()
    {
        var covered = Fields().Select(row => row.Data.Item1).ToHashSet();

        foreach (var type in (Type[])[typeof(LookupProof<>), typeof(LookupLayer<>), typeof(Fraction<>)])
        {
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
                Assert.Contains($"{type.Name[..^2]}.{property.Name}", covered);
        }
    }

    private static Func<LookupProof<Goldilocks2>, LookupProof<Goldilocks2>> Layer(Func<LookupLayer<Goldilocks2>, LookupLayer<Goldilocks2>> tamper) =>
        proof => proof with { Layers = proof.Layers.SetItem(2, tamper(proof.Layers[2])) };

    private static LookupError? Reject(byte[] bytes)
    {
        if (!LookupProofFormat.TryRead<Goldilocks2, Goldilocks>(bytes, Example.Statement, out var proof, out var error))
            return error;
        return Example.Verify(proof).Error;
    }
}
