using Runproof.Compiler.Models.Graph;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Shapes;

namespace Runproof.Compiler.Models;

/// <summary>Says of single nodes whether a circuit can compute them, by lowering each as the compiler does.</summary>
public static class CircuitProvability
{
    /// <summary>Prepares the answers for a model; each is the reason in words, or null where there is a circuit.</summary>
    /// <param name="model">The whole model.</param>
    /// <param name="shapes">What inference found for it.</param>
    public static Func<OnnxNode, string?> For(OnnxModel model, ShapeTable shapes)
    {
        ArgumentNullException.ThrowIfNull(model);
        var lowering = new GraphLowering(model, shapes, model.Graph.Outputs.Select(output => output.Name));
        return lowering.Lower;
    }
}
