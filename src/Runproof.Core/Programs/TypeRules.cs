using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Schemas;

namespace Runproof.Core.Programs;

/// <summary>What a program of tiles obeys beyond its wiring: arity, types, bounds, callees. Bindings resolve when these rules are looked at.</summary>
internal sealed class TypeRules
{
    // The outermost level and the calls of a fold have coordinates too.
    private const int MaxCallees = Coordinates.MaxDepth - 2;

    private readonly ImmutableArray<ProgramSequence> _callees;
    private readonly ImmutableArray<ProgramConstant> _constants;
    private readonly HashSet<uint> _usedCallees = [];
    private readonly HashSet<uint> _usedConstants = [];

    private TypeRules(ImmutableArray<ProgramSequence> callees, ImmutableArray<ProgramConstant> constants)
    {
        _callees = callees;
        _constants = constants;
    }

    /// <summary>The first rule that is broken, in words, or null.</summary>
    public static string? Problem(ProgramSequence entry, ImmutableArray<ProgramSequence> callees, ImmutableArray<ProgramConstant> constants) =>
        new TypeRules(callees, constants).Problem(entry);

    /// <summary>The type of what a binding gives; null where the value has no such part.</summary>
    public static string? TypeOf(Binding binding, ProgramSequence sequence, ImmutableArray<ProgramConstant> constants)
    {
        string whole = WholeTypeOf(binding, sequence, constants);
        if (binding.Part is not { } part)
            return whole;
        return Schema.TryParse(whole, out Schema? schema) && part.TryApply(schema, out Schema? type) ? type.Text : null;
    }

    /// <summary>The type of the value of which a binding takes all or a part.</summary>
    public static string WholeTypeOf(Binding binding, ProgramSequence sequence, ImmutableArray<ProgramConstant> constants) =>
        binding.Step is { } step ? sequence.Steps[(int)step].Outputs[(int)binding.Port].Type
        : binding.IsConstant ? constants[(int)binding.Port].Type
        : sequence.Inputs[(int)binding.Port].Type;

    private string? Problem(ProgramSequence entry)
    {
        if (_callees.Length > MaxCallees)
            return $"a program calls at most {MaxCallees} sequences";
        for (int i = 0; i < _constants.Length; i++)
        {
            if (!Schema.TryParse(_constants[i].Type, out Schema? schema) || !ValueReader.TryCheck(schema, _constants[i].Value.Span, out _))
                return $"constant {i} is not a value of {_constants[i].Type}";
        }

        if (_constants.Distinct().Count() != _constants.Length)
            return "two constants are the same";
        for (int i = -1; i < _callees.Length; i++)
        {
            if (Problem(i < 0 ? entry : _callees[i], i) is { } problem)
                return problem;
        }

        if (_usedCallees.Count != _callees.Length)
            return "a sequence is never called";
        return _usedConstants.Count == _constants.Length ? null : "a constant is never used";
    }

    private string? Problem(ProgramSequence sequence, int position)
    {
        if (Untyped(sequence.Inputs) is { } input)
            return $"input {input.Name} of {sequence.Name} has the type {input.Type}, which no value has";
        foreach (ProgramStep step in sequence.Steps)
        {
            if (Problem(step, sequence, position) is { } problem)
                return $"step {step.Name} of {sequence.Name} {problem}";
        }

        foreach (ProgramOutput output in sequence.Outputs)
        {
            Note(output.Source);
            if (TypeOf(output.Source, sequence, _constants) is null)
                return $"output {output.Name} of {sequence.Name} is a part that the value does not have";
        }

        return null;
    }

    private string? Problem(ProgramStep step, ProgramSequence sequence, int position)
    {
        foreach (Binding binding in step.Inputs)
            Note(binding);
        ImmutableArray<Port> parameters = step.Parameters;
        if (step.Kind == UnitKind.Sequence)
        {
            if (!IsCall(step, position, out ProgramSequence? callee, out string? problem))
                return problem;
            parameters = callee.Inputs;
        }
        else if (TileProblem(step) is { } problem)
        {
            return problem;
        }

        if (step.Inputs.Length != parameters.Length)
            return $"gives {step.Inputs.Length} arguments where {parameters.Length} are taken";
        for (int i = 0; i < parameters.Length; i++)
        {
            string? type = TypeOf(step.Inputs[i], sequence, _constants);
            if (type != parameters[i].Type)
                return type is null ? $"takes a part as {parameters[i].Name} that the value does not have" : $"gives {type} as {parameters[i].Name}, which is {parameters[i].Type}";
        }

        return null;
    }

    private bool IsCall(ProgramStep step, int position, [NotNullWhen(true)] out ProgramSequence? callee, [NotNullWhen(false)] out string? problem)
    {
        callee = step.Callee is { } index && index < _callees.Length ? _callees[(int)index] : null;
        problem = null;
        if (callee is null)
            problem = "calls a sequence that the program does not have";
        else if (step.Callee <= position)
            problem = $"calls {callee.Name}, which is not after its caller: sequences cannot call each other in a circle";
        else if (step.Fold is not null || !step.Parameters.IsEmpty || step.Unit != UnitRevision.None)
            problem = "calls a sequence as if it were a unit";
        else if (!OutputsOf(callee).SequenceEqual(step.Outputs))
            problem = $"has other outputs than {callee.Name}";
        else
            _usedCallees.Add(step.Callee!.Value);
        return problem is null;
    }

    private static string? TileProblem(ProgramStep step)
    {
        if (step.Kind != UnitKind.Tile || step.Callee is not null)
            return "is no tile, and only tiles and sequences have typed arguments";
        if (step.Outputs.Length != 1)
            return $"has {step.Outputs.Length} outputs, and a tile has one";
        if (Untyped(step.Parameters.AddRange(step.Outputs)) is { } port)
            return $"has the type {port.Type} at {port.Name}, which no value has";
        if (step.Fold is { } fold)
        {
            if (fold.Chunk == 0 || fold.Bound == 0 || fold.Bound > int.MaxValue)
                return "folds in chunks of nothing, or to no bound";
            if (step.Parameters.Length < 2 || Schema.Parse(step.Parameters[0].Type).Kind != SchemaKind.List || step.Parameters[1].Type != step.Outputs[0].Type)
                return "folds with a unit that does not take a list and a state and give the state";
        }

        if (!Schema.TryParse(step.ResultType, out _))
            return $"has the result {step.ResultType}, which is nested too deeply";
        return step.Unit.Schema == UnitSchema.DigestOf(step.Parameters, [step.Outputs[0] with { Type = step.ResultType }])
            ? null
            : "states other ports than its unit's revision names";
    }

    private IEnumerable<Port> OutputsOf(ProgramSequence callee) =>
        callee.Outputs.Select(output => new Port(output.Name, TypeOf(output.Source, callee, _constants) ?? ""));

    private void Note(Binding binding)
    {
        if (binding.IsConstant)
            _usedConstants.Add(binding.Port);
    }

    private static Port? Untyped(ImmutableArray<Port> ports) => ports.FirstOrDefault(port => !Schema.TryParse(port.Type, out _));
}
