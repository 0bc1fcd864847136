using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;

namespace Runproof.Core.Tests.Programs;

public sealed class ProgramTests
{
    private static readonly Port X = new("x", "bytes");
    private static readonly Port Y = new("y", "bytes");

    [Fact]
    public void Takes_a_chain_and_reads_it_back()
    {
        Assert.True(Program.TryCreate("p", [X], [Step("a", [Binding.External(0)]), Step("b", [Binding.Output(0, 0)])], [new ProgramOutput("z", Binding.Output(1, 0))], out var program, out _));
        Assert.True(Program.TryRead(program.Encoded.Span, "p", out var read, out _));
        Assert.Equal(program.Digest, read.Digest);
        Assert.Equal(program.Encoded.ToArray(), read.Encoded.ToArray());
    }

    [Theory]
    [InlineData("no step")]
    [InlineData("a step that reads itself")]
    [InlineData("a step that reads a later one")]
    [InlineData("an input that is not there")]
    [InlineData("a port that is not there")]
    [InlineData("an output of a step that is not there")]
    [InlineData("two steps of one name")]
    [InlineData("two inputs of one name")]
    [InlineData("two outputs of one name")]
    [InlineData("two ports of one name")]
    public void Refuses(string what)
    {
        var (inputs, steps, outputs) = Wiring(what);
        Assert.False(Program.TryCreate("p", inputs, steps, outputs, out _, out var error));
        Assert.Equal(ProgramErrors.Invalid, error.Code);
        Assert.Equal("p", error.Subject);
    }

    [Fact]
    public void Changes_its_digest_with_every_part()
    {
        ImmutableArray<ProgramStep> steps = [Step("a", [Binding.External(0)])];
        ImmutableArray<ProgramOutput> outputs = [new ProgramOutput("z", Binding.Output(0, 0))];
        var variants = new[]
        {
            Make("p", [X], steps, outputs),
            Make("q", [X], steps, outputs),
            Make("p", [Y], steps, outputs),
            Make("p", [X with { Type = "int" }], steps, outputs),
            Make("p", [X, Y], steps, outputs),
            Make("p", [X, Y], [Step("a", [Binding.External(1)])], outputs),
            Make("p", [X], [Step("b", [Binding.External(0)])], outputs),
            Make("p", [X], [steps[0] with { Kind = UnitKind.Tile }], outputs),
            Make("p", [X], [steps[0] with { Unit = steps[0].Unit with { Artifact = default } }], outputs),
            Make("p", [X], [steps[0] with { Unit = steps[0].Unit with { Schema = default } }], outputs),
            Make("p", [X], [steps[0] with { Unit = steps[0].Unit with { Toolchain = default } }], outputs),
            Make("p", [X], [steps[0] with { Outputs = [Y] }], outputs),
            Make("p", [X], steps, [new ProgramOutput("w", Binding.Output(0, 0))]),
            Make("p", [X], steps, [new ProgramOutput("z", Binding.External(0))]),
            Make("p", [X], steps, []),
        };
        Assert.Equal(variants.Length, variants.Select(program => program.Digest).Distinct().Count());
    }

    private static (ImmutableArray<Port> Inputs, ImmutableArray<ProgramStep> Steps, ImmutableArray<ProgramOutput> Outputs) Wiring(string what)
    {
        var a = Step("a", [Binding.External(0)]);
        var b = Step("b", [Binding.Output(0, 0)]);
        return what switch
        {
            "no step" => ([X], [], []),
            "a step that reads itself" => ([X], [Step("a", [Binding.Output(0, 0)])], []),
            "a step that reads a later one" => ([X], [Step("a", [Binding.Output(1, 0)]), b], []),
            "an input that is not there" => ([X], [Step("a", [Binding.External(1)])], []),
            "a port that is not there" => ([X], [a, Step("b", [Binding.Output(0, 1)])], []),
            "an output of a step that is not there" => ([X], [a], [new ProgramOutput("z", Binding.Output(uint.MaxValue, 0))]),
            "two steps of one name" => ([X], [a, a], []),
            "two inputs of one name" => ([X, X], [a], []),
            "two outputs of one name" => ([X], [a], [new ProgramOutput("z", Binding.External(0)), new ProgramOutput("z", Binding.External(0))]),
            _ => ([X], [a with { Outputs = [X, X] }], []),
        };
    }

    private static Program Make(string name, ImmutableArray<Port> inputs, ImmutableArray<ProgramStep> steps, ImmutableArray<ProgramOutput> outputs)
    {
        Assert.True(Program.TryCreate(name, inputs, steps, outputs, out var program, out var error), error?.ToString());
        return program;
    }

    private static ProgramStep Step(string name, ImmutableArray<Binding> inputs)
    {
        var digest = TaggedHash.Compute(DigestTags.StoreObject, "unit"u8);
        return new ProgramStep(name, UnitKind.Slice, new UnitRevision(digest, digest, digest), inputs, [X]);
    }
}
