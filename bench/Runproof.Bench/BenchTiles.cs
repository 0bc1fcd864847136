using Runproof.Tiles;

namespace Runproof.Bench;

/// <summary>Tiles that do next to nothing, so that what remains is the cost of a step.</summary>
public static partial class BenchTiles
{
    /// <summary>Adds.</summary>
    [Tile]
    public static long Add(int item, long state) => state + item;

    /// <summary>Passes a state of some size on.</summary>
    [Tile]
    public static byte[] Pass(int item, byte[] state)
    {
        state[0] += (byte)item;
        return state;
    }

    /// <summary>A step of a few bytes for each item.</summary>
    [Sequence(Entry = true)]
    public static Ref<long> Small(SequenceContext s) => s.Fold(Add, s.External<int[]>("items"), 0L);

    /// <summary>A step that takes and gives a state for each item.</summary>
    [Sequence(Entry = true)]
    public static Ref<byte[]> Large(SequenceContext s) => s.Fold(Pass, s.External<int[]>("items"), s.External<byte[]>("state"));
}
