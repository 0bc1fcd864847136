namespace Runproof.Tiles;

/// <summary>A value of a sequence that does not exist yet: where it will come from when the program runs.</summary>
public abstract class Ref
{
    private protected Ref(SequenceContext context) => Context = context;

    /// <summary>The context that made it; it means nothing to another one.</summary>
    internal SequenceContext Context { get; }
}
