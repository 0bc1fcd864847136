using Runproof.Compiler.Models;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Analysis;
using Runproof.Models.Onnx.Shapes;

namespace Runproof.Runs.Compiling;

/// <summary>Analyses models, and asks the compiler of circuits which nodes can be proved.</summary>
public static class CircuitAnalysis
{
    /// <summary>Analyses a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">What is known of the inputs; batch 1 where it is null.</param>
    /// <exception cref="IOException">A small constant lies in another file that cannot be read any more.</exception>
    public static ModelAnalysis Analyze(OnnxModel model, ShapeOptions? options = null) => ModelAnalysis.Analyze(model, options, CircuitProvability.For);
}
