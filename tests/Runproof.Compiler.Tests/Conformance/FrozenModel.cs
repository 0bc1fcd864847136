using Runproof.Models.Formats.Onnx;
using Runproof.Models.Tensors;

namespace Runproof.Compiler.Tests.Conformance;

/// <summary>Makes inputs of a model its constants: cases of a single node come with their weights as inputs.</summary>
internal static class FrozenModel
{
    /// <summary>The model with all inputs but some frozen; null where an attribute is of a kind that cannot be written again.</summary>
    public static byte[]? Freeze(OnnxModel model, IReadOnlyDictionary<string, Tensor> constants)
    {
        var builder = new OnnxModelBuilder("frozen", model.Opset);
        foreach (var input in model.Graph.Inputs.Where(input => !constants.ContainsKey(input.Name)))
            builder.AddInput(input.Name, input.Tensor!);
        foreach (var output in model.Graph.Outputs)
            builder.AddOutput(output.Name, output.Tensor);
        foreach (var (name, value) in constants)
            builder.AddInitializer(name, value);
        foreach (var initializer in model.Graph.Initializers.Values)
            builder.AddInitializer(initializer.Name, initializer.Load()!);
        foreach (var node in model.Graph.Nodes)
        {
            if (node.Attributes.Values.Any(attribute => !attribute.Graphs.IsDefault) || !node.IsStandard)
                return null;
            builder.AddNode(node.OpType, [.. node.Inputs], [.. node.Outputs], node.Name, [.. node.Attributes.Values]);
        }

        return builder.Build();
    }
}
