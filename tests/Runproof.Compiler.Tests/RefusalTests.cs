using Runproof.Circuits.Graph;
using Runproof.Compiler.Models;
using Runproof.Compiler.Models.Quantization;
using Runproof.Compiler.Tests.Operators;
using Runproof.Models.Onnx.Graph;

namespace Runproof.Compiler.Tests;

public sealed class RefusalTests
{
    private static readonly (OperatorCase Case, string Reason)[] Refused =
    [
        (OperatorCase.Of("unknown operator").Input(2, 3).Node("Erf", []), "there is no circuit for Erf"),
        (OperatorCase.Of("product of inputs").Input(2, 3).Input(2, 3).NodeOf("Mul", ["x0", "x1"]), "both factors depend on the input"),
        (OperatorCase.Of("matrix product of inputs").Input(2, 3).Input(3, 2).NodeOf("MatMul", ["x0", "x1"]), "both operands depend on the input"),
        (OperatorCase.Of("quotient").Input(2, 3).Input(2, 3).NodeOf("Div", ["x0", "x1"]), "its divisor depends on the input"),
        (OperatorCase.Of("weights from inputs").Input(1, 1, 4, 4).Input(1, 1, 2, 2).NodeOf("Conv", ["x0", "x1"]), "its weights depend on the input"),
        (OperatorCase.Of("three dimensions").Input(1, 1, 4, 4, 4).Weights("w", [1, 1, 2, 2, 2]).Node("Conv", ["w"]), "it slides over other than one or two dimensions"),
        (OperatorCase.Of("padded average").Input(1, 1, 4, 4)
            .Node("AveragePool", [], OnnxAttribute.Of("kernel_shape", 3L, 3L), OnnxAttribute.Of("pads", 1L, 1L, 1L, 1L)), "windows at the border divide by another number than those inside"),
        (OperatorCase.Of("reflection").Input(2, 3).Integers("pads", 0, 1, 0, 1).Node("Pad", ["pads"], OnnxAttribute.Of("mode", "reflect")), "it pads in the mode 'reflect', and circuits pad with a constant"),
        (OperatorCase.Of("negative padding").Input(2, 3).Integers("pads", 0, -1, 0, 0).Node("Pad", ["pads"]), "it cuts values away"),
        (OperatorCase.Of("softmax inside").Input(2, 3).Weights("w", [3, 3]).Node("Softmax", []).Node("MatMul", ["w"]), "Softmax is computed outside of the proof, which only the end of a model can be"),
        (OperatorCase.Of("flexible range").Input(2, 3).Input(1).NodeOf("Clip", ["x0", "x1"]), "its range is not constant"),
        (OperatorCase.Of("constant joined").Input(2, 3).Weights("c", [2, 1]).Node("Concat", ["c"], OnnxAttribute.Of("axis", 1L)), "it joins a constant with what depends on the input"),
        (OperatorCase.Of("scalar").Input(1).Integers("shape").Node("Reshape", ["shape"]), "'v0' is a single number without dimensions"),
    ];

    public static TheoryData<string> Names => [.. Refused.Select(entry => entry.Case.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_has_no_circuit_is_refused_with_a_reason(string name)
    {
        var (entry, reason) = Refused.Single(entry => entry.Case.Name == name);

        Assert.False(ModelCircuitCompiler.TryCompile(entry.Model, new(System.Collections.Immutable.ImmutableSortedDictionary<string, ValueStatistics>.Empty), TestCircuit.OptionsFor(entry.Model, CircuitPrecision.A8W8), out var compiled, out var whyNot));

        Assert.Null(compiled);
        Assert.Equal(CompileErrors.NotProvable, whyNot.Code);
        Assert.StartsWith($"not provable: {reason} (at ", whyNot.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_that_nobody_has_observed_is_named()
    {
        var entry = OperatorCases.All.Single(entry => entry.Name == "conv, relu");
        var statistics = TestCircuit.Observe(entry.Model, entry.Samples(4));
        var options = TestCircuit.OptionsFor(entry.Model, CircuitPrecision.A8W8);

        Assert.False(ModelCircuitCompiler.TryCompile(entry.Model, new(statistics.Values.Remove("x0")), options, out _, out var whyNot));

        Assert.Equal(CompileErrors.Uncalibrated, whyNot.Code);
        Assert.Contains("'x0'", whyNot.Message, StringComparison.Ordinal);
    }
}
