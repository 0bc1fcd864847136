using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Programs;
using Runproof.Core.Schemas;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Store;
using Runproof.Runs.Tiles;
using Runproof.Tiles.Units;
using Runproof.Verifier.Claims;

namespace Runproof.Samples.Tests;

/// <summary>A run of a sample from JSON to JSON, recorded in a store of its own and verified.</summary>
internal sealed record SampleRun(TileRun Run, Trace Trace, string Output)
{
    public static SampleRun Of(TileRegistry registry, params string[] inputs)
    {
        Program program = registry.Programs.Single().Program;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("runproof-samples-");
        try
        {
            var store = RunStore.Open(folder.FullName);
            ImmutableArray<ReadOnlyMemory<byte>> values = [.. inputs.Select((json, i) => Encode(program.Inputs[i].Type, json))];
            TileRun run = TileRunner.Record(store, program, registry, values);
            Assert.True(store.TryResolve(run.RunId!, out RunLocation? location, out _));
            Assert.True(TraceFile.TryRead(location.TracePath, out Trace? trace, out Diagnostic? error), error?.ToString());
            Verdict verdict = ClaimVerifier.Verify(trace, "run", new Expectation(program.Digest, run.Claim!.Digest),
                artifact => store.TryGetObject(artifact, out byte[]? bytes, out _) ? bytes : null);
            Assert.True(verdict.Status == Verification.Passed, verdict.Decisive?.ToString());
            return new SampleRun(run, trace, run.Outputs.IsEmpty ? "" : Decode(program.Steps[^1].Outputs[0].Type, run.Outputs[0]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ReadOnlyMemory<byte> Encode(string type, string json)
    {
        Assert.True(ValueJson.TryEncode(Schema.Parse(type), json, "input", out byte[]? bytes, out Diagnostic? error), error?.ToString());
        return bytes;
    }

    private static string Decode(string type, ReadOnlyMemory<byte> bytes)
    {
        Assert.True(ValueJson.TryWrite(Schema.Parse(type), bytes.Span, out string? json, out var error), error?.ToString());
        return json;
    }
}
