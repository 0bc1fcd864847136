using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Tests.Operators;

/// <summary>Maps that do not fit, made to overflow or to divide by zero.</summary>
public sealed class LinearMapShapeTests
{
    private static readonly CircuitShape Image = CircuitShape.Of(1, 4, 6, 6);

    public static TheoryData<Window> BadWindows =>
    [
        new Window(0, 1),
        new Window(-1, 1),
        new Window(1, int.MaxValue),
        new Window(1, 1, 0),
        new Window(1, 1, int.MinValue, int.MaxValue),
        new Window(3, 3, 1, 1, 3),
        new Window(3, 3, 1, 1, -1),
        new Window(3, 3, 1, 1, 0, 0, int.MaxValue),
        new Window(3, 3, 1, 1, 0, 0, 0, int.MinValue),
        new Window(3, 3, 1, 1, 0, 0, 0, 0, 0),
        new Window(3, 3, 1, 1, 0, 0, 0, 0, 1, int.MaxValue),
        new Window(7, 1),
        new Window(4096, 4096, 4096, 4096, 0, 0, 0, 0, 4096, 4096),
        new Window(4096, 4096, 1, 1, 4095 * 4096, 4095 * 4096, 4095 * 4096, 4095 * 4096, 4096, 4096),
    ];

    [Theory]
    [MemberData(nameof(BadWindows))]
    public void A_window_out_of_range_has_no_shape_and_says_why(Window window)
    {
        Assert.Null(window.Slide(Image, 4, out string problem));
        Assert.NotEqual("", problem);
        Assert.Null(new WindowSum(window).InferShape(Image, null, out _));
        Assert.Null(new Convolution(0, window, 1).InferShape(Image, new(1, 4, false), out _));
    }

    [Theory]
    [InlineData(1, 1, 4, 1)]
    [InlineData(4, 36, 2, 0)]
    [InlineData(4, 36, 2, -1)]
    [InlineData(4, 36, 2, int.MinValue)]
    [InlineData(4, 12, 3, 3)]
    [InlineData(3, 18, 2, 2)]
    [InlineData(0, 36, 2, 1)]
    [InlineData(int.MinValue, 36, 2, 1)]
    [InlineData(int.MaxValue, 36, 2, 1)]
    [InlineData(4, -36, 2, 1)]
    public void A_convolution_whose_parameters_do_not_fit_has_no_shape(int outputs, int inputs, int channels, int groups) =>
        Assert.Null(new Convolution(0, new(3, 3), groups).InferShape(CircuitShape.Of(1, channels * 2, 6, 6), new(outputs, inputs, false), out _));

    [Fact]
    public void Maps_refuse_missing_parameters_and_other_ranks()
    {
        Assert.Null(new Convolution(0, new(3, 3), 1).InferShape(Image, null, out _));
        Assert.Null(new Convolution(0, new(3, 3), 1).InferShape(CircuitShape.Of(4, 6, 6), new(4, 36, false), out _));
        Assert.Null(new WindowSum(new(1, 1)).InferShape(CircuitShape.Of(), null, out _));
        Assert.Null(new DenseLayer(0).InferShape(Image, null, out _));
        Assert.Null(new DenseLayer(0).InferShape(CircuitShape.Of(), new(1, 1, false), out _));
        Assert.Null(new DenseLayer(0).InferShape(Image, new(3, 5, false), out _));
        Assert.Null(new DenseLayer(0).InferShape(Image, new(0, 6, false), out _));
        Assert.Null(new DenseLayer(0).InferShape(Image, new(int.MaxValue, 6, false), out _));
        Assert.Null(new BatchedDense(0).InferShape(Image, null, out _));
        Assert.Null(new BatchedDense(0).InferShape(CircuitShape.Of(6), new(1, 6, false), out _));
        Assert.Null(new BatchedDense(0).InferShape(Image, new(6, 6, false), out _));
        Assert.Null(new BatchedDense(0).InferShape(Image, new(0, 6, false), out _));
        Assert.Null(new BatchedDense(0).InferShape(Image, new(-4, 6, false), out _));
        Assert.Equal(CircuitShape.Of(1, 4, 6, 3), new BatchedDense(0).InferShape(Image, new(12, 6, false), out _));
    }
}
