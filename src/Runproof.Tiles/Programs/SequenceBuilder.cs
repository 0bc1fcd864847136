using System.Globalization;
using Runproof.Core.Programs;
using Runproof.Core.Schemas;
using Runproof.Tiles.Units;

namespace Runproof.Tiles.Programs;

/// <summary>Takes the description of one sequence, call by call. A description that cannot be is a program that is refused when it is built.</summary>
public sealed class SequenceBuilder
{
    private const string ResultName = "result";

    private readonly ProgramBuilder _program;
    private readonly bool _isEntry;
    private readonly List<Port> _inputs = [];
    private readonly List<(ProgramStep Step, SequenceBuilder? Callee)> _steps = [];
    private ValueHandle? _result;

    internal SequenceBuilder(ProgramBuilder program, string name, bool isEntry)
    {
        _program = program;
        _isEntry = isEntry;
        Name = name;
    }

    /// <summary>Full name of the sequence.</summary>
    public string Name { get; }

    internal bool IsDescribed => _result is not null;

    internal IEnumerable<SequenceBuilder> Callees => _steps.Where(step => step.Callee is not null).Select(step => step.Callee!);

    /// <summary>An input of the program; only its entry sequence names them.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The text of the schema.</param>
    public ValueHandle External(string name, string type)
    {
        if (!_isEntry)
            throw ProgramBuilder.Invalid(Name, $"the input {name} of the program is named in a sequence that others call", "taking it as an argument");
        return Input(name, type);
    }

    /// <summary>An argument of the sequence, or an input.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The text of the schema.</param>
    public ValueHandle Input(string name, string type)
    {
        int position = _inputs.FindIndex(port => port.Name == name);
        if (position < 0)
        {
            position = _inputs.Count;
            _inputs.Add(new Port(name, type));
        }

        return new ValueHandle(Binding.External((uint)position), _inputs[position].Type);
    }

    /// <summary>A value that is part of the program.</summary>
    /// <param name="type">The type.</param>
    /// <param name="value">The value.</param>
    /// <typeparam name="T">The type of the value.</typeparam>
    public ValueHandle Constant<T>(TileType<T> type, T value)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new ValueHandle(_program.Constant(new ProgramConstant(type.Schema, type.Encode(value))), type.Schema);
    }

    /// <summary>Calls a tile.</summary>
    /// <param name="unit">The tile.</param>
    /// <param name="arguments">Its arguments, in order.</param>
    public ValueHandle Call(TileUnit unit, params ReadOnlySpan<ValueHandle> arguments)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var step = new ProgramStep(NameFor(unit.ShortName), UnitKind.Tile, unit.Revision, [.. Sources(arguments)], [unit.Result with { Name = ResultName }])
        {
            Parameters = unit.Parameters,
        };
        return Add(step, null);
    }

    /// <summary>Folds a list with a tile.</summary>
    /// <param name="unit">The tile.</param>
    /// <param name="chunk">How many items one call takes.</param>
    /// <param name="bound">How many items the list may have.</param>
    /// <param name="items">The list.</param>
    /// <param name="initial">The state before the first item.</param>
    /// <param name="arguments">What follows item and state.</param>
    public ValueHandle Fold(TileUnit unit, int chunk, int bound, ValueHandle items, ValueHandle initial, params ReadOnlySpan<ValueHandle> arguments)
    {
        ArgumentNullException.ThrowIfNull(unit);
        TileUnit fold = unit.Fold ?? throw ProgramBuilder.Invalid(Name, $"{unit.Name} does not take an item and a state and return the state", "a tile of that shape");
        if (chunk < 1 || bound < 1)
            throw ProgramBuilder.Invalid(Name, $"the fold with {unit.Name} has chunk {chunk} and bound {bound}", "a chunk and a bound of 1 or more");
        var step = new ProgramStep(
            NameFor(unit.ShortName), UnitKind.Tile, fold.Revision, [items.Source, initial.Source, .. Sources(arguments)], [fold.Parameters[1] with { Name = ResultName }])
        {
            Parameters = fold.Parameters,
            Fold = new FoldShape((uint)chunk, (uint)bound, fold.CanBreak),
        };
        return Add(step, null);
    }

    /// <summary>Calls a sequence.</summary>
    /// <param name="name">Its full name.</param>
    /// <param name="describe">Describes it.</param>
    /// <param name="arguments">Its arguments, in order.</param>
    public ValueHandle Call(string name, Action<SequenceBuilder> describe, params ReadOnlySpan<ValueHandle> arguments)
    {
        SequenceBuilder callee = _program.Sequence(name, describe);
        string shortName = name[(name.LastIndexOf('.') + 1)..];
        var step = new ProgramStep(NameFor(shortName), UnitKind.Sequence, UnitRevision.None, [.. Sources(arguments)], [new Port(ResultName, callee._result!.Value.Type)]);
        return Add(step, callee);
    }

    /// <summary>Takes a part of a value.</summary>
    /// <param name="whole">The value.</param>
    /// <param name="path">Names of fields, <c>Item1</c> and so on of tuples, positions of elements.</param>
    public ValueHandle Select(ValueHandle whole, params ReadOnlySpan<object> path)
    {
        ValueHandle part = whole;
        foreach (object step in path)
        {
            Schema schema = Schema.Parse(part.Type);
            part = Then(part, schema, step is int position ? Selector.Element(position) : Selector.Member(PositionOf((string)step, schema)));
        }

        return part;
    }

    /// <summary>Takes some of the elements of a list.</summary>
    /// <param name="list">The list.</param>
    /// <param name="start">The first element.</param>
    /// <param name="end">The element after the last one.</param>
    public ValueHandle Range(ValueHandle list, int start, int end) => Then(list, Schema.Parse(list.Type), Selector.Range(start, end));

    /// <summary>Ends the description.</summary>
    /// <param name="result">What the sequence returns.</param>
    public void Return(ValueHandle result) => _result = result;

    internal ProgramSequence ToSequence(Dictionary<SequenceBuilder, uint> positions) => new(
        Name,
        [.. _inputs],
        [.. _steps.Select(entry => entry.Callee is null ? entry.Step : entry.Step with { Callee = positions[entry.Callee] })],
        [new ProgramOutput(ResultName, _result!.Value.Source)]);

    private ValueHandle Add(ProgramStep step, SequenceBuilder? callee)
    {
        _steps.Add((step, callee));
        return new ValueHandle(Binding.Output((uint)_steps.Count - 1, 0), step.Outputs[0].Type);
    }

    private ValueHandle Then(ValueHandle whole, Schema schema, Selector next)
    {
        Selection? before = whole.Source.Part;
        if (before is not null && before.Path[^1].Kind == SelectorKind.Range)
            throw ProgramBuilder.Invalid(Name, "something is selected of a range", "selecting it of the whole list");
        if (!new Selection([next]).TryApply(schema, out Schema? part))
            throw ProgramBuilder.Invalid(Name, $"{schema} has no part {new Selection([next])}", "a part that it has");
        return new ValueHandle(whole.Source with { Part = before?.Then(next) ?? new Selection([next]) }, part.Text);
    }

    private int PositionOf(string name, Schema schema)
    {
        if (schema.Kind == SchemaKind.Tuple && name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name[4..], NumberStyles.None, CultureInfo.InvariantCulture, out int item))
            return item - 1;
        for (int i = 0; i < schema.Members.Length; i++)
        {
            if (schema.Kind == SchemaKind.Struct && schema.Members[i].Name == name)
                return i;
        }

        throw ProgramBuilder.Invalid(Name, $"{schema} has no field {name}", "a field that it has");
    }

    private string NameFor(string shortName)
    {
        string name = shortName;
        for (int i = 2; _steps.Exists(entry => entry.Step.Name == name); i++)
            name = string.Create(CultureInfo.InvariantCulture, $"{shortName}_{i}");
        return name;
    }

    private static Binding[] Sources(ReadOnlySpan<ValueHandle> values)
    {
        var sources = new Binding[values.Length];
        for (int i = 0; i < sources.Length; i++)
            sources[i] = values[i].Source;
        return sources;
    }
}
