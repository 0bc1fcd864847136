using Runproof.Models.Tensors;
using Runproof.Runs.Diff;

namespace Runproof.Runs.Tests.Diff;

public sealed class TensorDifferenceTests
{
    [Fact]
    public void Tells_the_largest_differences_first_and_equals_by_index()
    {
        var difference = TensorDifference.Between(
            Tensor.OfFloats([2, 3], [0, 1, 2, 3, 4, 5]),
            Tensor.OfFloats([2, 3], [0, 2, 1, 3, 8, 4]));

        Assert.Equal((6, 4), (difference.Count, difference.Differing));
        Assert.Equal(4, difference.MaxAbsoluteError);
        Assert.Equal(7.0 / 6, difference.MeanAbsoluteError);
        Assert.Equal([new(4, 4, 8, 4), new(1, 1, 2, 1), new(2, 2, 1, 1)], difference.Largest);
    }

    [Fact]
    public void What_is_not_a_number_is_infinitely_far_from_every_number_and_not_from_its_like()
    {
        var otherNaN = BitConverter.UInt32BitsToSingle(0x7fc00001);
        var difference = TensorDifference.Between(
            Tensor.OfFloats([6], [float.NaN, float.NaN, 1, float.PositiveInfinity, 0f, float.NegativeInfinity]),
            Tensor.OfFloats([6], [1, otherNaN, 1, 2, -0f, float.PositiveInfinity]));

        Assert.Equal(5, difference.Differing);
        Assert.Equal(double.PositiveInfinity, difference.MaxAbsoluteError);
        Assert.Equal(double.PositiveInfinity, difference.MeanAbsoluteError);
        Assert.Equal([0L, 3, 5], difference.Largest.Select(element => element.Index));

        var quiet = TensorDifference.Between(Tensor.OfFloats([2], [float.NaN, 0f]), Tensor.OfFloats([2], [otherNaN, -0f]));
        Assert.Equal((2, 0.0, 0.0), (quiet.Differing, quiet.MaxAbsoluteError, quiet.MeanAbsoluteError));
    }

    [Fact]
    public void Large_integers_that_look_equal_as_doubles_differ()
    {
        var difference = TensorDifference.Between(
            Tensor.OfInt64s([2], [(1L << 53) + 1, long.MinValue]),
            Tensor.OfInt64s([2], [1L << 53, long.MaxValue]));

        Assert.Equal([1.0, Math.Pow(2, 64)], difference.Largest.Select(element => element.AbsoluteError).Order());
    }

    [Fact]
    public void Every_numeric_type_is_read_as_its_number()
    {
        foreach (var (type, bytes, value) in new (ElementType, byte[], double)[]
        {
            (ElementType.Bool, [1], 1), (ElementType.UInt8, [255], 255), (ElementType.Int8, [255], -1),
            (ElementType.UInt16, [255, 255], 65535), (ElementType.Int16, [255, 255], -1),
            (ElementType.UInt32, [255, 255, 255, 255], 4294967295), (ElementType.Int32, [254, 255, 255, 255], -2),
            (ElementType.UInt64, [255, 255, 255, 255, 255, 255, 255, 255], ulong.MaxValue), (ElementType.Int64, [1, 0, 0, 0, 0, 0, 0, 128], long.MinValue + 1),
            (ElementType.Float16, [0, 0x3c], 1), (ElementType.BFloat16, [0x80, 0xbf], -1),
            (ElementType.Float, [0, 0, 0x80, 0x3f], 1), (ElementType.Double, [0, 0, 0, 0, 0, 0, 0xf0, 0xbf], -1),
        })
        {
            var difference = TensorDifference.Between(new Tensor(type, [1], bytes), new Tensor(type, [1], new byte[bytes.Length]));

            Assert.Equal([new(0, value, 0, Math.Abs(value))], difference.Largest);
        }
    }

    [Fact]
    public void Elements_that_are_no_single_numbers_are_counted_only()
    {
        var nibbles = TensorDifference.Between(
            new Tensor(ElementType.Int4, [3], new byte[] { 0x21, 0x03 }), new Tensor(ElementType.Int4, [3], new byte[] { 0x31, 0xf3 }));
        var complex = TensorDifference.Between(
            new Tensor(ElementType.Complex64, [1], new byte[8]), new Tensor(ElementType.Complex64, [1], new byte[] { 1, 0, 0, 0, 0, 0, 0, 1 }));

        Assert.Equal((3, 1, null), (nibbles.Count, nibbles.Differing, nibbles.MaxAbsoluteError));
        Assert.Equal((1, 1, null), (complex.Count, complex.Differing, complex.MeanAbsoluteError));
        Assert.Empty(complex.Largest);
    }

    [Fact]
    public void Empty_tensors_are_alike_and_other_shapes_cannot_be_compared()
    {
        Assert.Equal(0, TensorDifference.Between(Tensor.OfFloats([0], []), Tensor.OfFloats([0], [])).MeanAbsoluteError);
        Assert.Throws<ArgumentException>(() => TensorDifference.Between(Tensor.OfFloats([1], [1]), Tensor.OfFloats([1, 1], [1])));
    }
}
