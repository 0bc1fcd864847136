using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;

namespace Runproof.Core.Programs;

/// <summary>
/// Content-addressed wiring of unit calls, in the order in which they run: step <c>i</c> reads inputs of its sequence, constants, and outputs of the steps
/// before it. A program of slices is one chain; a program of tiles is typed, and may fold lists and call sequences. A value of this type is valid.
/// </summary>
public sealed class Program
{
    private readonly ProgramSequence _entry;

    private Program(ProgramSequence entry, ImmutableArray<ProgramSequence> callees, ImmutableArray<ProgramConstant> constants)
    {
        _entry = entry;
        Callees = callees;
        Constants = constants;
        Encoded = ProgramEncoding.Encode(this);
        Digest = TaggedHash.Compute(DigestTags.Program, Encoded.Span);
    }

    /// <summary>Name of the program.</summary>
    public string Name => _entry.Name;

    /// <summary>What a caller supplies.</summary>
    public ImmutableArray<Port> Inputs => _entry.Inputs;

    /// <summary>The calls of the outermost level, in order.</summary>
    public ImmutableArray<ProgramStep> Steps => _entry.Steps;

    /// <summary>What the program returns.</summary>
    public ImmutableArray<ProgramOutput> Outputs => _entry.Outputs;

    /// <summary>The outermost level.</summary>
    public ProgramSequence Entry => _entry;

    /// <summary>The sequences that are called, each of them only by the outermost level and by those before it.</summary>
    public ImmutableArray<ProgramSequence> Callees { get; }

    /// <summary>The values that are part of the program.</summary>
    public ImmutableArray<ProgramConstant> Constants { get; }

    /// <summary>Whether every step states the types of what it takes, so that the program runs on encoded values alone; false for a chain of slices.</summary>
    public bool IsTyped => IsTypedBy(_entry, Callees, Constants);

    /// <summary>The canonical bytes.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>The program's identity.</summary>
    public Digest Digest { get; }

    /// <summary>Every unit call of the program, wherever it stands, in order.</summary>
    public IEnumerable<ProgramStep> UnitCalls => Callees.Prepend(_entry).SelectMany(sequence => sequence.Steps).Where(step => step.Kind != UnitKind.Sequence);

    /// <summary>The unit call at a place of the program; null where it has none there. A fold is called as often as its list asks, so that any number of the call will do.</summary>
    /// <param name="coordinates">The place.</param>
    public ProgramStep? StepAt(Coordinates coordinates)
    {
        ProgramSequence sequence = _entry;
        ImmutableArray<uint> path = coordinates.Path.IsDefault ? [] : coordinates.Path;
        for (int level = 0; level < path.Length && path[level] < sequence.Steps.Length; level++)
        {
            ProgramStep step = sequence.Steps[(int)path[level]];
            if (step.Callee is not { } callee)
                return path.Length - level - 1 == (step.Fold is null ? 0 : 1) ? step : null;
            sequence = Callees[(int)callee];
        }

        return null;
    }

    /// <summary>The type of the value of which a binding takes all or a part.</summary>
    /// <param name="sequence">A sequence of this program.</param>
    /// <param name="binding">A binding in it.</param>
    public string WholeTypeOf(ProgramSequence sequence, Binding binding)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        return TypeRules.WholeTypeOf(binding, sequence, Constants);
    }

    /// <summary>Makes a program of one level, if its wiring is valid.</summary>
    /// <param name="name">Name of the program.</param>
    /// <param name="inputs">What a caller supplies.</param>
    /// <param name="steps">The unit calls, in order; at least one.</param>
    /// <param name="outputs">What the program returns.</param>
    /// <param name="program">The program.</param>
    /// <param name="error">What is wrong with the wiring, where the result is false.</param>
    public static bool TryCreate(
        string name,
        ImmutableArray<Port> inputs,
        ImmutableArray<ProgramStep> steps,
        ImmutableArray<ProgramOutput> outputs,
        [NotNullWhen(true)] out Program? program,
        [NotNullWhen(false)] out Diagnostic? error) =>
        TryCreate(new ProgramSequence(name, inputs, steps, outputs), [], [], out program, out error);

    /// <summary>Makes a program, if its wiring is valid.</summary>
    /// <param name="entry">The outermost level.</param>
    /// <param name="callees">The sequences that are called, callers before callees.</param>
    /// <param name="constants">The values that are part of the program; each is used, and none is there twice.</param>
    /// <param name="program">The program.</param>
    /// <param name="error">What is wrong with the wiring, where the result is false.</param>
    public static bool TryCreate(
        ProgramSequence entry,
        ImmutableArray<ProgramSequence> callees,
        ImmutableArray<ProgramConstant> constants,
        [NotNullWhen(true)] out Program? program,
        [NotNullWhen(false)] out Diagnostic? error)
    {
        program = null;
        error = null;
        string? problem = WiringRules.Problem(entry, callees, constants) ?? (IsTypedBy(entry, callees, constants) ? TypeRules.Problem(entry, callees, constants) : null);
        if (problem is not null)
            error = new Diagnostic(ProgramErrors.Invalid, Phase.Read, entry.Name, problem, "making the program again from its model or source");
        else
            program = new Program(entry, callees, constants);
        return program is not null;
    }

    /// <summary>Reads canonical bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, string subject, [NotNullWhen(true)] out Program? program, [NotNullWhen(false)] out Diagnostic? error) =>
        ProgramEncoding.TryDecode(bytes, subject, out program, out error);

    private static bool IsTypedBy(ProgramSequence entry, ImmutableArray<ProgramSequence> callees, ImmutableArray<ProgramConstant> constants) =>
        !callees.IsEmpty || !constants.IsEmpty || entry.Steps.Any(IsTypedStep) || entry.Outputs.Any(output => output.Source.Part is not null);

    private static bool IsTypedStep(ProgramStep step) =>
        step.Kind == UnitKind.Sequence || !step.Parameters.IsEmpty || step.Fold is not null || step.Callee is not null
        || step.Inputs.Any(input => input.Part is not null || input.IsConstant)
        || (step.Kind == UnitKind.Tile && step.Inputs.IsEmpty);
}
