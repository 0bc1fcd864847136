using System.Diagnostics.CodeAnalysis;

namespace Runproof.Tiles.Tests;

/// <summary>The compiler finds the right overload for every shape of a tile: a result is unwrapped, a fold gives its state.</summary>
public sealed class OverloadTests
{
    [Fact]
    public void The_type_of_a_reference_is_what_the_program_passes_on()
    {
        Assert.Equal(typeof(Ref<long>), typeof(OverloadTests).GetMethod(nameof(Body))!.ReturnType);
    }

    [SuppressMessage("Performance", "CA1822", Justification = "It is read, not run.")]
    public static Ref<long> Body(SequenceContext s)
    {
        Ref<int[]> items = s.External<int[]>("items");
        Ref<long> plain = s.Call(Length, items);
        Ref<long> checkedLength = s.Call(CheckedLength, items);
        Ref<long> nested = s.Call(Nested, items);
        Ref<long> sum = s.Fold(Add, items, initial: 0L, chunk: 16);
        Ref<long> some = s.Fold(AddSome, items.Range(0, 5), initial: sum, bound: 10);
        Ref<long> safe = s.Fold(AddChecked, items, 0L, nested);
        Ref<long> both = s.Fold(AddSomeChecked, items, plain);
        Ref<int> first = items.Select(x => x[0]);
        return s.Call(Last, checkedLength, some, safe, both, first);
    }

    private static long Length(int[] items) => items.Length;

    private static Result<long> CheckedLength(int[] items) => items.Length == 0 ? Result.Err<long>("empty") : items.Length;

    private static Ref<long> Nested(SequenceContext s, Ref<int[]> items) => s.Call(Length, items);

    private static long Add(int item, long state) => state + item;

    private static Fold<long> AddSome(int item, long state) => item < 0 ? Fold.Break(state) : Fold.Continue(state + item);

    private static Result<long> AddChecked(int item, long state, long more) => state + item + more;

    private static Result<Fold<long>> AddSomeChecked(int item, long state) => Fold.Continue(state + item);

    private static long Last(long a, long b, long c, long d, int e) => a + b + c + d + e;
}
