using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Hashing;

namespace Runproof.Tiles.Units;

/// <summary>All tiles, types and programs of an assembly. The generator writes one, as a list: nothing is searched for, and nothing runs before it is asked for.</summary>
public sealed class TileRegistry
{
    private readonly Dictionary<Digest, TileUnit> _byRevision = [];
    private readonly Dictionary<string, TileUnit> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, TileType> _byType = [];

    /// <summary>Makes a registry.</summary>
    /// <param name="units">The tiles.</param>
    /// <param name="types">The types that they take and give.</param>
    /// <param name="programs">The sequences that are programs.</param>
    public TileRegistry(ImmutableArray<TileUnit> units, ImmutableArray<TileType> types, ImmutableArray<SequenceEntry> programs)
    {
        (Units, Types, Programs) = (units, types, programs);
        foreach (TileUnit unit in units)
        {
            _byName[unit.Name] = unit;
            _byRevision[unit.Revision.Digest] = unit;
            if (unit.Fold is { } fold)
                _byRevision[fold.Revision.Digest] = fold;
        }

        foreach (TileType type in types)
            _byType[type.Type] = type;
    }

    /// <summary>The tiles, by name.</summary>
    public ImmutableArray<TileUnit> Units { get; }

    /// <summary>The types that tiles take and give.</summary>
    public ImmutableArray<TileType> Types { get; }

    /// <summary>The sequences that are programs.</summary>
    public ImmutableArray<SequenceEntry> Programs { get; }

    /// <summary>Finds the unit that a step calls: a tile, or the fold with one.</summary>
    /// <param name="revision">Digest of its revision.</param>
    /// <param name="unit">The unit, or null.</param>
    public bool TryFind(Digest revision, [NotNullWhen(true)] out TileUnit? unit) => _byRevision.TryGetValue(revision, out unit);

    /// <summary>Finds a tile.</summary>
    /// <param name="name">Its full name.</param>
    /// <param name="unit">The tile, or null.</param>
    public bool TryFind(string name, [NotNullWhen(true)] out TileUnit? unit) => _byName.TryGetValue(name, out unit);

    /// <summary>Finds the description of a type.</summary>
    /// <param name="type">The description, or null.</param>
    /// <typeparam name="T">The type.</typeparam>
    public bool TryFind<T>([NotNullWhen(true)] out TileType<T>? type)
    {
        type = _byType.TryGetValue(typeof(T), out TileType? found) ? (TileType<T>)found : null;
        return type is not null;
    }
}
