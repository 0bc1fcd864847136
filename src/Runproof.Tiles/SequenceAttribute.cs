namespace Runproof.Tiles;

/// <summary>
/// Makes a static method of a <c>static partial</c> class a sequence: it takes a <see cref="SequenceContext"/>, then references, returns a reference, and its
/// body says which tiles and sequences are called in which order. The program is made from the body; the body does not run when the program does.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class SequenceAttribute : Attribute
{
    /// <summary>Whether the sequence is a program of its own. It takes nothing but the context then.</summary>
    public bool Entry { get; set; }

    /// <summary>What the sequence does, in one sentence, for people.</summary>
    public string Description { get; set; } = "";
}
