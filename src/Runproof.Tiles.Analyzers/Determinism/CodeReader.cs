using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Runproof.Tiles.Generator.Parsing;

namespace Runproof.Tiles.Analyzers.Determinism;

/// <summary>Reads what a method does that may differ from run to run, and which user code it calls.</summary>
internal sealed class CodeReader(CodeFacts facts, IAssemblySymbol assembly)
{
    private static readonly HashSet<string> Hashed = new(StringComparer.Ordinal)
    {
        "Dictionary", "HashSet", "KeyCollection", "ValueCollection", "ConcurrentDictionary", "ConcurrentBag", "FrozenDictionary", "FrozenSet", "ImmutableDictionary", "ImmutableHashSet", "Hashtable",
    };

    private static readonly HashSet<string> AnyOrder = new(StringComparer.Ordinal)
    {
        "Any", "All", "Contains", "Count", "LongCount", "Sum", "Min", "Max", "Order", "OrderDescending", "ToHashSet", "ToFrozenSet", "ToImmutableHashSet",
    };

    private static readonly HashSet<string> Changes = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "Remove", "RemoveAt", "RemoveAll", "RemoveWhere", "Clear", "Insert", "Push", "Pop", "Enqueue", "Dequeue", "Sort", "Reverse", "TryAdd", "UnionWith", "Append", "AddFirst", "AddLast", "SetValue",
    };

    private static readonly string[] EnumeratorMembers = ["MoveNext", "get_Current", "Dispose"];

    /// <summary>Reads a body with everything in it.</summary>
    public void Read(IOperation body)
    {
        foreach (IOperation operation in body.DescendantsAndSelf())
        {
            ReadFloatingPoint(operation);
            if (CultureRules.Find(operation) is { } culture)
                Find(RuleTable.Culture, operation, culture);
            switch (operation)
            {
                case IInvocationOperation call:
                    ReadMember(call.TargetMethod, operation);
                    ReadStaticChange(call.Instance, call.TargetMethod.Name, operation);
                    break;
                case IObjectCreationOperation { Constructor: { } constructor }:
                    ReadMember(constructor, operation);
                    break;
                case IPropertyReferenceOperation property:
                    ReadProperty(property);
                    break;
                case IMemberReferenceOperation member:
                    ReadMember(member.Member, operation);
                    break;
                case IBinaryOperation { OperatorMethod: { } method }:
                    ReadMember(method, operation);
                    break;
                case IUnaryOperation { OperatorMethod: { } method }:
                    ReadMember(method, operation);
                    break;
                case ICompoundAssignmentOperation { OperatorMethod: { } method }:
                    ReadMember(method, operation);
                    break;
                case IIncrementOrDecrementOperation { OperatorMethod: { } method }:
                    ReadMember(method, operation);
                    break;
                case IDeconstructionAssignmentOperation deconstruction:
                    CallUnnamed(deconstruction.Value.Type, "Deconstruct");
                    break;
                case IRecursivePatternOperation { DeconstructSymbol: { } method }:
                    ReadMember(method, operation);
                    break;
                case IUsingOperation used:
                    foreach (IOperation resource in used.Resources.DescendantsAndSelf())
                        CallUnnamed(resource.Type, "Dispose");
                    break;
                case IUsingDeclarationOperation used:
                    foreach (ILocalSymbol local in used.DeclarationGroup.GetDeclaredVariables())
                        CallUnnamed(local.Type, "Dispose");
                    break;
                case IConversionOperation conversion:
                    if (conversion.OperatorMethod is { } converter)
                        ReadMember(converter, operation);
                    ReadOrder(conversion);
                    break;
                case IForEachLoopOperation loop:
                    ReadLoop(loop);
                    break;
                case IAwaitOperation:
                    Find(RuleTable.Threads, operation, "await");
                    break;
                case ILockOperation:
                    Find(RuleTable.Threads, operation, "lock");
                    break;
                case IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation or IDynamicObjectCreationOperation:
                    Find(RuleTable.Reflection, operation, "dynamic");
                    break;
                case IAddressOfOperation or IFunctionPointerInvocationOperation or { Kind: OperationKind.None, Type.TypeKind: TypeKind.Pointer }:
                    Find(RuleTable.NativeCode, operation, operation.Syntax.ToString());
                    break;
            }

            ReadChange(operation);
        }
    }

    private void Find(DiagnosticDescriptor rule, IOperation at, params string[] arguments)
    {
        // An expression is told once, as a whole: its parts come after it.
        if (!facts.Findings.Any(known => known.Rule == rule && known.Location.SourceSpan.Contains(at.Syntax.Span)))
            facts.Findings.Enqueue(new Finding(rule, at.Syntax.GetLocation(), arguments));
    }

    private void ReadMember(ISymbol member, IOperation at)
    {
        member = member is IMethodSymbol { ReducedFrom: { } unreduced } ? unreduced : member;
        member = member.OriginalDefinition;
        if (member is IMethodSymbol { PartialImplementationPart: { } implementation })
            member = implementation;
        if (member.ContainingType is null || member is IMethodSymbol { MethodKind: MethodKind.LocalFunction })
            return;
        if (SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, assembly))
        {
            ReadOwn(member, at);
            return;
        }

        if (PlatformRules.Find(member) is { } rule)
        {
            Find(rule, at, Display(member));
            return;
        }

        string name = member.ContainingAssembly?.Identity.Name ?? "";
        if (!DeclarationReader.IsPlatform(name) && member is IMethodSymbol or IPropertySymbol)
            Find(RuleTable.Unchecked, at, Display(member), name);
    }

    private void ReadOwn(ISymbol member, IOperation at)
    {
        if (member is IFieldSymbol { IsStatic: true, IsConst: false } field && (!field.IsReadOnly || field.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ThreadStaticAttribute")))
            Find(RuleTable.MutableStatic, at, Display(field));
        if (member is IMethodSymbol { IsExtern: true } || (member is IMethodSymbol method && method.GetDllImportData() is not null))
            Find(RuleTable.NativeCode, at, Display(member));
        if (member is IMethodSymbol { Name: "GetHashCode", IsImplicitlyDeclared: true })
            Find(RuleTable.HashCode, at, Display(member));
        facts.Calls.Enqueue(member);
    }

    private void ReadProperty(IPropertyReferenceOperation reference)
    {
        ISymbol property = reference.Property.OriginalDefinition;
        if (!SymbolEqualityComparer.Default.Equals(property.ContainingAssembly, assembly))
        {
            ReadMember(reference.Property, reference);
            return;
        }

        bool isKept = property.IsStatic && reference.Property.SetMethod is { IsInitOnly: false } && property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
        if (isKept)
            Find(RuleTable.MutableStatic, reference, Display(property));
        facts.Calls.Enqueue(property);
        foreach (IMethodSymbol accessor in new[] { reference.Property.OriginalDefinition.GetMethod, reference.Property.OriginalDefinition.SetMethod }.OfType<IMethodSymbol>())
            facts.Calls.Enqueue(accessor);
    }

    // The outermost operation that has a floating-point value.
    private void ReadFloatingPoint(IOperation operation)
    {
        if (IsFloating(operation.Type) && !IsFloating(operation.Parent?.Type) && operation is not (IVariableDeclaratorOperation or IArgumentOperation or IParameterReferenceOperation { Parent: IConversionOperation }))
            Find(RuleTable.FloatingPoint, operation, TileParser.Short(operation.Type!));
    }

    private static bool IsFloating(ITypeSymbol? type) => type is { SpecialType: SpecialType.System_Single or SpecialType.System_Double } || (type?.Name == "Half" && type.ContainingNamespace?.Name == "System");

    private void ReadLoop(IForEachLoopOperation loop)
    {
        IOperation collection = Unconverted(loop.Collection);
        if (collection.Type is not INamedTypeSymbol type)
            return;
        if (IsHashed(type) || IsOfUnknownOrder(type))
            Find(RuleTable.HashOrder, collection, TileParser.Short(type));
        CallUnnamed(type, "GetEnumerator");
        foreach (IMethodSymbol method in type.GetMembers("GetEnumerator").OfType<IMethodSymbol>())
        {
            foreach (string name in EnumeratorMembers)
                CallUnnamed(method.ReturnType, name);
        }
    }

    // What the compiler calls by its name where the code does not.
    private void CallUnnamed(ITypeSymbol? type, string name)
    {
        foreach (ISymbol member in type?.OriginalDefinition.GetMembers(name) ?? [])
            facts.Calls.Enqueue(member);
    }

    private static bool IsOfUnknownOrder(INamedTypeSymbol type) =>
        type.Name is "IDictionary" or "IReadOnlyDictionary" or "ISet" or "IReadOnlySet" && type.ContainingNamespace.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal);

    // A hashed collection that is taken as any sequence is enumerated by whoever takes it.
    private void ReadOrder(IConversionOperation conversion)
    {
        if (conversion.Operand.Type is not INamedTypeSymbol from || !IsHashed(from) || conversion.Type?.Name is not ("IEnumerable" or "IReadOnlyCollection" or "ICollection"))
            return;
        if (conversion.Parent is IForEachLoopOperation || (conversion.Parent is IArgumentOperation { Parent: IInvocationOperation call } && call.TargetMethod.ContainingType.Name == "Enumerable" && AnyOrder.Contains(call.TargetMethod.Name)))
            return;
        Find(RuleTable.HashOrder, conversion.Operand, TileParser.Short(from));
    }

    private static bool IsHashed(INamedTypeSymbol type)
    {
        string name = type.Name;
        return Hashed.Contains(name) && type.ContainingNamespace.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) && type.ContainingType?.Name is not ("SortedDictionary" or "SortedList");
    }

    private void ReadStaticChange(IOperation? instance, string method, IOperation at)
    {
        if (instance is IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field } && Changes.Contains(method))
            Find(RuleTable.MutableStatic, at, Display(field));
    }

    private void ReadChange(IOperation operation)
    {
        IOperation? target = operation switch
        {
            IAssignmentOperation assignment => assignment.Target,
            IIncrementOrDecrementOperation increment => increment.Target,
            _ => null,
        };
        for (bool isInside = false; target is not null; isInside = true)
        {
            if (isInside && target is IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field })
                Find(RuleTable.MutableStatic, operation, Display(field));
            target = target switch
            {
                IArrayElementReferenceOperation element => element.ArrayReference,
                IMemberReferenceOperation member => member.Instance,
                _ => null,
            };
        }
    }

    private static IOperation Unconverted(IOperation operation) => operation is IConversionOperation conversion ? conversion.Operand : operation;

    private static string Display(ISymbol member) => member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? $"new {member.ContainingType.Name}" : $"{member.ContainingType.Name}.{member.Name}";
}
