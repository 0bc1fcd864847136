using System.Collections.Immutable;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;

namespace Runproof.Core.Tests.Programs;

/// <summary>Typed programs, and units for them that add numbers.</summary>
internal static class TypedSamples
{
    public const string Input = "{name:string,items:list<i64>,pair:(i64,array<i64,2>)}";

    public static ImmutableArray<ProgramConstant> Zero { get; } = [new("i64", Number(0))];

    /// <summary>Folds the items from zero, adds in a nested sequence, folds a range of the items from that sum.</summary>
    public static ProgramSequence Entry(uint chunk = 2, uint bound = 10, bool canBreak = false) => new(
        "main",
        [new Port("in", Input)],
        [
            Fold("sum", chunk, bound, canBreak, Part(Binding.External(0), Selector.Member(1)), Binding.Constant(0)),
            Call("nested", 0, Binding.Output(0, 0), Part(Binding.External(0), Selector.Member(2))),
            Fold("more", 1, bound, canBreak, Part(Binding.External(0), Selector.Member(1), Selector.Range(1, 3)), Binding.Output(1, 0)),
        ],
        [new ProgramOutput("result", Binding.Output(2, 0))]);

    public static ProgramSequence Nested { get; } = new(
        "nested",
        [new Port("sum", "i64"), new Port("pair", "(i64,array<i64,2>)")],
        [Tile("add", Binding.External(0), Part(Binding.External(1), Selector.Member(1), Selector.Element(1)))],
        [new ProgramOutput("result", Binding.Output(0, 0))]);

    public static Program Make(uint chunk = 2, uint bound = 10, bool canBreak = false)
    {
        Assert.True(Program.TryCreate(Entry(chunk, bound, canBreak), [Nested], Zero, out Program? program, out var error), error?.ToString());
        return program;
    }

    public static byte[] Number(long value)
    {
        var writer = new PostcardWriter();
        writer.WriteI64(value);
        return writer.ToArray();
    }

    public static byte[] InputOf(params long[] items)
    {
        var writer = new PostcardWriter();
        writer.WriteString("x");
        writer.WriteCount(items.Length);
        foreach (long item in items)
            writer.WriteI64(item);
        foreach (long number in (long[])[7, 100, 1000])
            writer.WriteI64(number);
        return writer.ToArray();
    }

    public static Binding Part(Binding whole, params ImmutableArray<Selector> path) => whole with { Part = new Selection(path) };

    public static ProgramStep Tile(string name, params ImmutableArray<Binding> inputs)
    {
        ImmutableArray<Port> parameters = [.. inputs.Select((_, i) => new Port($"a{i}", "i64"))];
        Port result = new("result", "i64");
        return new ProgramStep(name, UnitKind.Tile, Revision(parameters, result), inputs, [result]) { Parameters = parameters };
    }

    public static ProgramStep Fold(string name, uint chunk, uint bound, bool canBreak, params ImmutableArray<Binding> inputs)
    {
        ImmutableArray<Port> parameters = [new("items", "list<i64>"), new("state", "i64")];
        Port result = new("result", "i64");
        UnitRevision unit = Revision(parameters, result with { Type = canBreak ? FoldShape.BreakingType("i64") : "i64" });
        return new ProgramStep(name, UnitKind.Tile, unit, inputs, [result]) { Parameters = parameters, Fold = new FoldShape(chunk, bound, canBreak) };
    }

    public static ProgramStep Call(string name, uint callee, params ImmutableArray<Binding> inputs) =>
        new(name, UnitKind.Sequence, UnitRevision.None, inputs, [new Port("result", "i64")]) { Callee = callee };

    private static UnitRevision Revision(ImmutableArray<Port> parameters, Port result) =>
        new(TaggedHash.Compute(DigestTags.StoreObject, "add"u8), UnitSchema.DigestOf(parameters, [result]), TaggedHash.Compute(DigestTags.Toolchain, "test"u8));
}
