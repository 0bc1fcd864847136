using System.Text.Json;
using Runproof.Circuits.Graph;
using Runproof.Compiler.Models.Fidelity;
using Runproof.Compiler.Tests.Reference;

namespace Runproof.Compiler.Tests;

/// <summary>A model that somebody else trained, with an input whose class is known.</summary>
public sealed class MnistTests(ITestOutputHelper output)
{
    private const int Side = 28;

    [Theory]
    [InlineData(CircuitPrecision.A8W8)]
    [InlineData(CircuitPrecision.A16W8)]
    public void The_integer_program_sees_the_same_digit(CircuitPrecision precision)
    {
        string folder = Path.Combine(SampleModel.Root, "..", "shared", "data", "models", "mnist");
        Assert.SkipUnless(Directory.Exists(folder), "the mnist model is not at hand");
        var model = TestCircuit.Read(File.ReadAllBytes(Path.Combine(folder, "model.onnx")));
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "input.json")));
        double[] digit = [.. json.RootElement.GetProperty("input_data")[0].EnumerateArray().Select(value => value.GetDouble())];
        var evaluator = new FloatEvaluator(model);
        Dictionary<string, FloatTensor> Shifted(int x, int y) => new()
        {
            [model.Graph.Inputs[0].Name] = FloatTensor.Make([1, 1, Side, Side], index => new FloatTensor([Side, Side], digit).At([index[2] + y, index[3] + x], 0)),
        };

        // One digit at 25 places calibrates, at eight others it is a test.
        int[] near = [-2, -1, 0, 1, 2];
        int[] far = [-3, 0, 3];
        var statistics = TestCircuit.Observe(model, near.SelectMany(x => near, Shifted));
        var compiled = TestCircuit.Compile(model, statistics, TestCircuit.OptionsFor(model, precision));
        var tests = far.SelectMany(x => far, Shifted).ToArray();
        double[][] wanted = [.. tests.Select(test => evaluator.Run(test)[model.Graph.Outputs[0].Name].Values)];
        double[][] made = [.. tests.Select(test => TestCircuit.Execute(compiled, test)[0].Values)];

        var report = FidelityReport.Of(wanted, made, areLogits: true);
        output.WriteLine(FormattableString.Invariant($"{precision}: agreement {report.TopOneAgreement}, relative error {report.RelativeError}"));
        Assert.Equal(1, report.TopOneAgreement);
        Assert.True(report.RelativeError < 0.03);
    }
}
