using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;
using Runproof.Runs.Store;

namespace Runproof.Runs.Tests.Recording;

/// <summary>A store in a folder of its own that is gone after the test.</summary>
internal sealed class TemporaryStore : IDisposable
{
    public TemporaryStore()
    {
        Root = Path.Combine(Path.GetTempPath(), "runproof-tests", Guid.NewGuid().ToString("n"));
        Store = RunStore.Open(Root, Clock);
    }

    public string Root { get; }

    public ManualClock Clock { get; } = new();

    public RunStore Store { get; }

    public string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public string TraceOf(string run) => PathOf("runs", run, "trace");

    public Trace Read(string run)
    {
        Assert.True(TraceFile.TryRead(TraceOf(run), out var trace, out var error), error?.ToString());
        return trace;
    }

    public Diagnostic ResolveError(string run)
    {
        Assert.False(Store.TryResolve(run, out _, out var error));
        return error;
    }

    public void Dispose()
    {
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
    }
}
