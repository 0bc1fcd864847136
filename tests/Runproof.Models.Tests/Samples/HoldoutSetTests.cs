using Runproof.Models.Samples;

namespace Runproof.Models.Tests.Samples;

/// <summary>What a held-out set gives back.</summary>
public sealed class HoldoutSetTests
{
    [Fact]
    public void Gives_back_what_was_written()
    {
        byte[] values = [.. Enumerable.Range(0, 2 * 128).Select(i => (byte)i)];
        Assert.True(HoldoutSet.TryRead(HoldoutSet.Create([2, 64], 2, [1, 0], values).ToBytes(), "set", out var set, out _));
        Assert.Equal((2, 2), (set.Count, set.Classes));
        Assert.Equal([2, 64], set.Shape.AsSpan());
        Assert.Equal((1, 0), (set.Label(0), set.Label(1)));
        Assert.Equal(values.AsSpan(128), set.Values(1));
    }

    [Fact]
    public void Inputs_are_the_bytes_divided_by_255_with_a_batch_of_one()
    {
        byte[] values = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        var inputs = HoldoutSet.Create([4, 64], 1, [0], values).Inputs(0);
        Assert.Equal([1, 4, 64], inputs.Shape);
        Assert.Equal([.. values.Select(value => value / 255f)], inputs.AsFloats());
    }

    [Fact]
    public void Writes_nothing_that_it_would_not_read()
    {
        Assert.Throws<ArgumentException>(() => HoldoutSet.Create([2], 2, [0, 1], new byte[3]));
        Assert.Throws<ArgumentException>(() => HoldoutSet.Create([2], 2, [0, 2], new byte[4]));
        Assert.Throws<ArgumentException>(() => HoldoutSet.Create([2], 257, [0], new byte[2]));
        Assert.Throws<ArgumentException>(() => HoldoutSet.Create([], 2, [0], new byte[1]));
        Assert.Throws<ArgumentException>(() => HoldoutSet.Create([-1], 2, [0], []));
        Assert.Throws<ArgumentException>(() => HoldoutSet.Create([long.MaxValue, 2], 2, [0], []));
        Assert.Throws<ArgumentException>(() => HoldoutSet.Create([1], 2, [], []));
    }

    [Fact]
    public void Has_no_example_beyond_its_count()
    {
        var set = HoldoutSet.Create([1], 1, [0], [7]);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Label(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Inputs(-1));
    }
}
