using System.Collections.Immutable;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Formats;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Proving;
using Runproof.Circuits.Tests.Graph;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;
using Runproof.Proofs;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;

namespace Runproof.Circuits.Tests.Formats;

/// <summary>The files of bound weights: what everybody gets, and what the owner keeps.</summary>
public sealed class BoundFormatTests
{
    private static readonly Hash256 Key = Hash256.Read([.. Enumerable.Range(0, Hash256.Size).Select(i => (byte)i)]);
    private static readonly OwnerWeights Owner = Bind(SampleCircuit.Weights);
    private static readonly byte[] ModelBytes = BoundModelFormat.Write(Owner.Model);
    private static readonly byte[] OwnerBytes = OwnerWeightsFormat.Write(Owner);

    [Fact]
    public void Read_what_was_written_and_write_the_same_bytes_again()
    {
        Assert.True(BoundModelFormat.TryRead(ModelBytes, out var model, out var error), $"{error}");
        Assert.Equal(Owner.Model, model);
        Assert.Equal(ModelBytes, BoundModelFormat.Write(model));
        Assert.Equal(TaggedHash.Compute(DigestTags.BoundModel, ModelBytes), model.Digest);

        Assert.True(OwnerWeightsFormat.IsOne(OwnerBytes));
        Assert.True(OwnerWeightsFormat.TryRead(OwnerBytes, out var owner, out error), $"{error}");
        Assert.Equal(OwnerBytes, OwnerWeightsFormat.Write(owner));
        Assert.Equal(Owner.Weights.AsSpan(), owner.Weights.AsSpan());
    }

    [Fact]
    public void The_key_gives_the_same_commitment_again_and_nothing_else_does()
    {
        Assert.True(OwnerWeightsFormat.TryRead(OwnerBytes, out var owner, out _));
        Assert.True(owner.TryCommit(Workers.One, out var committed, out var report, out var error), $"{error}");
        Assert.Equal(Owner.Model, committed.Model);
        Assert.True(report.Minimum.Whole >= (int)SecurityProfile.P100);

        var first = Owner.Weights[0].Layers[0];
        var changed = Owner.Weights[0] with { Layers = Owner.Weights[0].Layers.SetItem(0, first with { Weights = first.Weights.SetItem(0, (sbyte)(first.Weights[0] ^ 1)) }) };
        var lost = Owner.Weights[0] with { Layers = Owner.Weights[0].Layers.SetItem(0, first with { Weights = first.Weights.SetItem(0, sbyte.MinValue) }) };
        var shorter = Owner.Weights[0] with { Layers = Owner.Weights[0].Layers.SetItem(0, first with { Weights = first.Weights[1..] }) };
        foreach (var other in new[]
        {
            Owner with { SaltKey = default }, Owner with { Weights = [changed] }, Owner with { Weights = [lost] }, Owner with { Weights = [shorter] }, Owner with { Weights = [] },
            Owner with { Model = Owner.Model with { Root = default } },
        })
        {
            Assert.False(other.TryCommit(Workers.One, out _, out _, out error));
            Assert.Equal(ProofErrorCode.WrongWeights, error.Code);
        }

        // The commitment is right, and what was proved of it is not.
        foreach (var other in new[] { Owner with { Setup = Owner.Setup[..^1] }, Owner with { Setup = default }, Owner with { Model = Owner.Model with { Profile = SecurityProfile.P128 } } })
        {
            Assert.False(other.TryCommit(Workers.One, out committed, out _, out error));
            Assert.Null(committed);
            Assert.NotNull(error);
        }
    }

    [Fact]
    public void Never_throw_and_never_read_two_encodings_of_one_thing()
    {
        var random = new Random(20260719);
        int read = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = [.. i % 2 == 0 ? ModelBytes : OwnerBytes.AsSpan(0, i % 4 == 1 ? OwnerBytes.Length : random.Next(OwnerBytes.Length))];
            if (bytes.Length > 0 && random.Next(16) != 0)
                bytes[random.Next(Math.Min(bytes.Length, i % 8 < 4 ? 80 : int.MaxValue))] = (byte)random.Next(256);
            if (BoundModelFormat.TryRead(bytes, out var model, out var modelError))
            {
                read++;
                Assert.Equal(bytes, BoundModelFormat.Write(model));
            }
            else
            {
                Assert.InRange(modelError.Offset, 0, bytes.Length);
            }

            if (OwnerWeightsFormat.TryRead(bytes, out var owner, out var ownerError))
                Assert.Equal(bytes, OwnerWeightsFormat.Write(owner));
            else
                Assert.InRange(ownerError.Offset, 0, bytes.Length);
        }

        Assert.InRange(read, 100, 19_000);
    }

    [Fact]
    public void Refuse_layouts_that_nothing_could_be_bound_by()
    {
        // No circuit, a circuit without weights, no rows, no columns, more weights than fit, more than 64 bits of them.
        (int, int)[][] layouts = [[], [(1, 1), (0, 0)], [(0, 7)], [(7, 0)], [(1 << 13, (1 << 13) + 1)], [(1 << 13, 1 << 13), (1, 1)], [(-1, -1)]];
        foreach (var layout in layouts)
        {
            Assert.False(BoundModelFormat.TryRead(Encode(layout), out _, out var error));
            Assert.Equal(layout.Contains((0, 0)) ? PostcardErrorKind.CountTooLarge : PostcardErrorKind.ValueOutOfRange, error.Kind);
        }

        Assert.True(BoundModelFormat.TryRead(Encode([(1 << 13, 1 << 13)]), out _, out _));

        static byte[] Encode((int Outputs, int Inputs)[] shapes)
        {
            var writer = new PostcardWriter();
            writer.WriteRaw(ModelBytes.AsSpan(0, 8 + 1 + 1 + Hash256.Size));
            writer.WriteCount(shapes.Length);
            foreach (var (outputs, inputs) in shapes)
            {
                writer.WriteCount(outputs == 0 && inputs == 0 ? 0 : 1);
                if (outputs == 0 && inputs == 0)
                    continue;
                writer.WriteU32((uint)outputs);
                writer.WriteU32((uint)inputs);
                writer.WriteBool(true);
            }

            return writer.ToArray();
        }
    }

    private static OwnerWeights Bind(CircuitWeights weights) =>
        OwnerWeights.Create(WeightsLayout.TryCreate([SampleCircuit.Sample.Parameters])!, [weights], SecurityProfile.P100, Key, default, Workers.One);
}
