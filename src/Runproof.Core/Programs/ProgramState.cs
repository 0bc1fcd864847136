using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Schemas;
using Runproof.Core.Traces;

namespace Runproof.Core.Programs;

/// <summary>
/// How far a run of a typed program has come: the values so far, on every level that is entered. What <see cref="ProgramCursor.Next"/> says of it is all that may
/// happen next; <see cref="Accept"/> goes there.
/// </summary>
public sealed class ProgramState
{
    private readonly Dictionary<string, Schema> _schemas = new(StringComparer.Ordinal);

    private ProgramState(Program program) => Program = program;

    /// <summary>The program.</summary>
    public Program Program { get; }

    /// <summary>The levels that are entered, from the outside in.</summary>
    internal Stack<ProgramFrame> Frames { get; } = new();

    /// <summary>What the cursor has found out; null where it has to look.</summary>
    internal NextStep? Next { get; set; }

    /// <summary>The state before the first step.</summary>
    /// <param name="program">A typed program; another one is an <see cref="ArgumentException"/>.</param>
    /// <param name="inputs">The encoded value of each input, in the program's order. They may be anything: what does not fit makes the state invalid.</param>
    public static ProgramState Start(Program program, ImmutableArray<ReadOnlyMemory<byte>> inputs)
    {
        ArgumentNullException.ThrowIfNull(program);
        if (!program.IsTyped)
            throw new ArgumentException("A chain of slices does not run on encoded values.", nameof(program));
        var state = new ProgramState(program);
        if (inputs.Length != program.Inputs.Length)
            state.Next = Invalid(program.Name, ProgramErrors.Value, $"{inputs.Length} inputs are given, and the program has {program.Inputs.Length}");
        for (int i = 0; i < inputs.Length && state.Next is null; i++)
            state.Next = state.Problem(inputs[i], program.Inputs[i].Type, $"{program.Name} input {program.Inputs[i].Name}");
        state.Frames.Push(new ProgramFrame(program.Entry, [], [.. inputs]));
        return state;
    }

    /// <summary>Takes the outcome of the call that comes next.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="output">The encoded value that it gave, where it succeeded. It may be anything: what does not fit makes the state invalid.</param>
    public void Accept(StepOutcome outcome, ReadOnlyMemory<byte> output)
    {
        if (ProgramCursor.Next(this) is not NextStep.Call call)
            throw new InvalidOperationException("Nothing is to be called.");
        Next = outcome == StepOutcome.Succeeded ? Problem(output, call.Step.ResultType, call.Step.Name) : new NextStep.Complete(outcome, []);
        if (Next is null)
            Frames.Peek().Accept(call.Step, output);
    }

    /// <summary>The schema of a type of this program.</summary>
    internal Schema SchemaOf(string type)
    {
        if (!_schemas.TryGetValue(type, out Schema? schema))
            _schemas.Add(type, schema = Schema.Parse(type));
        return schema;
    }

    internal static NextStep.Invalid Invalid(string subject, ErrorCode code, string message) =>
        new(new Diagnostic(code, Phase.Execute, subject, message, "inputs that the program can take"));

    private NextStep.Invalid? Problem(ReadOnlyMemory<byte> value, string type, string subject) =>
        ValueReader.TryCheck(SchemaOf(type), value.Span, out var error)
            ? null
            : new NextStep.Invalid(error.ToDiagnostic(subject, Phase.Execute) with { Code = ProgramErrors.Value });
}
