using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Tests;

public sealed class ShapeTests
{
    [Fact]
    public void Places_keep_the_order_and_leave_the_padding_free()
    {
        var shape = CircuitShape.Of(2, 3, 5);
        int[] dense = [.. Enumerable.Range(1, shape.Count)], padded = new int[shape.PaddedCount], expected = new int[64], back = new int[shape.Count];
        for (int i = 0; i < dense.Length; i++)
            expected[(i / 15 * 32) + (i / 5 % 3 * 8) + (i % 5)] = dense[i];
        shape.Spread<int>(dense, padded);
        Assert.Equal(expected, padded);
        shape.Collect<int>(padded, back);
        Assert.Equal(dense, back);
    }

    [Theory]
    [InlineData(new[] { 0 })]
    [InlineData(new[] { 1 << 13, 1 << 12 })]
    [InlineData(new[] { 1, 1, 1, 1, 1, 1, 1, 1, 1 })]
    public void Refuses_shapes_that_cannot_be(int[] dimensions) => Assert.Null(CircuitShape.TryCreate([.. dimensions]));
}
