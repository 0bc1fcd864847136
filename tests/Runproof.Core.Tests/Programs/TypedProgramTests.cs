using System.Collections.Immutable;
using System.Text.Json;
using Runproof.Core.Diagnostics;
using Runproof.Core.Programs;
using static Runproof.Core.Tests.Programs.TypedSamples;

namespace Runproof.Core.Tests.Programs;

public sealed class TypedProgramTests
{
    [Fact]
    public void Reads_back_from_its_bytes()
    {
        Program program = Make();
        Assert.True(program.IsTyped);
        Assert.Equal(2, program.Encoded.Span[0]);
        Assert.True(Program.TryRead(program.Encoded.Span, "p", out Program? read, out Diagnostic? error), error?.ToString());
        Assert.Equal(program.Digest, read.Digest);
        Assert.Equal(program.Steps[0].Fold, read.Steps[0].Fold);
        Assert.Equal(program.Steps[2].Inputs[0], read.Steps[2].Inputs[0]);
        Assert.Equal(["sum", "more", "add"], read.UnitCalls.Select(step => step.Name));
    }

    [Fact]
    public void A_chain_keeps_the_bytes_of_version_1()
    {
        Assert.False(Samples.Program.IsTyped);
        Assert.Equal(1, Samples.Program.Encoded.Span[0]);
        byte[] bytes = Samples.Program.Encoded.ToArray();
        bytes[0] = 2;
        Assert.False(Program.TryRead(bytes, "p", out _, out _));
    }

    [Fact]
    public void A_chain_that_is_written_as_version_2_is_refused()
    {
        Assert.True(Program.TryCreate(new ProgramSequence("p", [new Port("x", "u8")], [Slice()], []), [], [], out Program? chain, out _));
        byte[] typed = [2, .. chain.Encoded.Span[1..]];
        // Version 2 has an empty path after each binding, no parameters and no fold after each step, no callees and no constants at the end.
        int binding = typed.Length - 1 - Tail(chain);
        byte[] bytes = [.. typed[..binding], 0, .. typed[binding..^1], 0, 0, .. typed[^1..], 0, 0];
        Assert.False(Program.TryRead(bytes, "p", out _, out Diagnostic? error));
        Assert.Equal(ProgramErrors.Invalid, error.Code);
        Assert.Contains("version 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_part_changes_the_digest()
    {
        ProgramSequence entry = Entry();
        ProgramStep sum = entry.Steps[0];
        Program[] variants =
        [
            Make(), Make(chunk: 3), Make(bound: 11), Make(canBreak: true),
            Create(entry, [Nested with { Name = "other" }], Zero),
            Create(entry, [Nested], [new ProgramConstant("i64", Number(1))]),
            Create(entry with { Steps = entry.Steps.SetItem(2, entry.Steps[2] with { Inputs = [Part(Binding.External(0), Selector.Member(1), Selector.Range(1, 4)), Binding.Output(1, 0)] }) }, [Nested], Zero),
            Create(entry with { Steps = entry.Steps.SetItem(0, sum with { Unit = sum.Unit with { Artifact = default } }) }, [Nested], Zero),
            Create(entry with { Outputs = [new ProgramOutput("result", Binding.Output(0, 0))] }, [Nested], Zero),
            Create(entry with { Outputs = [new ProgramOutput("result", Part(Binding.External(0), Selector.Member(0)))] }, [Nested], Zero),
        ];
        Assert.Equal(variants.Length, variants.Select(program => program.Digest).Distinct().Count());
    }

    [Theory]
    [InlineData("arity", "gives 1 arguments where 2")]
    [InlineData("argument type", "gives string as a0")]
    [InlineData("part", "a part as")]
    [InlineData("range of an array", "a part as")]
    [InlineData("untyped port", "which no value has")]
    [InlineData("revision", "other ports than its unit's revision")]
    [InlineData("chunk", "chunks of nothing")]
    [InlineData("bound", "to no bound")]
    [InlineData("state", "does not take a list and a state")]
    [InlineData("unknown callee", "does not have")]
    [InlineData("cycle", "in a circle")]
    [InlineData("unused callee", "never called")]
    [InlineData("callee outputs", "other outputs")]
    [InlineData("slice", "is no tile")]
    [InlineData("constant", "is not a value of")]
    [InlineData("same constants", "two constants are the same")]
    [InlineData("unused constant", "never used")]
    [InlineData("missing constant", "no constant")]
    [InlineData("sequence names", "two sequences are called")]
    [InlineData("output part", "a part that the value does not have")]
    [InlineData("two outputs", "a tile has one")]
    public void Refuses(string what, string message)
    {
        ProgramSequence entry = Entry();
        ImmutableArray<ProgramSequence> callees = [Nested];
        ImmutableArray<ProgramConstant> constants = Zero;
        ProgramStep add = Nested.Steps[0];
        switch (what)
        {
            case "arity": callees = [WithAdd(add with { Inputs = [Binding.External(0)] })]; break;
            case "argument type": entry = With(entry, Tile("t", Part(Binding.External(0), Selector.Member(0)))); break;
            case "part": entry = With(entry, Tile("t", Part(Binding.External(0), Selector.Member(9)))); break;
            case "range of an array": entry = With(entry, Tile("t", Part(Binding.External(0), Selector.Member(2), Selector.Member(1), Selector.Range(0, 1)))); break;
            case "untyped port": entry = entry with { Inputs = entry.Inputs.Add(new Port("y", "float[1]")) }; break;
            case "revision": callees = [WithAdd(add with { Unit = UnitRevision.None })]; break;
            case "chunk": entry = Entry(chunk: 0); break;
            case "bound": entry = Entry(bound: 0); break;
            case "state": entry = With(entry, Tile("t", Binding.Output(0, 0), Binding.Output(0, 0)) with { Fold = new FoldShape(1, 1, false) }); break;
            case "unknown callee": entry = With(entry, Call("t", 7, Binding.Output(0, 0))); break;
            case "cycle": callees = [Nested with { Steps = Nested.Steps.Add(Call("again", 0, Binding.Output(0, 0), Binding.External(1))) }]; break;
            case "unused callee": callees = [Nested, Nested with { Name = "unused" }]; break;
            case "callee outputs": callees = [Nested with { Outputs = [new ProgramOutput("other", Binding.Output(0, 0))] }]; break;
            case "slice": entry = With(entry, Slice()); break;
            case "constant": constants = [new ProgramConstant("i64", new byte[] { 0x80, 0x00 })]; break;
            case "same constants": constants = [Zero[0], Zero[0]]; break;
            case "unused constant": constants = [Zero[0], new ProgramConstant("i64", Number(5))]; break;
            case "missing constant": constants = []; break;
            case "sequence names": callees = [Nested with { Name = "main" }]; break;
            case "output part": entry = entry with { Outputs = [new ProgramOutput("result", Part(Binding.Output(0, 0), Selector.Member(0)))] }; break;
            default: callees = [WithAdd(add with { Outputs = [add.Outputs[0], new Port("second", "i64")] })]; break;
        }

        Assert.False(Program.TryCreate(entry, callees, constants, out _, out Diagnostic? error));
        Assert.Equal(ProgramErrors.Invalid, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Changed_bytes_are_refused_or_another_program_and_never_throw()
    {
        Program program = Make();
        var random = new Random(5);
        for (int i = 0; i < 5_000; i++)
        {
            byte[] bytes = program.Encoded.ToArray();
            for (int flips = random.Next(1, 4); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            byte[] changed = random.Next(5) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
            if (Program.TryRead(changed, "p", out Program? read, out Diagnostic? error))
                Assert.Equal(changed, read.Encoded.ToArray());
            else
                Assert.NotNull(error.Code.Name);
        }
    }

    [Fact]
    public void The_view_names_everything()
    {
        JsonElement view = JsonDocument.Parse(ProgramJson.Write(Make())).RootElement;
        Assert.Equal(ProgramJson.Format, view.GetProperty("format").GetString());
        Assert.Equal(Make().Digest.ToString(), view.GetProperty("digest").GetString());
        JsonElement steps = view.GetProperty("sequences")[0].GetProperty("steps");
        Assert.Equal(["input in.items", "constant 0"], steps[0].GetProperty("takes").EnumerateArray().Select(text => text.GetString()));
        Assert.Equal(10, steps[0].GetProperty("fold").GetProperty("bound").GetInt32());
        Assert.Equal("nested", steps[1].GetProperty("calls").GetString());
        Assert.Equal("input in.items[1..3]", steps[2].GetProperty("takes")[0].GetString());
        Assert.Equal("input pair.1[1]", view.GetProperty("sequences")[1].GetProperty("steps")[0].GetProperty("takes")[1].GetString());
        Assert.Equal(0, view.GetProperty("constants")[0].GetProperty("value").GetInt32());
    }

    private static ProgramSequence With(ProgramSequence entry, ProgramStep step) => entry with { Steps = entry.Steps.Add(step) };

    private static ProgramSequence WithAdd(ProgramStep add) => Nested with { Steps = [add] };

    private static ProgramStep Slice() => new("slice", UnitKind.Slice, UnitRevision.None, [Binding.External(0)], [new Port("y", "u8")]);

    // Bytes of a chain of one step after its one binding: the outputs of the step, of the program.
    private static int Tail(Program chain) => chain.Steps[0].Outputs.Sum(port => 2 + port.Name.Length + port.Type.Length) + 1;

    private static Program Create(ProgramSequence entry, ImmutableArray<ProgramSequence> callees, ImmutableArray<ProgramConstant> constants)
    {
        Assert.True(Program.TryCreate(entry, callees, constants, out Program? program, out Diagnostic? error), error?.ToString());
        return program;
    }
}
