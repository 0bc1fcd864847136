using Runproof.Models.Formats.Onnx;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Tests.Backends;

/// <summary>Small models for the tests of what executes models.</summary>
internal static class TestModels
{
    public const int MatMulWidth = 256;

    /// <summary><c>y = x + x</c> over floats of a shape.</summary>
    public static byte[] Double(TensorShape? shape) => new OnnxModelBuilder()
        .AddInput("x", new TensorType(ElementType.Float, shape))
        .AddOutput("y", new TensorType(ElementType.Float, shape))
        .AddNode("Add", ["x", "x"], ["y"])
        .Build();

    /// <summary>A long chain of products <c>[rows, 256] x [256, 256]</c> with the identity; the number of rows decides how long it takes.</summary>
    public static byte[] MatMuls(int count)
    {
        var type = new TensorType(ElementType.Float, new TensorShape([Dimension.Symbol("rows"), Dimension.Of(MatMulWidth)]));
        float[] identity = new float[MatMulWidth * MatMulWidth];
        for (int i = 0; i < MatMulWidth; i++)
            identity[(i * MatMulWidth) + i] = 1;
        var builder = new OnnxModelBuilder()
            .AddInput("x0", type)
            .AddOutput($"x{count}", type)
            .AddInitializer("identity", Tensor.OfFloats([MatMulWidth, MatMulWidth], identity));
        for (int i = 0; i < count; i++)
            builder.AddNode("MatMul", [$"x{i}", "identity"], [$"x{i + 1}"]);
        return builder.Build();
    }

    /// <summary>Ascending floats.</summary>
    public static Tensor Floats(params ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (long dimension in shape)
            count *= dimension;
        return Tensor.OfFloats(shape, [.. Enumerable.Range(0, (int)count).Select(i => (float)i)]);
    }
}
