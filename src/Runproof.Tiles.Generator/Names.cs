namespace Runproof.Tiles.Generator;

/// <summary>Full names of what user code references.</summary>
internal static class Names
{
    public const string Namespace = "Runproof.Tiles";
    public const string TileAttribute = Namespace + ".TileAttribute";
    public const string SequenceAttribute = Namespace + ".SequenceAttribute";
    public const string UnionAttribute = Namespace + ".UnionAttribute";
    public const string SequenceContext = Namespace + ".SequenceContext";
    public const string SequenceCalls = Namespace + ".SequenceCalls";
    public const string SequenceFolds = Namespace + ".SequenceFolds";
    public const string ListRefs = Namespace + ".ListRefs";
    public const string Ref = Namespace + ".Ref`1";
    public const string Result = Namespace + ".Result`1";
    public const string Fold = Namespace + ".Fold`1";
}
