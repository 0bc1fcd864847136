using Runproof.Core.Diagnostics;
using Runproof.Models.Tensors;
using Runproof.Runs.Backends;

namespace Runproof.Runs.Tests.Backends.Fuzz;

public sealed class OnnxRuntimeSessionFuzzTests(ITestOutputHelper output)
{
    private const string Data = "/usr/share/libonnx-testdata/data/node";
    private const int LargestInput = 1 << 20;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Mutated_models_run_or_fail_with_a_typed_error(int seed)
    {
        Assert.SkipUnless(Directory.Exists(Data), "the Debian package libonnx-testdata is not installed");
        string[] files = [.. Directory.EnumerateFiles(Data, "model.onnx", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        var random = new Random(seed);
        int loaded = 0;
        int failed = 0;
        for (int i = 0; i < 3000; i++)
        {
            byte[] model = File.ReadAllBytes(files[random.Next(files.Length)]);
            for (int mutations = random.Next(1, 4); mutations > 0; mutations--)
                model[random.Next(model.Length)] = (byte)random.Next(256);
            try
            {
                using var session = OnnxRuntimeSession.Open(model);
                loaded++;
                if (ZeroInputs(session) is { } inputs)
                    session.Run(inputs);
            }
            catch (RunproofException)
            {
                failed++;
            }
        }

        output.WriteLine($"{loaded} loaded, {failed} failed");
        Assert.True(loaded > 0 && failed > 0);
    }

    private static Tensor[]? ZeroInputs(OnnxRuntimeSession session)
    {
        var inputs = new Tensor[session.Inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            var type = session.Inputs[i].Type;
            long[] shape = type.Shape is null ? [] : [.. type.Shape.Dimensions.Select(d => d.IsKnown ? d.Value : 2)];
            if (shape.Aggregate(1.0, (product, d) => product * d) > LargestInput)
                return null;
            inputs[i] = new Tensor(type.Element, shape, new byte[type.Element.ByteCount(shape.Aggregate(1L, (product, d) => product * d))]);
        }

        return inputs;
    }
}
