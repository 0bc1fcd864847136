using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;
using Runproof.TrainSamples.Layers;
using Runproof.TrainSamples.Tasks;

namespace Runproof.TrainSamples.Export;

/// <summary>Writes a trained network as an ONNX file: a chain from <c>input</c> to <c>output</c> with a batch dimension that is free.</summary>
internal static class OnnxExport
{
    private const int Opset = 18;
    private const int IrVersion = 9;

    private static readonly Dimension Batch = Dimension.Symbol("batch");

    /// <summary>The bytes of the file.</summary>
    public static byte[] ToBytes(SampleTask task, Network network)
    {
        var builder = new OnnxModelBuilder(task.Name, Opset, IrVersion);
        builder.AddInput("input", TypeOf([.. task.Shape]));
        var value = "input";
        foreach (var layer in network.Layers)
        {
            var next = layer == network.Layers[^1] ? "output" : layer.Name;
            foreach (var parameter in layer.Parameters)
                builder.AddInitializer(parameter.Name, Tensor.OfFloats(parameter.Shape, parameter.Values));
            var (operation, attributes) = Describe(layer);
            builder.AddNode(operation, [value, .. layer.Parameters.Select(p => p.Name)], [next], layer.Name, attributes);
            value = next;
        }

        return builder.AddOutput(value, TypeOf([task.Classes.Count])).Build();
    }

    private static (string Operation, OnnxAttribute[] Attributes) Describe(Layer layer) => layer switch
    {
        Convolution c => ("Conv",
        [
            OnnxAttribute.Of("dilations", [1L, 1L]),
            OnnxAttribute.Of("group", 1L),
            OnnxAttribute.Of("kernel_shape", [c.Kernel, c.Kernel]),
            OnnxAttribute.Of("pads", [c.Padding, c.Padding, c.Padding, c.Padding]),
            OnnxAttribute.Of("strides", [c.Stride, c.Stride]),
        ]),
        MaxPool => ("MaxPool", [OnnxAttribute.Of("kernel_shape", [2L, 2L]), OnnxAttribute.Of("strides", [2L, 2L])]),
        Relu => ("Relu", []),
        Flatten => ("Flatten", [OnnxAttribute.Of("axis", 1L)]),
        Linear => ("Gemm", [OnnxAttribute.Of("transB", 1L)]),
        _ => throw new ArgumentException($"{layer.GetType().Name} has no operator.", nameof(layer)),
    };

    private static TensorType TypeOf(ReadOnlySpan<long> shape)
    {
        Dimension[] dimensions = [Batch, .. shape.ToArray().Select(Dimension.Of)];
        return new TensorType(ElementType.Float, new TensorShape([.. dimensions]));
    }
}
