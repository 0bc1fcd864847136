using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Runproof.Tiles.Generator.Models;

namespace Runproof.Tiles.Generator.Parsing;

/// <summary>
/// Reads the bodies of sequences: what is called is what the compiler has bound, in the order in which it would run. A body that says something else gives null: the
/// analyzers say what.
/// </summary>
internal sealed class SequenceParser
{
    private const string Handle = "global::Runproof.Tiles.Programs.ValueHandle";

    private readonly TypeParser _types;
    private readonly List<string> _statements = [];
    private readonly Dictionary<string, TypeUse> _used = [];
    private readonly Dictionary<ISymbol, string> _values = new(SymbolEqualityComparer.Default);
    private int _count;

    private SequenceParser(TypeParser types) => _types = types;

    public static SequenceModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        Compilation compilation = context.SemanticModel.Compilation;
        if (!HostClass.Takes(method) || context.SemanticModel.GetOperation(context.TargetNode, cancellation) is not IMethodBodyOperation body)
            return null;
        string assembly = HostClass.GeneratedNamespace(compilation);
        AttributeData attribute = context.Attributes[0];
        bool isEntry = HostClass.Value(attribute, "Entry", false);
        var parser = new SequenceParser(new TypeParser(assembly, compilation));
        try
        {
            parser.ReadParameters(method, isEntry);
            parser.ReadBody(body);
        }
        catch (NotASequenceException)
        {
            return null;
        }

        return new SequenceModel(
            assembly,
            HostClass.NamespaceOf(method),
            method.ContainingType.Name,
            method.Name,
            isEntry,
            HostClass.Value(attribute, "Description", ""),
            new([.. parser._statements]),
            new([.. parser._used.Values.OrderBy(type => type.Display, StringComparer.Ordinal)]),
            parser._types.Codecs);
    }

    private void ReadParameters(IMethodSymbol method, bool isEntry)
    {
        if (method.Parameters.IsEmpty || NameOf(method.Parameters[0].Type) != Names.SequenceContext || NameOf(method.ReturnType) != Names.Ref || (isEntry && method.Parameters.Length > 1))
            throw new NotASequenceException();
        foreach (IParameterSymbol parameter in method.Parameters.Skip(1))
        {
            if (NameOf(parameter.Type) != Names.Ref)
                throw new NotASequenceException();
            TypeUse type = Use(((INamedTypeSymbol)parameter.Type).TypeArguments[0]);
            _values[parameter] = Add($"s.Input({Literal(parameter.Name)}, {Literal(type.Schema)})");
        }
    }

    private void ReadBody(IMethodBodyOperation body)
    {
        bool isReturned = false;
        foreach (IOperation statement in (body.BlockBody ?? body.ExpressionBody ?? throw new NotASequenceException()).Operations)
        {
            if (isReturned)
                throw new NotASequenceException();
            switch (statement)
            {
                case IVariableDeclarationGroupOperation group:
                    foreach (IVariableDeclaratorOperation variable in group.Declarations.SelectMany(declaration => declaration.Declarators))
                        _values[variable.Symbol] = Read(variable.GetVariableInitializer()?.Value);
                    break;
                case IReturnOperation { ReturnedValue: { } value }:
                    _statements.Add($"s.Return({Read(value)});");
                    isReturned = true;
                    break;
                case IExpressionStatementOperation { Operation: IInvocationOperation call }:
                    Read(call);
                    break;
                default:
                    throw new NotASequenceException();
            }
        }

        if (!isReturned)
            throw new NotASequenceException();
    }

    // Statements for what an expression does; the name of its value.
    private string Read(IOperation? operation) => operation switch
    {
        IConversionOperation { OperatorMethod: null } conversion => Read(conversion.Operand),
        ILocalReferenceOperation local when _values.TryGetValue(local.Local, out string value) => value,
        IParameterReferenceOperation parameter when _values.TryGetValue(parameter.Parameter, out string value) => value,
        IInvocationOperation call => ReadCall(call),
        _ => throw new NotASequenceException(),
    };

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
            _ => throw new NotASequenceException(),
        };
    }

    private string ReadExternal(IInvocationOperation call)
    {
        TypeUse type = Use(call.TargetMethod.TypeArguments[0]);
        return Add($"s.External({Literal(Constant<string>(call.Arguments[0].Value))}, {Literal(type.Schema)})");
    }

    private string ReadConstant(ITypeSymbol type, IOperation value)
    {
        TypeUse use = Use(type);
        return Add($"s.Constant({Emitting.TypeText.Describe(use)}, {ConstantText.Of(value) ?? throw new NotASequenceException()})");
    }

    private string ReadSelect(IInvocationOperation call)
    {
        string whole = Read(call.Instance);
        IOperation? lambda = call.Arguments[0].Value;
        while (lambda is IConversionOperation or IDelegateCreationOperation)
            lambda = lambda is IConversionOperation conversion ? conversion.Operand : ((IDelegateCreationOperation)lambda).Target;
        if (lambda is not IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue: { } path }] })
            throw new NotASequenceException();
        var steps = new Stack<string>();
        for (IOperation? at = path; at is not IParameterReferenceOperation;)
        {
            switch (at)
            {
                case IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol, Instance: { } instance } member:
                    steps.Push(Literal(instance.Type is { IsTupleType: true } ? TupleField(member.Member) : FieldName(member.Member.Name)));
                    at = instance;
                    break;
                case IArrayElementReferenceOperation { Indices: [{ ConstantValue: { HasValue: true, Value: int position } }] } element:
                    steps.Push(position.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    at = element.ArrayReference;
                    break;
                case IConversionOperation conversion:
                    at = conversion.Operand;
                    break;
                default:
                    throw new NotASequenceException();
            }
        }

        return Add($"s.Select({string.Join(", ", steps.Prepend(whole))})");
    }

    private string ReadRange(IInvocationOperation call)
    {
        Dictionary<string, string> arguments = ReadArguments(call);
        return Add($"s.Range({arguments["source"]}, {arguments["start"]}, {arguments["end"]})");
    }

    private string ReadCallOf(IInvocationOperation call)
    {
        bool isSequence = call.TargetMethod.Parameters.Any(parameter => parameter.Name == "sequence");
        IMethodSymbol callee = MethodOf(call, isSequence ? "sequence" : "tile");
        Dictionary<string, string> arguments = ReadArguments(call);
        IEnumerable<string> values = Numbered(arguments);
        if (HostClass.Attribute(callee, isSequence ? Names.SequenceAttribute : Names.TileAttribute) is null)
            throw new NotASequenceException();
        if (!isSequence)
            return Add($"s.Call({string.Join(", ", values.Prepend($"{Place(callee)}Unit.Unit"))})");
        return Add($"s.Call({string.Join(", ", values.Prepend($"{Place(callee)}Sequence.Describe").Prepend($"{Place(callee)}Sequence.Name"))})");
    }

    private string ReadFold(IInvocationOperation call)
    {
        IMethodSymbol tile = MethodOf(call, "tile");
        if (HostClass.Attribute(tile, Names.TileAttribute) is null)
            throw new NotASequenceException();
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
                case "chunk" or "bound" or "start" or "end":
                    arguments[argument.Parameter.Name] = Constant<int>(argument.Value).ToString(System.Globalization.CultureInfo.InvariantCulture);
                    break;
                case "context" or "tile" or "sequence":
                    break;
                case "initial" when NameOf(argument.Parameter.Type) != Names.Ref:
                    initial = ConstantText.Of(argument.Value) ?? throw new NotASequenceException();
                    TypeUse type = Use(argument.Parameter.Type);
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

    private static IMethodSymbol MethodOf(IInvocationOperation call, string parameter)
    {
        IOperation? value = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;
        while (value is IConversionOperation or IDelegateCreationOperation)
            value = value is IConversionOperation conversion ? conversion.Operand : ((IDelegateCreationOperation)value).Target;
        return value is IMethodReferenceOperation reference && HostClass.Takes(reference.Method) ? reference.Method : throw new NotASequenceException();
    }

    private static string Place(IMethodSymbol method) => $"{method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{method.Name}";

    private static string FieldName(string member) => char.ToLowerInvariant(member[0]) + member[1..];

    private static string TupleField(ISymbol member) => member is IFieldSymbol { CorrespondingTupleField: { } field } ? field.Name : member.Name;

    private static T Constant<T>(IOperation value) => value.ConstantValue is { HasValue: true, Value: T constant } ? constant : throw new NotASequenceException();

    private static string NameOf(ITypeSymbol type) => $"{type.ContainingNamespace}.{type.MetadataName}";

    private static string Literal(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);

    private TypeUse Use(ITypeSymbol type)
    {
        TypeUse use = _types.Parse(type) ?? throw new NotASequenceException();
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
