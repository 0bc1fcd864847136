using Microsoft.CodeAnalysis;

namespace Runproof.Tiles.Generator.Parsing;

/// <summary>Which members of a record, struct or class make up a value, in order, and how one is made of them.</summary>
internal sealed record StructShape(StructMember[] Members, bool HasConstructor)
{
    /// <summary>The shape of a type; null where a value has state that cannot be read or given back.</summary>
    public static StructShape? Find(INamedTypeSymbol type, Compilation compilation, out string reason)
    {
        reason = "";
        bool hasBase = type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) } @base && !IsUnion(@base);
        reason = type switch
        {
            { TypeKind: not (TypeKind.Class or TypeKind.Struct) } => "it is neither a record nor a struct nor a class",
            { IsStatic: true } => "it is a static class",
            { IsRefLikeType: true } => "it is a ref struct",
            { IsAbstract: true } => "it is abstract, and has no [Union] that lists its variants",
            _ when hasBase => $"it derives from {type.BaseType!.Name}",
            _ => "",
        };
        if (reason.Length > 0)
            return null;
        IFieldSymbol[] state = [.. type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst)];
        StructMember?[] members = [.. state.Select(field => Member(field, compilation))];
        if (Array.IndexOf(members, null) is >= 0 and var hidden)
        {
            reason = $"its {(state[hidden].AssociatedSymbol is null ? "field" : "property")} {(state[hidden].AssociatedSymbol ?? state[hidden]).Name} cannot be read";
            return null;
        }

        reason = "no constructor takes each of its members by name, and not all of them can be set";
        if (members.Select(member => member!.FieldName).Distinct().Count() != members.Length)
            return null;
        foreach (IMethodSymbol constructor in type.InstanceConstructors.Where(constructor => compilation.IsSymbolAccessibleWithin(constructor, compilation.Assembly)))
        {
            if (Ordered(constructor, members!) is { Length: > 0 } ordered)
                return new StructShape(ordered, HasConstructor: true);
        }

        bool canSet = state.All(field => field.AssociatedSymbol is IPropertySymbol property ? property.SetMethod is not null : !field.IsReadOnly);
        bool isDefault = type.IsValueType || type.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty);
        return canSet && isDefault ? new StructShape(members!, HasConstructor: false) : null;
    }

    private static bool IsUnion(INamedTypeSymbol type) => type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == Names.UnionAttribute);

    private static StructMember? Member(IFieldSymbol field, Compilation compilation)
    {
        ISymbol visible = field.AssociatedSymbol ?? field;
        return visible.Name.Length > 0 && compilation.IsSymbolAccessibleWithin(visible, compilation.Assembly) ? new StructMember(visible.Name, field.Type) : null;
    }

    // The members in the order of a constructor that takes each of them.
    private static StructMember[]? Ordered(IMethodSymbol constructor, StructMember[] members)
    {
        if (constructor.Parameters.Length != members.Length)
            return null;
        var ordered = new List<StructMember>();
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            StructMember? member = members.FirstOrDefault(candidate =>
                string.Equals(candidate.Name, parameter.Name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(candidate.Type, parameter.Type));
            if (member is null)
                return null;
            ordered.Add(member);
        }

        return [.. ordered];
    }
}
