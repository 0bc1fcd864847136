using Runproof.Core.Diagnostics;
using Runproof.Core.Programs;
using Runproof.Core.Schemas;
using Runproof.Core.Traces;
using Runproof.Tiles.Codecs;
using Runproof.Tiles.Programs;
using Runproof.Tiles.Units;

namespace Runproof.Tiles.Tests.Programs;

public sealed class SequenceTests
{
    private const string Order = """{"customer":"x","lines":[{"amount":5,"isLast":false},{"amount":7,"isLast":true},{"amount":1,"isLast":false}],"terms":[3,[1,2,3,4]]}""";

    public static TheoryData<string> Programs => [.. Registry.Programs.Select(program => program.Name)];

    private static TileRegistry Registry => Runproof.Generated.Runproof_Tiles_Tests.Tiles.Registry;

    [Theory]
    [MemberData(nameof(Programs))]
    public void What_the_compiler_understood_is_what_the_body_does(string name)
    {
        SequenceEntry entry = Registry.Programs.Single(program => program.Name == name);
        Program recorded = SequenceRecorder.Record(entry, Registry);

        Assert.Equal(ProgramJson.Write(recorded), ProgramJson.Write(entry.Program));
        Assert.Equal(recorded.Encoded.ToArray(), entry.Program.Encoded.ToArray());
        Assert.Equal(recorded.Digest, entry.Program.Digest);
    }

    [Fact]
    public void Every_body_is_understood() =>
        Assert.Equal(["Division", "Everything", "Faults", "Nested"], Registry.Programs.Where(program => program.Name.Contains(".Sequences.", StringComparison.Ordinal)).Select(program => program.Name.Split('.')[^1]));

    [Fact]
    public void A_sequence_that_is_called_often_is_there_once()
    {
        Program program = Registry.Programs.Single(entry => entry.Name.EndsWith(".Nested", StringComparison.Ordinal)).Program;

        Assert.Equal(["SumAndScale", "SumBoth"], program.Callees.Select(callee => callee.Name.Split('.')[^1]));
        Assert.Equal(["AddPositive", "AddUntilLast", "Total", "Total_2", "Combine"], program.Callees[1].Steps.Select(step => step.Name));
    }

    [Fact]
    public void Programs_compute_what_their_bodies_say()
    {
        // Sums: 5 + 7 + 1 = 13. Until the last, of lines 1 and 2: 13 + 7 = 20. Scaled by 3: 20·3+1, 61·3+2, 185·3+3, and 558·3 is over 1000.
        // Both: 1 + 5 + 7, and 20 from before, and line 0: 38. Then 38 + 1000 + 5.
        Assert.Equal("1043", Run("Everything", Order));
        // Sum of both: 13 - 5 + 5; again: 13 + 13 + 5; scaled: 31·3+1, 94·3+2, 284·3+3, 855·3 is over 1000.
        Assert.Equal("1000", Run("Nested", Order));
        Assert.Equal("5", Run("Division", "21", "2"));
        Assert.Equal("Failed: \"division by zero\"", Run("Division", "21", "0"));
    }

    [Fact]
    public void A_failure_ends_a_fold()
    {
        Assert.Equal("Failed: \"negative\"", Run("Nested", """{"customer":"","lines":[{"amount":-1,"isLast":true}],"terms":[1,[]]}"""));
    }

    [Fact]
    public void Sequences_that_call_themselves_are_refused()
    {
        var error = Assert.Throws<RunproofException>(() => ProgramBuilder.Build("a", A));
        Assert.Equal(ProgramErrors.Invalid, error.Diagnostic.Code);

        static void A(SequenceBuilder s) => s.Return(s.Call("b", B));
        static void B(SequenceBuilder s) => s.Return(s.Call("a", A));
    }

    // The outputs of a program, or its failure, as JSON.
    private static string Run(string name, params string[] inputs)
    {
        Program program = Registry.Programs.Single(entry => entry.Name.EndsWith($".{name}", StringComparison.Ordinal)).Program;
        ProgramState state = ProgramState.Start(program, [.. inputs.Select((json, i) => (ReadOnlyMemory<byte>)Encode(program.Inputs[i].Type, json))]);
        string error = "";
        while (ProgramCursor.Next(state) is NextStep.Call call)
        {
            Assert.True(Registry.TryFind(call.Step.Unit.Digest, out TileUnit? unit));
            var writer = new TileWriter(new byte[16]);
            TileStatus status = unit.Entry(call.Inputs.SelectMany(input => input.ToArray()).ToArray(), ref writer);
            Assert.NotEqual(TileStatus.Malformed, status);
            if (status == TileStatus.Failed)
                error = $"Failed: {Decode("string", writer.Written)}";
            state.Accept(status == TileStatus.Failed ? StepOutcome.Failed : StepOutcome.Succeeded, writer.Written.ToArray());
        }

        NextStep.Complete end = Assert.IsType<NextStep.Complete>(ProgramCursor.Next(state));
        return error.Length > 0 ? error : Decode(program.Steps[^1].Outputs[0].Type, end.Outputs[0].Span);
    }

    private static byte[] Encode(string type, string json)
    {
        Assert.True(ValueJson.TryEncode(Schema.Parse(type), json, "input", out byte[]? bytes, out var error), error?.ToString());
        return bytes;
    }

    private static string Decode(string type, ReadOnlySpan<byte> bytes)
    {
        Assert.True(ValueJson.TryWrite(Schema.Parse(type), bytes, out string? json, out var error), error?.ToString());
        return json;
    }
}
