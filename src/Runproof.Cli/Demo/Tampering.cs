using System.Runtime.InteropServices;
using Runproof.Core.Traces;
using Runproof.Runs.Claims;
using Runproof.Runs.Store;

namespace Runproof.Cli.Demo;

/// <summary>A copy of a run in which one byte of a recorded value was changed.</summary>
/// <param name="Path">The copy's folder.</param>
/// <param name="Offset">Which byte of the trace.</param>
/// <param name="Before">Its value before.</param>
/// <param name="After">Its value after.</param>
/// <param name="Step">Name of the step whose output the value is.</param>
/// <param name="Verdict">What the verifier says.</param>
internal sealed record Tampering(string Path, int Offset, byte Before, byte After, string Step, RunVerdict Verdict)
{
    /// <summary>Copies a run, changes one bit in the middle of a value between two steps, and has the copy verified.</summary>
    /// <param name="store">The store of the run.</param>
    /// <param name="trace">The run, as it was read from its file.</param>
    /// <param name="original">The run's file.</param>
    /// <param name="folder">Where the copy goes.</param>
    public static Tampering With(RunStore store, Trace trace, string original, string folder)
    {
        var step = (trace.Steps.Length - 1) / 2;
        trace.TryGetValue(trace.Steps[step].Outputs[0], out var value);
        MemoryMarshal.TryGetArray(value, out var place);
        var file = File.ReadAllBytes(original);
        var offset = place.Offset + place.Count / 2;
        var before = file[offset];
        file[offset] ^= 1;
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(System.IO.Path.Combine(folder, System.IO.Path.GetFileName(original)), file);
        return new Tampering(folder, offset, before, file[offset], trace.Program.Steps[step].Name, Forgery.Judge(store, folder, trace.Claim!.Digest));
    }
}
