using Microsoft.CodeAnalysis;

namespace Runproof.Tiles.Generator.Parsing;

/// <summary>Which members of a record, struct or class make up a value, in order, and how one is made of them.</summary>
internal sealed record StructShape(StructMember[] Members, bool HasConstructor)
{
    /// <summary>The shape of a type; null where a value has state that cannot be read or given back.</summary>
    public static StructShape? Find(INamedTypeSymbol type, Compilation compilation)
    {
        bool hasBase = type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) } @base && !IsUnion(@base);
        if (type.IsAbstract || type.IsRefLikeType || hasBase || type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsStatic)
            return null;
        IFieldSymbol[] state = [.. type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst)];
        StructMember?[] members = [.. state.Select(field => Member(field, compilation))];
        if (members.Contains(null) || members.Select(member => member!.FieldName).Distinct().Count() != members.Length)
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
        return compilation.IsSymbolAccessibleWithin(visible, compilation.Assembly) ? new StructMember(visible.Name, field.Type) : null;
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
