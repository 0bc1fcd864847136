using System.Diagnostics.CodeAnalysis;
using Runproof.Tiles;

namespace Runproof.Runs.Tests.Tiles;

/// <summary>Tiles that end in every way a call can end.</summary>
public static partial class Calls
{
    [Tile]
    public static Result<long> Add(int item, long state) => item == 13 ? Result.Err<long>("thirteen") : state + item;

    [Tile]
    public static Fold<long> AddSome(int item, long state) => item < 0 ? Fold.Break(state) : Fold.Continue(state + item);

    [Tile]
    public static long Twice(long value) => checked(2 * value);

    [Tile]
    [SuppressMessage("Usage", "CA2201", Justification = "A tile that is wrong.")]
    public static long Throw(long value) => value == 99 ? throw new InvalidOperationException("ninety-nine") : value;

    [Tile]
    public static long Spin(long value)
    {
        while (value == 77)
        {
        }

        return value;
    }

    [Tile(MaxMemory = 4 << 20)]
    public static long Allocate(long value)
    {
        for (long i = 0; i < value - 1_000_000; i++)
        {
            // Kept, since the compiler would else leave the array out.
            byte[] block = new byte[1 << 20];
            GC.KeepAlive(block);
            value += block.Length - (1 << 20);
        }

        return value;
    }

    [Tile]
    public static long Hoard(long value)
    {
        var hoard = new List<byte[]>();
        while (value == 55)
            hoard.Add(GC.AllocateUninitializedArray<byte>(1 << 20));
        return value + hoard.Count;
    }

    [Sequence(Entry = true)]
    public static Ref<long> Whole(SequenceContext s)
    {
        var items = s.External<int[]>("items");
        var sum = s.Fold(Add, items, 0L, chunk: 2, bound: 10);
        var some = s.Fold(AddSome, items, sum, bound: 10);
        return s.Call(Nested, s.Call(Twice, some));
    }

    [Sequence]
    public static Ref<long> Nested(SequenceContext s, Ref<long> value) => s.Call(Hoard, s.Call(Allocate, s.Call(Spin, s.Call(Throw, value))));
}
