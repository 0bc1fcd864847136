using Runproof.Circuits.Graph;
using Runproof.Compiler.Models;
using Runproof.Compiler.Models.Outputs;
using Runproof.Compiler.Models.Quantization;
using Runproof.Core.Hashing;
using CircuitFunction = Runproof.Circuits.Graph.OutputFunction;

namespace Runproof.Runs.Compiling;

/// <summary>Puts what the compiler made into the form of the file.</summary>
internal static class CompiledSliceCircuit
{
    /// <summary>The compiled circuit of a slice.</summary>
    /// <param name="compiled">What the compiler made.</param>
    /// <param name="slice">Digest of the slice.</param>
    public static CompiledCircuit ToCircuit(this CompiledSlice compiled, Digest slice) => new(
        compiled.Circuit,
        compiled.Weights,
        compiled.Inputs,
        [.. compiled.Outputs.Select(output => new CircuitPort(output.Name, FunctionOf(output)))],
        slice,
        compiled.Precision == Precision.A8W8 ? CircuitPrecision.A8W8 : CircuitPrecision.A16W8);

    private static CircuitFunction FunctionOf(CompiledOutput output) => output.Functions switch
    {
        [] => new CircuitFunction.None(),
        [SoftmaxOutput { AxisCount: 1, Logarithm: false } softmax] => new CircuitFunction.Softmax(softmax.FirstAxis),
        [SoftmaxOutput { AxisCount: 1 } softmax] => new CircuitFunction.LogSoftmax(softmax.FirstAxis),
        [ArgMaxOutput { Last: false } largest] => new CircuitFunction.ArgMax(largest.Axis, largest.KeepAxis),
        _ => throw new NotSupportedException($"no form for the functions of the output '{output.Name}'"),
    };
}
