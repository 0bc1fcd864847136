using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Runproof.Core.Schemas;
using Runproof.Core.Tests.Schemas;
using Runproof.Runs.Store;
using Runproof.Runs.Tiles;
using Runproof.Tiles.Codecs;
using Runproof.Tiles.Generator;
using Runproof.Tiles.Units;
using Runproof.Verifier.Claims;

namespace Runproof.Bench;

/// <summary>What programs of tiles cost: a step without and with recording, verifying, values through JSON, and the generator in a build.</summary>
internal static class TilesArea
{
    private const int Rounds = 5;
    private const int Steps = 5_000;
    private const int RandomValuesCount = 1_000_000;
    private const int Tiles = 500;
    private const int LongSteps = 1_000_000;

    private static TileRegistry Registry => Generated.Runproof_Bench.Tiles.Registry;

    public static void Run(TextWriter output)
    {
        MeasureLong(output);
        output.WriteLine($"microseconds per step; medians of {Rounds} interleaved rounds of {Steps} steps; the store on {(Directory.Exists(Memory) ? "tmpfs" : "disk")}");
        output.WriteLine($"{"state",-8} {"entry alone",12} {"native",8} {"overhead",9} {"recorded",9} {"overhead",9} {"verify, steps/s",16}");
        MeasureSteps(output, "Small", 0);
        MeasureSteps(output, "Large", 900);
        MeasureValues(output);
        MeasureGenerator(output);
    }

    private static string Memory => "/dev/shm";

    // First, while the peak of the process's memory is that of recording alone.
    private static void MeasureLong(TextWriter output)
    {
        Core.Programs.Program program = Registry.Programs.Single(entry => entry.Name.EndsWith(".Small", StringComparison.Ordinal)).Program;
        string folder = Directory.CreateDirectory(Path.Combine(Directory.Exists(Memory) ? Memory : Path.GetTempPath(), $"runproof-bench-long-{Environment.ProcessId}")).FullName;
        try
        {
            var store = RunStore.Open(folder);
            byte[] items = new byte[LongSteps + 3];
            Array.Fill(items, (byte)2);
            WriteCount(items, LongSteps);
            ImmutableArray<ReadOnlyMemory<byte>> inputs = [items];
            TileRunner.Record(store, program, Registry, [Encode("list<i32>", "[1,2,3]")]);
            string run = "";
            Cost written = CostOf(() => run = TileRunner.Record(store, program, Registry, inputs).RunId!);
            long recordingPeak = Peak();
            store.TryResolve(run, out RunLocation? location, out _);
            Core.Traces.Trace? trace = null;
            Cost read = CostOf(() => TraceFile.TryRead(location!.TracePath, out trace, out _));
            Cost verified = CostOf(() => ClaimVerifier.Verify(trace!, run, Expectation.None, null));
            var log = new Core.Merkle.MerkleLog();
            TimeSpan built = Time(() =>
            {
                foreach (var step in trace!.Steps)
                    log.Append(step.Leaf);
            });
            const int openings = 1000;
            TimeSpan opened = Time(() =>
            {
                for (int i = 0; i < openings; i++)
                    log.Open((long)i * 7919 % LongSteps);
            });
            items[^100] = 4;
            string other = TileRunner.Record(store, program, Registry, inputs).RunId!;
            store.TryResolve(other, out RunLocation? elsewhere, out _);
            TraceFile.TryRead(elsewhere!.TracePath, out var second, out _);
            Runs.Diff.RunComparison? comparison = null;
            TimeSpan compared = Time(() => comparison = Runs.Diff.RunDiff.Compare(trace!, second!));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{LongSteps} steps, {new FileInfo(location!.TracePath).Length / 1e6:F0} MB; steps/s by the clock, and by the time of one processor, which says more on a machine that has other work"));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"written {LongSteps / written.Wall:F0} ({LongSteps / written.Processor:F0}), read {LongSteps / read.Wall:F0} ({LongSteps / read.Processor:F0}), verified {LongSteps / verified.Wall:F0} ({LongSteps / verified.Processor:F0}); peak of the process {recordingPeak / 1e6:F0} MB after recording, {Peak() / 1e6:F0} MB with two traces in memory"));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"opening a step {opened.TotalMicroseconds / openings:F1} µs after {built.TotalSeconds:F2} s for the log; first divergence, at step {comparison!.First!.Step}, of two that are read {compared.TotalMilliseconds:F0} ms"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Cost CostOf(Action action)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        TimeSpan wall = Time(action);
        return new Cost(wall.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    private static long Peak()
    {
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private static void WriteCount(Span<byte> destination, int count)
    {
        for (int i = 0; count != 0; i++, count >>= 7)
            destination[i] = (byte)((count & 0x7F) | (count > 0x7F ? 0x80 : 0));
    }

    private static void MeasureSteps(TextWriter output, string name, int stateSize)
    {
        Core.Programs.Program program = Registry.Programs.Single(entry => entry.Name.EndsWith($".{name}", StringComparison.Ordinal)).Program;
        ReadOnlyMemory<byte> items = Encode("list<i32>", $"[{string.Join(',', Enumerable.Repeat("1", Steps))}]");
        ImmutableArray<ReadOnlyMemory<byte>> inputs = stateSize == 0 ? [items] : [items, Encode("bytes", $"\"{new string('0', 2 * stateSize)}\"")];
        if (!Registry.TryFind(program.Steps[0].Unit.Digest, out TileUnit? unit))
            throw new InvalidOperationException("The bench has its own tiles.");
        byte[] call = [.. Encode("list<i32>", "[1]").ToArray(), .. stateSize == 0 ? [0] : inputs[1].ToArray()];
        string folder = Directory.CreateDirectory(Path.Combine(Directory.Exists(Memory) ? Memory : Path.GetTempPath(), $"runproof-bench-{Environment.ProcessId}")).FullName;
        try
        {
            var store = RunStore.Open(folder);
            Series[] times = [new(), new(), new(), new()];
            for (int round = -2; round < Rounds; round++)
            {
                TimeSpan alone = Time(() => CallAlone(unit, call));
                TimeSpan native = Time(() => TileRunner.Run(program, Registry, inputs));
                string run = "";
                TimeSpan recorded = Time(() => run = TileRunner.Record(store, program, Registry, inputs).RunId!);
                TimeSpan verified = TimeSpan.Zero;
                if (store.TryResolve(run, out RunLocation? location, out _) && TraceFile.TryRead(location.TracePath, out var trace, out _))
                    verified = Time(() => ClaimVerifier.Verify(trace, run, Expectation.None, null));
                if (round >= 0)
                    Series.Add(times, alone, native, recorded, verified);
                Directory.Delete(Path.GetDirectoryName(location!.TracePath)!, recursive: true);
            }

            double[] medians = [.. times.Select(series => series.Median() / Steps)];
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(stateSize == 0 ? "8 B" : $"{stateSize} B"),-8} {medians[0],12:F2} {medians[1],8:F2} {medians[1] - medians[0],9:F2} {medians[2],9:F2} {medians[2] - medians[0],9:F2} {1e6 / medians[3],16:F0}"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void CallAlone(TileUnit unit, byte[] input)
    {
        byte[] buffer = new byte[256];
        for (int i = 0; i < Steps; i++)
        {
            var writer = new TileWriter(buffer);
            unit.Entry(input, ref writer);
            buffer = writer.Buffer;
        }
    }

    private static void MeasureValues(TextWriter output)
    {
        var random = new Random(1);
        int differ = 0;
        long bytes = 0;
        TimeSpan time = Time(() =>
        {
            for (int i = 0; i < RandomValuesCount; i++)
            {
                Schema schema = RandomValues.Schema(random);
                byte[] value = RandomValues.Value(random, schema);
                bytes += value.Length;
                bool isSame = ValueJson.TryWrite(schema, value, out string? json, out _) && ValueJson.TryEncode(schema, json, "", out byte[]? again, out _) && again.AsSpan().SequenceEqual(value);
                differ += isSame ? 0 : 1;
            }
        });
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{RandomValuesCount} random values of random types, {bytes} bytes, through JSON and back: {differ} differ, {time.TotalSeconds:F1} s"));
    }

    private static void MeasureGenerator(TextWriter output)
    {
        var source = new StringBuilder("using Runproof.Tiles; namespace Many; public readonly record struct State(long Sum, int[] Items); public static partial class Tiles {");
        for (int i = 0; i < Tiles; i++)
            source.Append(CultureInfo.InvariantCulture, $"[Tile] public static State T{i}(int item, State state) => new(state.Sum + item * {i}, state.Items); ");
        var options = new CSharpParseOptions(LanguageVersion.CSharp13);
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        Compilation compilation = CSharpCompilation.Create("Many", [CSharpSyntaxTree.ParseText(source.Append('}').ToString(), options, "Many.cs")], references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new TilesGenerator().AsSourceGenerator()], parseOptions: options);
        GeneratorDriver warm = driver.RunGenerators(compilation);
        Series[] times = [new(), new()];
        for (int round = -1; round < Rounds; round++)
        {
            Compilation edited = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText($"class Other{round + 1};", options, "Other.cs"));
            TimeSpan whole = Time(() => driver.RunGenerators(compilation.Clone()));
            TimeSpan edit = Time(() => warm.RunGenerators(edited));
            if (round >= 0)
                Series.Add(times, whole, edit);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"generator, {Tiles} tiles: {times[0].Median() / 1000:F0} ms for a build, {times[1].Median() / 1000:F1} ms after an edit elsewhere; medians of {Rounds}"));
    }

    private static ReadOnlyMemory<byte> Encode(string schema, string json) =>
        ValueJson.TryEncode(Schema.Parse(schema), json, "bench", out byte[]? bytes, out var error) ? bytes : throw new InvalidOperationException(error.ToString());

    private static TimeSpan Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Seconds by the clock, and of processors.</summary>
    private readonly record struct Cost(double Wall, double Processor);
}
