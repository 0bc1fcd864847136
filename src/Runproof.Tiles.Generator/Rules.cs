namespace Runproof.Tiles.Generator;

/// <summary>The rules that tiles and sequences keep, by the codes of their diagnostics. What breaks a rule that the generator knows is left out of what it makes.</summary>
internal static class Rules
{
    /// <summary>No rule: the code does not compile, and the compiler says why.</summary>
    public const string CompilerSaysWhy = "";

    public const string OrdinaryStatic = "RP0101";
    public const string StaticPartialClass = "RP0102";
    public const string Generic = "RP0103";
    public const string Overloaded = "RP0104";
    public const string ParameterKind = "RP0105";
    public const string NoSchema = "RP0106";
    public const string RecursiveType = "RP0107";
    public const string DeepType = "RP0108";
    public const string LostState = "RP0109";
    public const string NoPlainReturn = "RP0110";
    public const string NegativeLimit = "RP0111";
    public const string TileAndSequence = "RP0112";
    public const string NameTaken = "RP0113";
    public const string OpenUnion = "RP0114";

    public const string Throws = "RP0201";
    public const string NestedResult = "RP0202";
    public const string CatchesAll = "RP0203";

    public const string FoldShape = "RP0301";
    public const string CannotFold = "RP0302";
    public const string ChunkOrBound = "RP0303";
    public const string BreakOutsideFold = "RP0304";

    public const string EntryParameters = "RP0401";
    public const string SequenceShape = "RP0402";
    public const string DirectCall = "RP0403";
    public const string ControlFlow = "RP0404";
    public const string NoReference = "RP0405";
    public const string NoConstant = "RP0406";
    public const string NoTile = "RP0407";
    public const string InputName = "RP0408";
    public const string InputTypes = "RP0409";
    public const string InputOutsideEntry = "RP0410";
    public const string Circle = "RP0411";
    public const string UnusedResult = "RP0412";

    public const string SelectPath = "RP0501";
    public const string RangeBounds = "RP0502";
    public const string UnknownPart = "RP0503";
    public const string PartOfRange = "RP0504";

    public const string FloatingPoint = "RP0601";
    public const string Clock = "RP0602";
    public const string Random = "RP0603";
    public const string Environment = "RP0604";
    public const string Culture = "RP0605";
    public const string InputOutput = "RP0606";
    public const string Threads = "RP0607";
    public const string MutableStatic = "RP0608";
    public const string HashOrder = "RP0609";
    public const string HashCode = "RP0610";
    public const string Reflection = "RP0611";
    public const string Hardware = "RP0612";
    public const string NativeCode = "RP0613";
    public const string Unchecked = "RP0614";

    public const string BaselineChanged = "RP0701";
    public const string BaselineMissing = "RP0702";
    public const string BaselineUnreadable = "RP0703";
}
