using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Graph;
using Runproof.Compiler.Models.Emission;
using Runproof.Compiler.Models.Graph;
using Runproof.Compiler.Models.Passes;
using Runproof.Compiler.Models.Quantization;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Shapes;

namespace Runproof.Compiler.Models;

/// <summary>Compiles slices of ONNX models to circuits. Pure: equal arguments give equal circuits, and nothing is executed.</summary>
public static class ModelCircuitCompiler
{
    /// <summary>Compiles a slice.</summary>
    /// <param name="slice">The slice; free batch dimensions become 1.</param>
    /// <param name="statistics">What the tensors of the whole model held on sample inputs.</param>
    /// <param name="options">The precision, and which outputs end the model.</param>
    /// <param name="compiled">The circuit; null where there is none.</param>
    /// <param name="whyNot">Why there is none, one of <see cref="CompileErrors"/>; null on success.</param>
    /// <exception cref="IOException">A constant lies in another file that cannot be read any more.</exception>
    public static bool TryCompile(
        OnnxModel slice,
        TensorStatistics statistics,
        CompileOptions options,
        [NotNullWhen(true)] out CompiledCircuit? compiled,
        [NotNullWhen(false)] out Diagnostic? whyNot)
    {
        ArgumentNullException.ThrowIfNull(slice);
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(options);
        compiled = null;
        var lowering = new GraphLowering(slice, ShapeInference.Infer(slice), options.PublicOutputs);
        if (lowering.Run(out var problem) is not { } lowered)
        {
            whyNot = NotProvable(slice, problem!.Value.WhyNot, problem.Value.Subject);
            return false;
        }

        var program = Simplification.Run(OutputCopies.Insert(lowered));
        var logits = LogitOutputs.Of(program);
        if (TypePlan.Make(program, logits, statistics, options, out string? missing) is not { } types)
        {
            whyNot = new(
                CompileErrors.Uncalibrated, Phase.Plan, slice.Subject, $"the tensor '{missing}' was not observed on sample inputs", "calibrating the whole model");
            return false;
        }

        if (CircuitEmitter.Emit(program, types, logits, statistics, options.Weights, out string? tooLarge) is not var (circuit, weights))
        {
            whyNot = NotProvable(slice, tooLarge!, null);
            return false;
        }

        if (!CircuitValidator.TryValidate(circuit, weights, out var refused) || (options.Weights == WeightsKind.Bound && !CircuitValidator.TryValidate(circuit, null, out refused)))
        {
            whyNot = NotProvable(slice, $"its circuit would break a bound of circuits ({refused.Code})", null);
            return false;
        }

        whyNot = null;
        compiled = new(
            circuit,
            weights,
            [.. program.Inputs.Select(input => input.Name)],
            [.. program.Outputs.Select(output => new CircuitPort(output.Name, output.Function))],
            TaggedHash.Compute(DigestTags.StoreObject, slice.Bytes.Span),
            options.Precision);
        return true;
    }

    private static Diagnostic NotProvable(OnnxModel slice, string why, string? node) => new(
        CompileErrors.NotProvable,
        Phase.Plan,
        slice.Subject,
        node is null ? $"not provable: {why}" : $"not provable: {why} (at '{node}')",
        "running the slice without a proof");
}
