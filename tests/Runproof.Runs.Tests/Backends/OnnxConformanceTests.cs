using System.Collections.Immutable;
using System.Globalization;
using Runproof.Core.Diagnostics;
using Runproof.Models.Tensors;
using Runproof.Runs.Backends;

namespace Runproof.Runs.Tests.Backends;

/// <summary>ONNX's own operator cases, with the reference outputs that come with them.</summary>
public sealed class OnnxConformanceTests(ITestOutputHelper output)
{
    private const string Data = "/usr/share/libonnx-testdata/data";

    // Where ONNX Runtime and the reference of ONNX 1.12 part, and why neither is this backend's doing.
    private static readonly Dictionary<string, string> _deviations = new()
    {
        ["test_bernoulli"] = Random,
        ["test_bernoulli_double"] = Random,
        ["test_bernoulli_double_expanded"] = Random,
        ["test_bernoulli_expanded"] = Random,
        ["test_bernoulli_seed"] = Random,
        ["test_bernoulli_seed_expanded"] = Random,
        ["test_training_dropout"] = Random,
        ["test_training_dropout_default"] = Random,
        ["test_training_dropout_default_mask"] = Random,
        ["test_training_dropout_mask"] = Random,
        ["test_dft"] = Cancellation,
        ["test_dft_axis"] = Cancellation,
        ["test_dft_inverse"] = Cancellation,
        ["test_stft"] = Cancellation,
        ["test_stft_with_window"] = Cancellation,
        ["test_cast_FLOAT_to_BFLOAT16"] = "ONNX Runtime rounds to the nearest bfloat16, the reference cuts off",
        ["test_castlike_BFLOAT16_to_FLOAT"] = OtherShape,
        ["test_castlike_BFLOAT16_to_FLOAT_expanded"] = OtherShape,
        ["test_castlike_FLOAT_to_BFLOAT16"] = OtherShape,
        ["test_castlike_FLOAT_to_BFLOAT16_expanded"] = OtherShape,
        ["test_maxunpool_export_with_output_shape"] = "ONNX Runtime places the maxima by the output shape, the reference by the pooled one",
        ["test_resize_downsample_scales_cubic_align_corners"] = Resize,
        ["test_resize_downsample_scales_linear_align_corners"] = Resize,
    };

    private const string Random = "the operator draws random numbers, and each implementation has its own generator";
    private const string Cancellation = "sums of sines that cancel to 0 in the reference leave up to 1.2e-4 in floats";
    private const string OtherShape = "the file's tensor has another shape than the model declares for it";
    private const string Resize = "later versions of ONNX define the corners by the rounded output size, as ONNX Runtime does";

    private enum Result
    {
        Equal,
        RefusedByType,
        NotLoaded,
        Wrong,
    }

    [Theory]
    [InlineData(GraphOptimization.All)]
    [InlineData(GraphOptimization.None)]
    public void Every_case_that_the_library_runs_equals_its_reference(GraphOptimization level)
    {
        Assert.SkipUnless(Directory.Exists(Data), "the Debian package libonnx-testdata is not installed");
        var options = new OnnxSessionOptions { Level = level };
        var counts = new int[Enum.GetValues<Result>().Length];
        List<string> wrong = [];
        foreach (string group in (string[])["node", "simple", "pytorch-converted", "pytorch-operator"])
        {
            foreach (string folder in Directory.EnumerateDirectories(Path.Combine(Data, group)).Order(StringComparer.Ordinal))
            {
                var (result, reason) = Execute(folder, options);
                counts[(int)result]++;
                if (result == Result.Wrong && !_deviations.ContainsKey(Path.GetFileName(folder)))
                    wrong.Add($"{Path.GetFileName(folder)}: {reason}");
                if (result is Result.RefusedByType or Result.NotLoaded)
                    output.WriteLine($"{Path.GetFileName(folder)}: {reason}");
            }
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{counts[0]} equal, {counts[1]} refused by type, {counts[2]} not loaded by ONNX Runtime, {counts[3]} known deviations"));
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.True(counts[(int)Result.Equal] >= 949, "fewer cases ran than ONNX Runtime 1.30 can run");
    }

    private static (Result Result, string? Reason) Execute(string folder, OnnxSessionOptions options)
    {
        OnnxRuntimeSession session;
        try
        {
            session = OnnxRuntimeSession.Open(Path.Combine(folder, "model.onnx"), options);
        }
        catch (RunproofException e) when (e.Diagnostic.Code == BackendErrors.UnsupportedType)
        {
            return (Result.RefusedByType, e.Diagnostic.Message);
        }
        catch (RunproofException e) when (e.Diagnostic.Code == BackendErrors.LoadFailed)
        {
            return (Result.NotLoaded, e.Diagnostic.Message);
        }

        using (session)
        {
            foreach (string set in Directory.EnumerateDirectories(folder, "test_data_set_*").Order(StringComparer.Ordinal))
            {
                if (Compare(session, set) is { } difference)
                    return (Result.Wrong, difference);
            }
        }

        return (Result.Equal, null);
    }

    private static string? Compare(OnnxRuntimeSession session, string set)
    {
        var inputs = ReadAll(set, "input", session.Inputs);
        var expected = ReadAll(set, "output", session.Outputs);
        IReadOnlyList<Tensor> actual;
        try
        {
            actual = session.Run(inputs);
        }
        catch (RunproofException e)
        {
            return e.Message;
        }

        for (int i = 0; i < expected.Length; i++)
        {
            if (TensorComparison.FirstDifference(expected[i], actual[i]) is { } difference)
                return $"{session.Outputs[i].Name}{difference}";
        }

        return null;
    }

    private static Tensor[] ReadAll(string set, string role, ImmutableArray<OnnxPort> ports)
    {
        var tensors = new Tensor[ports.Length];
        for (int i = 0; i < ports.Length; i++)
        {
            string path = Path.Combine(set, string.Create(CultureInfo.InvariantCulture, $"{role}_{i}.pb"));
            var tensor = TensorFile.TryRead(path) ?? throw new InvalidDataException($"{path} holds no tensor of numbers");

            // The files have the bits of a bfloat16 under the type uint16.
            bool bits = tensor.Type == ElementType.UInt16 && ports[i].Type.Element == ElementType.BFloat16;
            tensors[i] = bits ? new Tensor(ElementType.BFloat16, tensor.Shape, tensor.Data) : tensor;
        }

        return tensors;
    }
}
