using Microsoft.CodeAnalysis;

namespace Runproof.Tiles.Generator.Parsing;

/// <summary>A field or property that is part of a value.</summary>
internal sealed record StructMember(string Name, ITypeSymbol Type)
{
    /// <summary>Its name in the schema.</summary>
    public string FieldName => char.ToLowerInvariant(Name[0]) + Name[1..];
}
