using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Runproof.Tiles.Generator.Models;

namespace Runproof.Tiles.Generator.Parsing;

/// <summary>
/// Reads the bodies of sequences: what is called is what the compiler has bound, in the order in which it would run. A body that says something else gives null, with
/// the reasons.
/// </summary>
internal sealed class SequenceParser
{
    private const string Handle = "global::Runproof.Tiles.Programs.ValueHandle";

    private readonly TypeParser _types;
    private readonly Compilation _compilation;
    private readonly Refusals _refusals;
    private readonly string _name;
    private readonly bool _isEntry;
    private readonly List<string> _statements = [];
    private readonly Dictionary<string, TypeUse> _used = [];
    private readonly Dictionary<string, TypeUse> _inputs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ranges = new(StringComparer.Ordinal);

    // A value that could not be read has no name; what uses it is not refused once more.
    private readonly Dictionary<ISymbol, string?> _values = new(SymbolEqualityComparer.Default);
    private int _count;

    private SequenceParser(string name, bool isEntry, Compilation compilation, Refusals refusals)
    {
        _name = name;
        _isEntry = isEntry;
        _compilation = compilation;
        _refusals = refusals;
        _types = new TypeParser(HostClass.GeneratedNamespace(compilation), compilation);
    }

    public static SequenceModel? Parse(IMethodSymbol method, AttributeData attribute, IOperation? operation, Compilation compilation, Refusals refusals)
    {
        // What is a tile, too, is refused as that.
        if (operation is not IMethodBodyOperation body || HostClass.Attribute(method, Names.TileAttribute) is not null)
            return null;
        HostClass.Check(method, "Sequence", refusals);
        if (!refusals.IsEmpty)
            return null;
        bool isEntry = HostClass.Value(attribute, "Entry", false);
        var parser = new SequenceParser(method.Name, isEntry, compilation, refusals);
        parser.ReadParameters(method);
        if (refusals.IsEmpty)
            parser.ReadBody(body);
        if (!refusals.IsEmpty)
            return null;
        return new SequenceModel(
            HostClass.GeneratedNamespace(compilation),
            HostClass.NamespaceOf(method),
            method.ContainingType.Name,
            method.Name,
            isEntry,
            HostClass.Value(attribute, "Description", ""),
            new([.. parser._statements]),
            new([.. parser._used.Values.OrderBy(type => type.Display, StringComparer.Ordinal)]),
            parser._types.Codecs);
    }

    private void ReadParameters(IMethodSymbol method)
    {
        Location at = Refusals.At(method);
        if (method.Parameters.IsEmpty || NameOf(method.Parameters[0].Type) != Names.SequenceContext)
            _refusals.Add(Rules.SequenceShape, at, _name, "its first parameter is no SequenceContext");
        else if (NameOf(method.ReturnType) != Names.Ref)
            _refusals.Add(Rules.SequenceShape, at, _name, "it returns no Ref<T>");
        else if (_isEntry && method.Parameters.Length > 1)
            _refusals.Add(Rules.EntryParameters, Refusals.At(method.Parameters[1]), _name, method.Parameters[1].Name);
        foreach (IParameterSymbol parameter in method.Parameters.Skip(1))
        {
            if (NameOf(parameter.Type) != Names.Ref || parameter.RefKind != RefKind.None)
                _refusals.Add(Rules.SequenceShape, TileParser.LocationOf(parameter), _name, $"its parameter {parameter.Name} is no Ref<T>");
            else if (_types.Parse(((INamedTypeSymbol)parameter.Type).TypeArguments[0], TileParser.LocationOf(parameter), _refusals) is { } type)
                _values[parameter] = Add($"s.Input({Literal(parameter.Name)}, {Literal(Note(type).Schema)})");
        }
    }

    private void ReadBody(IMethodBodyOperation body)
    {
        foreach (IOperation statement in (body.BlockBody ?? body.ExpressionBody)?.Operations ?? [])
        {
            try
            {
                ReadStatement(statement);
            }
            catch (NotASequenceException)
            {
                // The statements that follow are read for what is wrong with them.
            }
        }
    }

    private void ReadStatement(IOperation statement)
    {
        switch (statement)
        {
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclaratorOperation variable in group.Declarations.SelectMany(declaration => declaration.Declarators))
                {
                    _values[variable.Symbol] = null;
                    if (variable.GetVariableInitializer() is not { Value: { } value })
                        throw Refuse(Rules.NoReference, variable, variable.Symbol.Name);
                    _values[variable.Symbol] = Read(value);
                }

                break;
            case IReturnOperation { ReturnedValue: { } value }:
                _statements.Add($"s.Return({Read(value)});");
                break;
            case IExpressionStatementOperation { Operation: IInvocationOperation call }:
                Read(call);
                break;
            case IExpressionStatementOperation expression:
                throw Refuse(Rules.NoReference, expression.Operation, Text(expression.Operation));
            case IInvalidOperation:
                throw Refuse(Rules.CompilerSaysWhy, statement);
            default:
                throw Refuse(Rules.ControlFlow, statement, _name, statement.Syntax.GetFirstToken().Text);
        }
    }

    private NotASequenceException Refuse(string rule, IOperation at, params string[] arguments)
    {
        _refusals.Add(rule, at.Syntax.GetLocation(), arguments);
        return new NotASequenceException();
    }

    // Statements for what an expression does; the name of its value.
    private string Read(IOperation? operation)
    {
        switch (operation)
        {
            case IConversionOperation { OperatorMethod: null } conversion:
                return Read(conversion.Operand);
            case ILocalReferenceOperation local when _values.TryGetValue(local.Local, out string? value):
                return value ?? throw new NotASequenceException();
            case IParameterReferenceOperation parameter when _values.TryGetValue(parameter.Parameter, out string? value):
                return value ?? throw new NotASequenceException();
            case IInvocationOperation call:
                return ReadCall(call);
            case IConditionalOperation or ISwitchExpressionOperation or ICoalesceOperation or IConditionalAccessOperation:
                throw Refuse(Rules.ControlFlow, operation, _name, Text(operation));
            case null or IInvalidOperation:
                throw Refuse(Rules.CompilerSaysWhy, operation ?? throw new NotASequenceException());
            default:
                if (operation.Descendants().OfType<ILocalReferenceOperation>().Any(local => _values.TryGetValue(local.Local, out string? value) && value is null))
                    throw new NotASequenceException();
                throw Refuse(Rules.NoReference, operation, Text(operation));
        }
    }

    private string ReadCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        return (NameOf(method.ContainingType), method.Name) switch
        {
            (Names.SequenceContext, "External") => ReadExternal(call),
            (Names.SequenceContext, "Constant") => ReadConstant(method.TypeArguments[0], call.Arguments[0].Value),
            (Names.Ref, "Select") => ReadSelect(call),
            (Names.ListRefs, "Range") => ReadRange(call),
            (Names.SequenceCalls, "Call") => ReadCallOf(call),
            (Names.SequenceFolds, "Fold") => ReadFold(call),
            _ when HostClass.Attribute(method, Names.TileAttribute) is not null || HostClass.Attribute(method, Names.SequenceAttribute) is not null =>
                throw Refuse(Rules.DirectCall, call, method.Name),
            _ => throw Refuse(Rules.NoReference, call, Text(call)),
        };
    }

    private string ReadExternal(IInvocationOperation call)
    {
        IOperation argument = call.Arguments[0].Value;
        if (!_isEntry)
            throw Refuse(Rules.InputOutsideEntry, call, _name);
        if (argument.ConstantValue is not { HasValue: true, Value: string { Length: > 0 } name })
            throw Refuse(Rules.InputName, argument, Text(argument));
        TypeUse type = Use(call.TargetMethod.TypeArguments[0], call);
        if (_inputs.TryGetValue(name, out TypeUse before) && before.Schema != type.Schema)
            throw Refuse(Rules.InputTypes, call, name, before.Schema, type.Schema);
        _inputs[name] = type;
        return Add($"s.External({Literal(name)}, {Literal(type.Schema)})");
    }

    private string ReadConstant(ITypeSymbol type, IOperation value)
    {
        TypeUse use = Use(type, value);
        return Add($"s.Constant({Emitting.TypeText.Describe(use)}, {ConstantText.Of(value) ?? throw Refuse(Rules.NoConstant, value, Text(value))})");
    }

    private string ReadSelect(IInvocationOperation call)
    {
        string whole = Read(call.Instance);
        if (_ranges.Contains(whole))
            throw Refuse(Rules.PartOfRange, call.Arguments[0].Value, Text(call.Arguments[0].Value));
        IOperation lambda = Unconverted(call.Arguments[0].Value);
        if (lambda is not IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue: { } path }] })
            throw Refuse(Rules.SelectPath, lambda, Text(lambda));
        var steps = new Stack<string>();
        for (IOperation at = path; at is not IParameterReferenceOperation;)
        {
            switch (at)
            {
                case IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol, Instance: { Type: { } owner } instance } member and not IPropertyReferenceOperation { Arguments.IsEmpty: false }:
                    bool isTuple = owner.IsTupleType;
                    if (!isTuple && !IsPart(owner, member.Member))
                        throw Refuse(Rules.UnknownPart, member, member.Member.Name, TileParser.Short(owner));
                    steps.Push(Literal(isTuple ? TupleField(member.Member) : FieldName(member.Member.Name)));
                    at = instance;
                    break;
                case IArrayElementReferenceOperation { Indices: [{ ConstantValue: { HasValue: true, Value: int and >= 0 and var position } }] } element:
                    steps.Push(position.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    at = element.ArrayReference;
                    break;
                case IConversionOperation conversion:
                    at = conversion.Operand;
                    break;
                default:
                    throw Refuse(Rules.SelectPath, at, Text(at));
            }
        }

        return Add($"s.Select({string.Join(", ", steps.Prepend(whole))})");
    }

    private bool IsPart(ITypeSymbol owner, ISymbol member) =>
        owner is INamedTypeSymbol named && StructShape.Find(named, _compilation, out _) is { } shape && shape.Members.Any(part => part.Name == member.Name);

    private string ReadRange(IInvocationOperation call)
    {
        (int start, int end) = (Bound(call, "start"), Bound(call, "end"));
        if (start < 0 || end < start)
            throw Refuse(Rules.RangeBounds, call, $"{start}..{end}");
        string source = ReadArguments(call)["source"];
        if (_ranges.Contains(source))
            throw Refuse(Rules.PartOfRange, call, Text(call));
        string range = Add($"s.Range({source}, {start.ToString(System.Globalization.CultureInfo.InvariantCulture)}, {end.ToString(System.Globalization.CultureInfo.InvariantCulture)})");
        _ranges.Add(range);
        return range;
    }

    private int Bound(IInvocationOperation call, string name)
    {
        IOperation value = call.Arguments.First(argument => argument.Parameter?.Name == name).Value;
        return value.ConstantValue is { HasValue: true, Value: int constant } ? constant : throw Refuse(Rules.RangeBounds, value, Text(value));
    }

    private string ReadCallOf(IInvocationOperation call)
    {
        bool isSequence = call.TargetMethod.Parameters.Any(parameter => parameter.Name == "sequence");
        IMethodSymbol callee = MethodOf(call, isSequence ? "sequence" : "tile", isSequence ? Names.SequenceAttribute : Names.TileAttribute);
        if (!isSequence && TileParser.CanBreak(callee))
            throw Refuse(Rules.BreakOutsideFold, call, callee.Name);
        IEnumerable<string> values = Numbered(ReadArguments(call));
        if (!isSequence)
            return Add($"s.Call({string.Join(", ", values.Prepend($"{Place(callee)}Unit.Unit"))})");
        return Add($"s.Call({string.Join(", ", values.Prepend($"{Place(callee)}Sequence.Describe").Prepend($"{Place(callee)}Sequence.Name"))})");
    }

    private string ReadFold(IInvocationOperation call)
    {
        IMethodSymbol tile = MethodOf(call, "tile", Names.TileAttribute);
        if (!TileParser.CanFold(tile, _compilation))
            throw Refuse(Rules.CannotFold, call, tile.Name);
        Dictionary<string, string> arguments = ReadArguments(call);
        string[] first = [$"{Place(tile)}Unit.Unit", arguments["chunk"], arguments["bound"], arguments["items"], arguments["initial"]];
        return Add($"s.Fold({string.Join(", ", first.Concat(Numbered(arguments)))})");
    }

    // In the order in which the arguments are written, which is the order in which they run.
    private Dictionary<string, string> ReadArguments(IInvocationOperation call)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        string? initial = null;
        foreach (IArgumentOperation argument in call.Arguments)
        {
            switch (argument.Parameter?.Name)
            {
                case "chunk" or "bound":
                    if (argument.Value.ConstantValue is not { HasValue: true, Value: int and >= 1 and var constant })
                        throw Refuse(Rules.ChunkOrBound, argument.Value, argument.Parameter.Name, Text(argument.Value));
                    arguments[argument.Parameter.Name] = constant.ToString(System.Globalization.CultureInfo.InvariantCulture);
                    break;
                case "context" or "tile" or "sequence" or "start" or "end":
                    break;
                case "initial" when NameOf(argument.Parameter.Type) != Names.Ref:
                    TypeUse type = Use(argument.Parameter.Type, argument.Value);
                    initial = ConstantText.Of(argument.Value) ?? throw Refuse(Rules.NoConstant, argument.Value, Text(argument.Value));
                    initial = $"s.Constant({Emitting.TypeText.Describe(type)}, {initial})";
                    break;
                case { } name:
                    arguments[name] = Read(argument.Value);
                    break;
            }
        }

        // A constant is taken when the fold is called, after the other arguments.
        if (initial is not null)
            arguments["initial"] = Add(initial);
        return arguments;
    }

    private static IEnumerable<string> Numbered(Dictionary<string, string> arguments) => Enumerable.Range(1, 6).Select(i => $"argument{i}").Where(arguments.ContainsKey).Select(name => arguments[name]);

    private IMethodSymbol MethodOf(IInvocationOperation call, string parameter, string attribute)
    {
        IOperation value = Unconverted(call.Arguments.First(argument => argument.Parameter?.Name == parameter).Value);
        return value is IMethodReferenceOperation reference && HostClass.Attribute(reference.Method, attribute) is not null && HostClass.Takes(reference.Method)
            ? reference.Method
            : throw Refuse(Rules.NoTile, value, Text(value), attribute == Names.TileAttribute ? "tile" : "sequence");
    }

    private static IOperation Unconverted(IOperation value)
    {
        while (value is IConversionOperation or IDelegateCreationOperation)
            value = value is IConversionOperation conversion ? conversion.Operand : ((IDelegateCreationOperation)value).Target;
        return value;
    }

    private static string Place(IMethodSymbol method) => $"{method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{method.Name}";

    private static string FieldName(string member) => char.ToLowerInvariant(member[0]) + member[1..];

    private static string TupleField(ISymbol member) => member is IFieldSymbol { CorrespondingTupleField: { } field } ? field.Name : member.Name;

    private static string NameOf(ITypeSymbol type) => $"{type.ContainingNamespace}.{type.MetadataName}";

    private static string Literal(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Text(IOperation operation)
    {
        string text = string.Join(" ", operation.Syntax.ToString().Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 60 ? text : text[..57] + "...";
    }

    private TypeUse Use(ITypeSymbol type, IOperation at) => Note(_types.Parse(type, at.Syntax.GetLocation(), _refusals) ?? throw new NotASequenceException());

    private TypeUse Note(TypeUse use)
    {
        _used[use.Display] = use;
        return use;
    }

    private string Add(string expression)
    {
        string name = $"v{_count++}";
        _statements.Add($"{Handle} {name} = {expression};");
        return name;
    }
}
