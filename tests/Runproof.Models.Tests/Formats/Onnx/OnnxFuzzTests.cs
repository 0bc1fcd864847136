using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Slicing;
using Runproof.Models.Tensors;

namespace Runproof.Models.Tests.Formats.Onnx;

public sealed class OnnxFuzzTests(ITestOutputHelper output)
{
    private const int Mutants = 10_000;
    private const long AllocationPerByte = 160;
    private const long AllocationPerFile = 1 << 15;

    [Fact]
    public void Ten_thousand_mutants_neither_throw_nor_allocate_without_bound()
    {
        var mutator = new OnnxMutator([.. OnnxSeeds.All, .. TestData.Small()]);
        var read = 0;
        var planned = 0;
        var codes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var worst = 0.0;
        OnnxModel.TryRead(OnnxSeeds.Convolutions().Build(), "first use", null, out _, out _);
        for (var number = 0; number < Mutants; number++)
        {
            var bytes = mutator.Mutant(number);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var isRead = OnnxModel.TryRead(bytes, "mutant", null, out var model, out var error);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            worst = Math.Max(worst, (double)(allocated - AllocationPerFile) / Math.Max(bytes.Length, 1));
            Assert.True(allocated <= (AllocationPerByte * bytes.Length) + AllocationPerFile, $"mutant {number} of {bytes.Length} bytes took {allocated}");
            if (isRead)
            {
                read++;
                planned += Plan(model!) ? 1 : 0;
                continue;
            }

            Assert.NotEqual("", error!.Message);
            Assert.NotEqual("", error.Hint);
            codes[error.Code.Name] = codes.GetValueOrDefault(error.Code.Name) + 1;
        }

        output.WriteLine($"{read} read, {planned} planned, worst growth {worst:F1}, {string.Join(", ", codes)}");
    }

    private static bool Plan(OnnxModel model)
    {
        var types = DeclaredTypes.Of(model, otherwise: new TensorType(ElementType.Float, null));
        if (!ModelSlicer.TryPlan(model, types, new SliceOptions { MaxParameters = 16 }, out var plan, out _))
            return false;
        foreach (var slice in plan.Slices)
        {
            var part = OnnxExtractor.Extract(model, slice.Nodes, slice.Inputs, slice.Outputs, slice.Name);
            Assert.True(OnnxModel.TryRead(part, slice.Name, null, out _, out var error), error?.ToString());
        }

        return true;
    }
}
