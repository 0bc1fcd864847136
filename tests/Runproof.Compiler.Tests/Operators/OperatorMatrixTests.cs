using Runproof.Circuits.Graph;

namespace Runproof.Compiler.Tests.Operators;

public sealed class OperatorMatrixTests
{
    private const int Calibration = 40;

    public static TheoryData<string> Names => [.. OperatorCases.All.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_circuit_computes_what_the_operator_does(string name)
    {
        var entry = OperatorCases.All.Single(entry => entry.Name == name);
        // Executed on what it was calibrated on: nothing saturates, so that rounding alone is measured.
        var samples = entry.Samples(Calibration);
        var statistics = TestCircuit.Observe(entry.Model, samples);
        var evaluator = new Reference.FloatEvaluator(entry.Model);
        string result = entry.Model.Graph.Outputs[0].Name;
        foreach (var (precision, share) in new[] { (CircuitPrecision.A8W8, 0.04), (CircuitPrecision.A16W8, 0.02) })
        {
            foreach (bool isEnd in entry.OpType is "Softmax" or "LogSoftmax" or "ArgMax" ? [true] : new[] { true, false })
            {
                var options = TestCircuit.OptionsFor(entry.Model, precision);
                var slice = TestCircuit.Compile(entry.Model, statistics, isEnd ? options : options with { PublicOutputs = [] });
                foreach (var sample in samples)
                {
                    var wanted = evaluator.Run(sample)[result];
                    var made = TestCircuit.Execute(slice, sample)[0];

                    Assert.Equal(wanted.Values.Length, made.Values.Length);
                    double size = Math.Max(statistics[result]?.Magnitude ?? 1, 1e-9);
                    if (entry.OpType != "ArgMax")
                        Assert.All(wanted.Values.Zip(made.Values), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= share * size, $"{precision}: {pair.First} became {pair.Second} of {size}"));
                }
            }
        }
    }
}
