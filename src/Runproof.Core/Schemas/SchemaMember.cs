namespace Runproof.Core.Schemas;

/// <summary>A part of a schema: a field, a variant, an element.</summary>
/// <param name="Name">The name of a field or variant; empty for parts without a name.</param>
/// <param name="Schema">The schema of its values; null for a variant without a payload.</param>
public sealed record SchemaMember(string Name, Schema? Schema);
