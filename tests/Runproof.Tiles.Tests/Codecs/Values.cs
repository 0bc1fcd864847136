using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Runproof.Tiles.Tests.Codecs;

public enum Color
{
    Red = 7,
    Green = 1,
    Blue = -3,
}

public readonly record struct Integers(byte A, ushort B, uint C, ulong D, UInt128 E, sbyte F, short G, int H, long I, Int128 J);

public sealed record Texts(bool Flag, Rune Letter, string Text, byte[] Raw, string? Maybe, int? Number, Color Color);

public sealed record Lists(int[] Numbers, List<string> Names, ImmutableArray<Integers> Rows, int[][] Jagged, (byte Left, string?[] Right) Pair, Texts?[] Some);

public sealed record Maps(Dictionary<string, int> ByName, SortedDictionary<short, Color[]> ByNumber);

[SuppressMessage("Design", "CA1051", Justification = "Fields are a way to write a value.")]
public struct Fields
{
    public int First;
    public long Second;

    public string Third { get; set; }
}

public readonly struct Point(int x, int y)
{
    public int Y { get; } = y;

    public int X { get; } = x;
}

public sealed record Empty;

[Union]
public abstract record Shape
{
    public sealed record Nothing : Shape;

    public sealed record Circle(uint Radius) : Shape;

    public sealed record Box(uint Width, Point Corner) : Shape;
}

public readonly record struct Pair<TLeft, TRight>(TLeft Left, TRight Right);
