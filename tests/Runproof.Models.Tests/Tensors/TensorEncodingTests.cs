using Runproof.Core.Diagnostics;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;
using Runproof.Models.Tensors;

namespace Runproof.Models.Tests.Tensors;

public sealed class TensorEncodingTests
{
    public static TheoryData<ElementType> ExecutableTypes =>
        [.. Enum.GetValues<ElementType>().Where(type => type.BitsPerElement() != 0)];

    [Fact]
    public void Writes_type_rank_dimensions_and_elements()
    {
        var tensor = Tensor.OfFloats([1, 300], new float[300]);

        var bytes = TensorEncoding.Encode(tensor);

        Assert.Equal([1, 2, 1, 0xac, 0x02], bytes[..5]);
        Assert.Equal(5 + 1200, bytes.Length);
    }

    [Theory]
    [MemberData(nameof(ExecutableTypes))]
    public void Reads_back_what_it_wrote(ElementType type)
    {
        var random = new Random((int)type);
        for (var round = 0; round < 50; round++)
        {
            var shape = Enumerable.Range(0, random.Next(6)).Select(_ => (long)random.Next(5)).ToArray();
            var data = new byte[type.ByteCount(shape.Aggregate(1L, (product, dimension) => product * dimension))];
            random.NextBytes(data);
            var tensor = new Tensor(type, shape, data);

            var bytes = TensorEncoding.Encode(tensor);

            Assert.True(TensorEncoding.TryRead(bytes, "tensor", out var read, out _));
            Assert.Equal(type, read.Type);
            Assert.Equal(shape, read.Shape);
            Assert.Equal(data, read.Data);
            Assert.Equal(TaggedHash.Compute(DigestTags.Value, bytes), TensorEncoding.DigestOf(tensor));
        }
    }

    [Fact]
    public void Keeps_a_slice_of_the_bytes_it_read()
    {
        var bytes = TensorEncoding.Encode(Tensor.OfInt64s([2], [1, 2]));
        Assert.True(TensorEncoding.TryRead(bytes, "tensor", out var tensor, out _));

        bytes[^8] = 7;

        Assert.Equal([1, 7], tensor.AsInt64s());
    }

    [Fact]
    public void An_empty_tensor_may_have_huge_dimensions_beside_the_zero()
    {
        var tensor = new Tensor(ElementType.Float, [long.MaxValue, 0, long.MaxValue], Array.Empty<byte>());

        Assert.True(TensorEncoding.TryRead(TensorEncoding.Encode(tensor), "tensor", out var read, out _));
        Assert.Equal(tensor.Shape, read.Shape);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(24)]
    [InlineData(255)]
    public void Refuses_element_types_without_elements_of_a_fixed_size(int type) => Refused([(byte)type, 0], TensorErrors.Malformed);

    [Fact]
    public void Refuses_a_length_that_the_shape_does_not_ask_for()
    {
        var bytes = TensorEncoding.Encode(Tensor.OfFloats([2, 2], [1, 2, 3, 4]));
        for (var length = 0; length < bytes.Length; length++)
            Refused(bytes[..length], length < 4 ? null : TensorErrors.Malformed);
        Refused([.. bytes, 0], TensorErrors.Malformed);
    }

    [Fact]
    public void Refuses_shapes_whose_product_overflows()
    {
        var writer = new PostcardWriter();
        writer.WriteU8((byte)ElementType.Double);
        writer.WriteCount(4);
        for (var i = 0; i < 4; i++)
            writer.WriteU64(long.MaxValue);
        Refused(writer.ToArray(), TensorErrors.Malformed);
    }

    [Fact]
    public void Refuses_a_dimension_beyond_63_bits()
    {
        var writer = new PostcardWriter();
        writer.WriteU8((byte)ElementType.Double);
        writer.WriteCount(1);
        writer.WriteU64(1UL << 63);
        Refused(writer.ToArray(), EncodingErrors.Value);
    }

    [Fact]
    public void Refuses_more_dimensions_than_any_tensor_has() =>
        Refused([1, TensorEncoding.MaxRank + 1, .. new byte[TensorEncoding.MaxRank + 1]], EncodingErrors.Count);

    [Fact]
    public void Any_bytes_are_refused_or_are_the_encoding_of_what_was_read()
    {
        var random = new Random(1);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(24)];
            random.NextBytes(bytes);
            if (bytes.Length > 2 && round % 2 == 0)
                (bytes[0], bytes[1]) = ((byte)random.Next(25), (byte)random.Next(4));
            if (TensorEncoding.TryRead(bytes, "fuzz", out var tensor, out var error))
                Assert.Equal(bytes, TensorEncoding.Encode(tensor));
            else
                Assert.NotEmpty(error.Message);
        }
    }

    private static void Refused(byte[] bytes, ErrorCode? code)
    {
        Assert.False(TensorEncoding.TryRead(bytes, "tensor", out _, out var error));
        Assert.Equal("tensor", error.Subject);
        if (code is { } expected)
            Assert.Equal(expected, error.Code);
    }
}
