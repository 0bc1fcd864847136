using System.Globalization;
using Runproof.Circuits.Graph;
using Runproof.Compiler.Models;
using Runproof.Compiler.Models.Fidelity;
using Runproof.Compiler.Models.Quantization;
using Runproof.Compiler.Tests.Reference;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Tensors;

namespace Runproof.Compiler.Tests.Conformance;

/// <summary>The models of the Debian package libonnx-testdata: what compiles must prove, and give the reference output.</summary>
public sealed class LibraryConformanceTests(ITestOutputHelper output)
{
    private const int LeastProvable = 60;

    /// <summary>Cases whose inputs lie closer together, and farther from zero, than integers of 16 bits tell apart.</summary>
    private static readonly HashSet<string> BeyondIntegers = ["test_softmax_large_number", "test_logsoftmax_large_number"];

    private static readonly string Data = Environment.GetEnvironmentVariable("RUNPROOF_ONNX_TESTDATA") ?? "/usr/share/libonnx-testdata/data";

    [Fact]
    public void What_compiles_proves_and_gives_the_reference_output()
    {
        Assert.SkipUnless(Directory.Exists(Data), "libonnx-testdata is not installed");
        var (proved, refused, wrong) = (new List<string>(), new SortedDictionary<string, List<string>>(StringComparer.Ordinal), new List<string>());
        foreach (string folder in new[] { "node", "pytorch-converted", "pytorch-operator", "simple" }.SelectMany(group => Directory.EnumerateDirectories(Path.Combine(Data, group))).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(folder);
            if (Open(folder) is not var (model, input, expected))
                continue;
            var empty = new TensorStatistics(System.Collections.Immutable.ImmutableSortedDictionary<string, ValueStatistics>.Empty);
            if (!ModelCircuitCompiler.TryCompile(model, empty, TestCircuit.OptionsFor(model, CircuitPrecision.A8W8), out _, out var whyNot) && whyNot.Code == CompileErrors.NotProvable)
            {
                string reason = whyNot.Message[..whyNot.Message.LastIndexOf(" (at", StringComparison.Ordinal)];
                if (!refused.TryGetValue(reason, out var names))
                    refused.Add(reason, names = []);
                names.Add(name);
                continue;
            }

            string? problem = Check(model, input, expected, CircuitPrecision.A8W8);
            if (problem is not null)
                problem = Check(model, input, expected, CircuitPrecision.A16W8);
            if (BeyondIntegers.Contains(name))
                continue;
            if (problem is null)
                proved.Add(name);
            else
                wrong.Add($"{name}: {problem}");
        }

        output.WriteLine($"proved {proved.Count}: {string.Join(' ', proved)}");
        foreach (var (reason, names) in refused)
            output.WriteLine($"{reason}: {string.Join(' ', names)}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(proved.Count >= LeastProvable, string.Create(CultureInfo.InvariantCulture, $"only {proved.Count} models prove"));
    }

    private static string? Check(OnnxModel model, Dictionary<string, FloatTensor> input, double[] expected, CircuitPrecision precision)
    {
        var statistics = TestCircuit.Observe(model, [input]);
        var options = TestCircuit.OptionsFor(model, precision);
        if (!ModelCircuitCompiler.TryCompile(model, statistics, options, out var compiled, out var whyNot))
            return whyNot.Message;
        var made = TestCircuit.Execute(compiled, input)[0].Values;
        if (made.Length != expected.Length)
            return $"{made.Length} values instead of {expected.Length}";
        var report = FidelityReport.Of([expected], [made], areLogits: false);
        if (!(report.RelativeError <= 0.05) && compiled.Outputs[0].Function is not OutputFunction.ArgMax)
            return FormattableString.Invariant($"relative error {report.RelativeError}");
        return ProofTests.Problem(compiled, input);
    }

    /// <summary>A model of floats with its first data set; inputs behind the first of a single node that could be weights are frozen.</summary>
    private static (OnnxModel Model, Dictionary<string, FloatTensor> Input, double[] Expected)? Open(string folder)
    {
        string file = Path.Combine(folder, "model.onnx");
        string set = Path.Combine(folder, "test_data_set_0");
        if (!File.Exists(file) || !Directory.Exists(set) || !OnnxModel.TryRead(file, out var model, out _))
            return null;
        var inputs = model.Graph.Inputs;
        var tensors = inputs.Select((_, i) => TensorFile.TryRead(Path.Combine(set, $"input_{i}.pb"))).ToArray();
        if (tensors.Length == 0 || tensors.Any(tensor => tensor is null) || tensors[0]!.Type != ElementType.Float || !File.Exists(Path.Combine(set, "output_0.pb")))
            return null;
        if (TensorFile.TryRead(Path.Combine(set, "output_0.pb")) is not { Type: ElementType.Float or ElementType.Int64 } expected)
            return null;
        bool keepsBoth = model.Graph.Nodes is [{ OpType: "Add" or "Sub" or "Concat" }];
        var constants = inputs.Index().Where(entry => entry.Index > 0 && (!keepsBoth || tensors[entry.Index]!.Type != ElementType.Float))
            .ToDictionary(entry => entry.Item.Name, entry => tensors[entry.Index]!);
        if (Path.GetFileName(Path.GetDirectoryName(folder)) == "node" && constants.Count != 0)
        {
            if (FrozenModel.Freeze(model, constants) is not { } frozen || !OnnxModel.TryRead(frozen, file, null, out model, out _))
                return null;
        }

        return (
            model,
            model.Graph.Inputs.ToDictionary(input => input.Name, input => OfTensor(tensors[inputs.Index().First(entry => entry.Item.Name == input.Name).Index]!)),
            expected.Type == ElementType.Float ? OfTensor(expected).Values : [.. expected.AsInt64s().ToArray().Select(value => (double)value)]);
    }

    private static FloatTensor OfTensor(Tensor tensor) =>
        new([.. tensor.Shape.ToArray().Select(d => (int)d)], tensor.Type == ElementType.Float ? [.. tensor.AsFloats().ToArray().Select(value => (double)value)] : []);
}
