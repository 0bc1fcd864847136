using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Runproof.Tiles.Analyzers.Determinism;

/// <summary>Finds what formats, parses or compares by the culture of the process where it names none.</summary>
internal static class CultureRules
{
    private static readonly HashSet<string> KeyedSorts = new(StringComparer.Ordinal) { "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "MinBy", "MaxBy" };
    private static readonly HashSet<string> PlainSorts = new(StringComparer.Ordinal) { "Order", "OrderDescending", "Min", "Max", "Sort", "BinarySearch" };
    private static readonly HashSet<string> SortedTypes = new(StringComparer.Ordinal) { "SortedDictionary", "SortedList", "SortedSet", "PriorityQueue" };

    /// <summary>What depends on the culture, in words; null where nothing does.</summary>
    public static string? Find(IOperation operation) => operation switch
    {
        // Text + number writes the number.
        { Parent: IConversionOperation { Parent: IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } } } when IsSigned(operation.Type) => operation.Syntax.ToString(),
        IInvocationOperation call when IsPlatform(call.TargetMethod) => OfCall(call),
        IInterpolationOperation { Parent: IInterpolatedStringOperation { Type.SpecialType: SpecialType.System_String } text } hole when IsSigned(hole.Expression.Type) && !NamesProvider(text) => $"{{{hole.Expression.Syntax}}}",
        IObjectCreationOperation { Type: INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_String }, ..] } type, Constructor: { } constructor }
            when SortedTypes.Contains(type.Name) && IsPlatform(constructor) && !Takes(constructor, "IComparer") => $"new {type.Name}",
        _ => null,
    };

    private static string? OfCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        string type = method.ContainingType.Name;
        bool isNamed = Takes(method, "IFormatProvider") || Takes(method, "CultureInfo") || Takes(method, "StringComparison") || Takes(method, "CompareInfo") || Takes(method, "IComparer");
        if (isNamed)
            return null;
        bool isFound = (method.ContainingType.SpecialType, method.Name) switch
        {
            (SpecialType.System_String, "ToUpper" or "ToLower" or "Compare" or "CompareTo") => true,
            (SpecialType.System_String, "StartsWith" or "EndsWith" or "IndexOf" or "LastIndexOf") => method.Parameters[0].Type.SpecialType == SpecialType.System_String,
            (SpecialType.System_String, "Format") => true,
            (SpecialType.System_Char, "ToUpper" or "ToLower") => true,
            (_, "ToString" or "TryFormat") => IsSigned(call.Instance?.Type ?? method.ContainingType),
            (_, "Parse" or "TryParse") => IsNumber(method.ContainingType) || IsTime(method.ContainingType),
            (_, "Append" or "Insert") when type == "StringBuilder" => method.Parameters.Any(parameter => IsSigned(parameter.Type)),
            (_, "AppendFormat" or "AppendInterpolated") when type == "StringBuilder" => true,
            (_, { } name) when type == "Enumerable" && KeyedSorts.Contains(name) => method.TypeArguments is [.., { SpecialType: SpecialType.System_String }],
            (_, { } name) when type is "Enumerable" or "Array" or "List" or "MemoryExtensions" && PlainSorts.Contains(name) && !Takes(method, "Comparison") =>
                method.TypeArguments is [{ SpecialType: SpecialType.System_String }, ..] || method.ContainingType.TypeArguments is [{ SpecialType: SpecialType.System_String }],
            (_, "Convert") => false,
            _ => type == "Convert" && method.Name.StartsWith("To", StringComparison.Ordinal) && method.Parameters[0].Type.SpecialType is SpecialType.System_String && method.Parameters.Length == 1
                && method.Name is not ("ToString" or "ToBase64String" or "ToHexString"),
        };
        return isFound ? $"{type}.{method.Name}" : null;
    }

    private static bool NamesProvider(IInterpolatedStringOperation text)
    {
        IOperation? parent = text.Parent;
        while (parent is IConversionOperation or IInterpolatedStringHandlerCreationOperation)
            parent = parent.Parent;
        return parent is IArgumentOperation { Parent: IInvocationOperation call } && (Takes(call.TargetMethod, "IFormatProvider") || call.TargetMethod.Name == "Invariant");
    }

    private static bool Takes(IMethodSymbol method, string type) => method.Parameters.Any(parameter => parameter.Type.Name == type);

    private static bool IsPlatform(IMethodSymbol method) => method.ContainingType?.ContainingNamespace?.ToDisplayString() is { } space && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal));

    // The sign of a negative number belongs to a culture; digits do not.
    private static bool IsSigned(ITypeSymbol? type) => type is not null && (IsTime(type) || (IsNumber(type) && type.SpecialType is not (SpecialType.System_Byte or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_UInt64) && type.Name != "UInt128"));

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double
        || (type.ContainingNamespace?.ToDisplayString() is "System" or "System.Numerics" && type.Name is "Int128" or "UInt128" or "Half" or "BigInteger");

    private static bool IsTime(ITypeSymbol type) => type.ContainingNamespace?.ToDisplayString() == "System" && type.Name is "DateTime" or "DateTimeOffset" or "TimeSpan" or "DateOnly" or "TimeOnly";
}
