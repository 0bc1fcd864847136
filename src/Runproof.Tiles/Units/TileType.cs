using Runproof.Tiles.Programs;

namespace Runproof.Tiles.Units;

/// <summary>A type of values that tiles take or give.</summary>
public abstract class TileType
{
    private protected TileType(Type type, string schema)
    {
        Type = type;
        Schema = schema;
    }

    /// <summary>The type in C#.</summary>
    public Type Type { get; }

    /// <summary>The text of its schema.</summary>
    public string Schema { get; }

    /// <summary>A reference to a value of the type.</summary>
    internal abstract Ref Reference(SequenceRecorder context, ValueHandle value);
}
