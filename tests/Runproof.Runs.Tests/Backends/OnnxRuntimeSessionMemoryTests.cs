using System.Globalization;
using Runproof.Models.Tensors;
using Runproof.Runs.Backends;

namespace Runproof.Runs.Tests.Backends;

/// <summary>Measures the whole process, and so runs while no other test does.</summary>
[Collection(nameof(OnnxRuntimeSessionMemoryTests))]
[CollectionDefinition(nameof(OnnxRuntimeSessionMemoryTests), DisableParallelization = true)]
public sealed class OnnxRuntimeSessionMemoryTests
{
    [Fact]
    public void Sessions_runs_and_refusals_give_their_memory_back()
    {
        byte[] model = TestModels.Double(TensorShape.Of(1024));
        byte[] unnamed = TestModels.Double(null);
        var input = TestModels.Floats(1024);
        OpenAndRun(300);
        long before = NativeBytes();
        OpenAndRun(2000);
        long grown = NativeBytes() - before;

        // A session that stayed would cost some 50 kB, the values of a run some hundred bytes.
        Assert.True(grown < 16 << 20, string.Create(CultureInfo.InvariantCulture, $"the process has grown by {grown} bytes outside the managed heap"));

        void OpenAndRun(int count)
        {
            using var source = new CancellationTokenSource();
            for (int i = 0; i < count; i++)
            {
                using var session = OnnxRuntimeSession.Open(i % 2 == 0 ? model : unnamed);
                for (int run = 0; run < 60; run++)
                    session.Run([input], source.Token);
                Assert.ThrowsAny<Exception>(() => OnnxRuntimeSession.Open("no model"u8));
            }
        }
    }

    private static long NativeBytes()
    {
        // Tests that ran before leave a large heap, and what of it goes back to the system while this one runs is no growth.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Environment.WorkingSet - GC.GetGCMemoryInfo().TotalCommittedBytes;
    }
}
