using Runproof.Models.Formats.Onnx;
using Runproof.Models.Tensors;

namespace Runproof.Cli.Tests.Verbs;

/// <summary>Models made for tests.</summary>
internal static class SmallModels
{
    /// <summary><c>y = relu(x)</c> over floats of a length that the model leaves open: no vector of classes follows from its type.</summary>
    public static byte[] Open()
    {
        var type = new TensorType(ElementType.Float, new TensorShape([Dimension.Symbol("rows"), Dimension.Of(2), Dimension.Of(1), Dimension.Symbol("columns")]));
        return new OnnxModelBuilder().AddInput("x", type).AddOutput("y", type).AddNode("Relu", ["x"], ["y"]).Build();
    }

    /// <summary>Takes rows of a table of two rows; an index that is too large makes the step fail while it runs.</summary>
    public static byte[] Lookup() => new OnnxModelBuilder()
        .AddInput("index", new TensorType(ElementType.Int64, TensorShape.Of(2)))
        .AddOutput("row", new TensorType(ElementType.Float, TensorShape.Of(2, 2)))
        .AddInitializer("table", Tensor.OfFloats([2, 2], [1, 2, 3, 4]))
        .AddNode("Gather", ["table", "index"], ["row"])
        .Build();

    /// <summary>Products of large matrices, one slice for each, which keep a processor busy for long.</summary>
    public static byte[] Slow(int steps, int width)
    {
        var type = new TensorType(ElementType.Float, TensorShape.Of(1, width));
        var wide = new TensorType(ElementType.Float, TensorShape.Of(width, width));
        var builder = new OnnxModelBuilder()
            .AddInput("x", type)
            .AddOutput($"y{steps - 1}", wide)
            .AddInitializer("column", Tensor.OfFloats([width, 1], new float[width]))
            .AddInitializer("weights", Tensor.OfFloats([width, width], new float[width * width]))
            .AddNode("Mul", ["x", "column"], ["spread"])
            .AddNode("MatMul", ["spread", "weights"], ["y0"], name: "product0");
        for (var i = 1; i < steps; i++)
            builder.AddNode("MatMul", [$"y{i - 1}", "weights"], [$"y{i}"], name: $"product{i}");
        return builder.Build();
    }
}
