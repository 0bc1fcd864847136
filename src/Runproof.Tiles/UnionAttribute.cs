namespace Runproof.Tiles;

/// <summary>
/// Makes an abstract record an enum with payloads: its variants are the sealed records that are nested in it and derive from it, in the order of declaration.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class UnionAttribute : Attribute;
