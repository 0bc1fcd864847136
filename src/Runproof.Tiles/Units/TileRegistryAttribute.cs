namespace Runproof.Tiles.Units;

/// <summary>Names the type whose static property <c>Registry</c> is the assembly's registry. The generator writes it.</summary>
/// <param name="type">The type.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class TileRegistryAttribute(Type type) : Attribute
{
    /// <summary>The type.</summary>
    public Type Type { get; } = type;
}
