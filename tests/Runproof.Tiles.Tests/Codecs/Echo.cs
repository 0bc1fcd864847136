namespace Runproof.Tiles.Tests.Codecs;

/// <summary>A tile for each kind of type; what goes in comes out.</summary>
public static partial class Echo
{
    [Tile]
    public static Integers OfIntegers(Integers value) => value;

    [Tile]
    public static Texts OfTexts(Texts value) => value;

    [Tile]
    public static Lists OfLists(Lists value) => value;

    [Tile]
    public static Maps OfMaps(Maps value) => value;

    [Tile]
    public static Fields OfFields(Fields value) => value;

    [Tile]
    public static Point OfPoint(Point value) => value;

    [Tile]
    public static Empty OfEmpty(Empty value) => value;

    [Tile]
    public static Shape[] OfShapes(Shape[] value) => value;

    [Tile]
    public static Pair<Pair<int, string>, Point[]> OfPairs(Pair<Pair<int, string>, Point[]> value) => value;

    [Tile]
    public static Pair<Result<int>, int?[]>[] OfResults(Pair<Result<int>, int?[]>[] value) => value;

    [Tile]
    public static (int First, string Second, bool Third) OfThree(int first, string second, bool third) => (first, second, third);

    [Tile]
    public static string OfString(string value) => value;

    [Tile]
    public static Int128 OfInt128(Int128 value) => value;

    [Tile]
    public static char OfLetter(char value) => value;

    [Tile]
    public static int OfNothing() => 42;
}
