using System.Globalization;
using Runproof.Circuits.Graph;
using Runproof.Compiler.Models.Emission;
using Runproof.Compiler.Models.Fidelity;

namespace Runproof.Compiler.Tests;

public sealed class SampleAgreementTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("net")]
    [InlineData("doom")]
    public void The_integer_program_decides_as_the_model_does(string name)
    {
        var sample = SampleModel.Open(name);
        var compiled = TestCircuit.Compile(sample.Model, sample.Observe(), TestCircuit.OptionsFor(sample.Model, CircuitPrecision.A8W8));
        var evaluator = new Reference.FloatEvaluator(sample.Model);
        string logits = sample.Model.Graph.Outputs[0].Name;
        var (reference, actual) = (new List<double[]>(), new List<double[]>());
        int right = 0, rightInteger = 0;
        for (int i = 0; i < sample.Holdout.Count; i++)
        {
            var input = sample.Input(sample.Holdout, i);
            reference.Add(evaluator.Run(input)[logits].Values);
            actual.Add(TestCircuit.Execute(compiled, input)[0].Values);
            right += Array.IndexOf(reference[^1], reference[^1].Max()) == sample.Holdout.Label(i) ? 1 : 0;
            rightInteger += Array.IndexOf(actual[^1], actual[^1].Max()) == sample.Holdout.Label(i) ? 1 : 0;
        }

        var report = FidelityReport.Of(reference, actual, areLogits: true);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: agreement {report.TopOneAgreement}, right {right} and {rightInteger}, relative error {report.RelativeError}, total {SumBounds.AreWithinTables(compiled.Circuit, compiled.Weights!)}"));

        Assert.True(report.TopOneAgreement >= 0.995);
        Assert.True(rightInteger >= right - 3);
    }
}
