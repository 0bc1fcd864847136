using System.Diagnostics;
using System.Globalization;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Shapes;
using Runproof.Models.Onnx.Slicing;
using Runproof.Models.Tensors;
using Runproof.Models.Tests.Formats.Onnx;

namespace Runproof.Bench;

/// <summary>The fuzz test of the ONNX reader, inference and slicer on many more mutants than the test suite has time for.</summary>
internal static class FuzzArea
{
    private const int Mutants = 200_000;
    private const int FirstNumber = 1_000_000;

    public static void Run(TextWriter output)
    {
        var mutator = new OnnxMutator(Checkout.Find("samples/models/net/model.onnx") is { } net ? [File.ReadAllBytes(net), Small()] : [Small()]);
        int read = 0;
        int planned = 0;
        long largest = 0;
        long start = Stopwatch.GetTimestamp();
        for (int number = FirstNumber; number < FirstNumber + Mutants; number++)
        {
            byte[] bytes = mutator.Mutant(number);
            long before = GC.GetAllocatedBytesForCurrentThread();
            if (OnnxModel.TryRead(bytes, "mutant", null, out var model, out _))
            {
                read++;
                var shapes = ShapeInference.Infer(model);
                planned += ModelSlicer.TryPlan(model, name => shapes[name], new SliceOptions(), out _, out _) ? 1 : 0;
            }

            largest = Math.Max(largest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Mutants:N0} mutants: {read:N0} read, {planned:N0} cut, no exception, at most {largest:N0} bytes allocated for one, {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s"));
    }

    private static byte[] Small() => new OnnxModelBuilder("small")
        .AddInput("x", new TensorType(ElementType.Float, TensorShape.Of(1, 4)))
        .AddOutput("y", null)
        .AddNode("Relu", ["x"], ["y"])
        .Build();
}
