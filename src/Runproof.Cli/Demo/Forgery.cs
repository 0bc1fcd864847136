using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Models.Tensors;
using Runproof.Runs.Claims;
using Runproof.Runs.Replay;
using Runproof.Runs.Results;
using Runproof.Runs.Store;

namespace Runproof.Cli.Demo;

/// <summary>A run that was recorded anew with another answer: its records, its log and its claim agree with each other.</summary>
/// <param name="Path">The run's folder.</param>
/// <param name="PredictedClass">The answer that it pretends.</param>
/// <param name="Claim">What it claims.</param>
/// <param name="Unpinned">What the verifier says where nothing is pinned.</param>
/// <param name="Pinned">What it says where the claim of the true run is pinned.</param>
/// <param name="Replay">What executing the forged step again shows.</param>
internal sealed record Forgery(string Path, int? PredictedClass, Digest Claim, RunVerdict Unpinned, RunVerdict Pinned, ReplayResult Replay)
{
    /// <summary>Forges a run so that it ends with another class, and has it judged.</summary>
    /// <param name="store">The store of the true run.</param>
    /// <param name="trace">The true run.</param>
    /// <param name="folder">The store of the forger.</param>
    public static Forgery Of(RunStore store, Trace trace, string folder)
    {
        var last = trace.Steps[^1];
        var truth = Read(trace, last.Outputs[0]);
        var lie = Swap(truth);
        string path;
        using (var recorder = RunStore.Open(folder).CreateRun(trace.Program, trace.Header.Mode, trace.Header.Target, trace.Header.Producer))
        {
            foreach (var input in trace.Claim!.Inputs)
                recorder.RecordInput(Read(trace, input));
            foreach (var value in trace.Values.Where(value => value.Digest != last.Outputs[0]))
                recorder.RecordValue(Read(trace, value.Digest));
            var forged = recorder.RecordValue(lie);
            foreach (var step in trace.Steps)
                recorder.RecordStep(step == last ? step with { Outputs = step.Outputs.SetItem(0, forged) } : step);
            recorder.Close(trace.Claim.Outcome, trace.Claim.Outputs.Replace(last.Outputs[0], forged), trace.Notes is { } notes ? notes.Span : default);
            path = System.IO.Path.GetDirectoryName(recorder.TracePath)!;
        }

        var unpinned = Judge(store, path, null);
        var window = new ReplayWindow(trace.Steps.Length - 1, trace.Steps.Length);
        if (!Replayer.TryReplay(store, unpinned.Trace!, window, out var replay, out var error))
            throw new RunproofException(error);
        return new Forgery(
            path, Classification.Argmax(Classification.Logits(lie).AsSpan()), unpinned.Trace!.Claim!.Digest, unpinned, Judge(store, path, trace.Claim.Digest), replay);
    }

    /// <summary>Verifies a run that does not lie in the store.</summary>
    internal static RunVerdict Judge(RunStore store, string folder, Digest? expected) =>
        store.TryResolve(folder, out var location, out var error) && RunVerifier.TryVerify(store, location, expected, out var verdict, out error)
            ? verdict
            : throw new RunproofException(error);

    private static Tensor Read(Trace trace, Digest digest)
    {
        trace.TryGetValue(digest, out var bytes);
        return TensorEncoding.TryRead(bytes, "value", out var tensor, out var error)
            ? new Tensor(tensor.Type, tensor.Shape, tensor.Data.ToArray())
            : throw new RunproofException(error);
    }

    /// <summary>The scores with the best and the second best exchanged.</summary>
    private static Tensor Swap(Tensor scores)
    {
        var values = scores.AsFloats().ToArray();
        var order = Enumerable.Range(0, values.Length).OrderByDescending(i => values[i]).ToArray();
        (values[order[0]], values[order[1]]) = (values[order[1]], values[order[0]]);
        return Tensor.OfFloats(scores.Shape, values);
    }
}
