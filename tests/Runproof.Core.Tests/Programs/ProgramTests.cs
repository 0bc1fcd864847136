using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Programs;

namespace Runproof.Core.Tests.Programs;

public sealed class ProgramTests
{
    private static readonly ImmutableArray<Port> Inputs = Samples.Program.Inputs;
    private static readonly ImmutableArray<ProgramStep> Steps = Samples.Program.Steps;
    private static readonly ImmutableArray<ProgramOutput> Outputs = Samples.Program.Outputs;

    [Fact]
    public void Valid_wiring_makes_the_same_program_again()
    {
        Assert.True(Program.TryCreate(Samples.Program.Name, Inputs, Steps, Outputs, out var program, out _));
        Assert.Equal(Samples.Program.Digest, program.Digest);
    }

    [Fact]
    public void Wiring_that_does_not_resolve_is_refused()
    {
        Refuses(Inputs, [], Outputs, "no step");
        Refuses([Inputs[0], Inputs[0]], Steps, Outputs, "two inputs are called x");
        Refuses(Inputs, Steps.SetItem(1, Steps[1] with { Name = Steps[0].Name }), Outputs, "two steps are called slice_0");
        Refuses(Inputs, Steps, [Outputs[0], Outputs[0]], "two outputs are called y");
        Refuses(Inputs, Steps.SetItem(0, Steps[0] with { Outputs = [Steps[0].Outputs[0], Steps[0].Outputs[0]] }), Outputs, "two outputs of step slice_0");
        Refuses(Inputs, Reading(Binding.Output(1, 0)), Outputs, "slice_1 reads a value"); // itself
        Refuses(Inputs, Reading(Binding.Output(2, 0)), Outputs, "slice_1 reads a value"); // a later step
        Refuses(Inputs, Reading(Binding.Output(0, 1)), Outputs, "slice_1 reads a value"); // a port that the step lacks
        Refuses(Inputs, Reading(Binding.External(1)), Outputs, "slice_1 reads a value"); // an input that the program lacks
        Refuses(Inputs, Steps, [Outputs[0] with { Source = Binding.Output(uint.MaxValue, 0) }], "nothing provides the output y");
    }

    private static ImmutableArray<ProgramStep> Reading(Binding binding) => Steps.SetItem(1, Steps[1] with { Inputs = [binding] });

    private static void Refuses(ImmutableArray<Port> inputs, ImmutableArray<ProgramStep> steps, ImmutableArray<ProgramOutput> outputs, string says)
    {
        Assert.False(Program.TryCreate("program", inputs, steps, outputs, out var program, out var error));
        Assert.Null(program);
        Assert.Equal(ProgramErrors.Invalid, error.Code);
        Assert.Equal(ErrorClass.Malformed, error.Code.Class);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }
}
