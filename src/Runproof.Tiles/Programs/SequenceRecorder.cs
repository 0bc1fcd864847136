using System.Linq.Expressions;
using System.Reflection;
using Runproof.Core.Diagnostics;
using Runproof.Core.Programs;
using Runproof.Tiles.Units;

namespace Runproof.Tiles.Programs;

/// <summary>
/// Makes a program by executing the body of a sequence. The generator makes the same program from the compiler's symbols; that both agree is how a project tests
/// that its bodies mean what they say.
/// </summary>
public sealed class SequenceRecorder : SequenceContext
{
    private readonly TileRegistry _registry;
    private readonly SequenceBuilder _builder;

    private SequenceRecorder(TileRegistry registry, SequenceBuilder builder)
    {
        _registry = registry;
        _builder = builder;
    }

    /// <summary>Records a program.</summary>
    /// <param name="entry">Its entry sequence.</param>
    /// <param name="registry">The tiles and types that it uses.</param>
    public static Program Record(SequenceEntry entry, TileRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return ProgramBuilder.Build(entry.Name, builder => builder.Return(ValueOf(entry.Body(new SequenceRecorder(registry, builder)))));
    }

    /// <inheritdoc />
    public override Ref<T> External<T>(string name) => New<T>(_builder.External(name, TypeOf<T>().Schema));

    /// <inheritdoc />
    public override Ref<T> Constant<T>(T value) => New<T>(_builder.Constant(TypeOf<T>(), value));

    internal override Ref<T> CallTile<T>(Delegate tile, params ReadOnlySpan<Ref> arguments) => New<T>(_builder.Call(UnitOf(tile), ValuesOf(arguments)));

    internal override Ref<T> CallSequence<T>(Delegate sequence, params ReadOnlySpan<Ref> arguments) =>
        New<T>(_builder.Call(NameOf(sequence.Method), callee => Describe(sequence, callee), ValuesOf(arguments)));

    internal override Ref<TState> FoldTile<TState>(Delegate tile, Ref items, Ref<TState> initial, int chunk, int bound, params ReadOnlySpan<Ref> arguments) =>
        New<TState>(_builder.Fold(UnitOf(tile), chunk, bound, ValueOf(items), ValueOf(initial), ValuesOf(arguments)));

    internal override Ref<TPart> Select<T, TPart>(Ref<T> source, Expression<Func<T, TPart>> path)
    {
        var steps = new Stack<object>();
        Expression at = path.Body;
        for (; at is not ParameterExpression; at = Inner(at, steps))
        {
        }

        return New<TPart>(_builder.Select(ValueOf(source), [.. steps]));
    }

    internal override Ref<T[]> Range<T>(Ref<T[]> source, int start, int end) => New<T[]>(_builder.Range(ValueOf(source), start, end));

    private static Expression Inner(Expression at, Stack<object> steps)
    {
        switch (at)
        {
            case MemberExpression { Expression: { } inner } member:
                steps.Push(IsTuple(inner.Type) ? member.Member.Name : FieldName.Of(member.Member.Name));
                return inner;
            case BinaryExpression { NodeType: ExpressionType.ArrayIndex, Right: ConstantExpression { Value: int position } } element:
                steps.Push(position);
                return element.Left;
            default:
                throw ProgramBuilder.Invalid(at.ToString(), "a part is selected by something other than members and constant positions", "x => x.Member, or x => x.Items[0]");
        }
    }

    private static bool IsTuple(Type type) => type.IsGenericType && type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal);

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";

    private static ValueHandle ValueOf(Ref reference) => ((IRecordedRef)reference).Value;

    private static ValueHandle[] ValuesOf(ReadOnlySpan<Ref> references)
    {
        var values = new ValueHandle[references.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = ValueOf(references[i]);
        return values;
    }

    // The arguments of a sequence are references of its own context, named and typed like its parameters.
    private void Describe(Delegate sequence, SequenceBuilder callee)
    {
        var context = new SequenceRecorder(_registry, callee);
        object[] arguments = [context, .. sequence.Method.GetParameters().Skip(1).Select(parameter => context.ArgumentOf(parameter))];
        callee.Return(ValueOf((Ref)sequence.Method.Invoke(sequence.Target, BindingFlags.DoNotWrapExceptions, null, arguments, null)!));
    }

    private Ref ArgumentOf(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType.GetGenericArguments()[0];
        TileType known = _registry.Types.FirstOrDefault(candidate => candidate.Type == type) ?? throw Unknown(type);
        return known.Reference(this, _builder.Input(parameter.Name!, known.Schema));
    }

    private RecordedRef<T> New<T>(ValueHandle value) => new(this, value);

    private TileUnit UnitOf(Delegate tile) => _registry.TryFind(NameOf(tile.Method), out TileUnit? unit)
        ? unit
        : throw ProgramBuilder.Invalid(NameOf(tile.Method), "the registry has no such tile", "a static method with [Tile]");

    private TileType<T> TypeOf<T>() => _registry.TryFind(out TileType<T>? type) ? type : throw Unknown(typeof(T));

    private static RunproofException Unknown(Type type) =>
        ProgramBuilder.Invalid(type.Name, "no tile takes or gives a value of this type", "the type of a tile's argument or result");
}
