using System.Collections.Immutable;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Tests.Operators;

public sealed class IndexMapTests
{
    [Fact]
    public void Places_are_what_the_words_say() => Laws.Hold(600, random =>
    {
        var shape = CircuitShape.Of([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(1, 6))]);
        (IndexMap map, int count) = RandomIndexMap.Of(random, shape);
        var sources = Enumerable.Range(0, count).Select(_ => (Shape: shape, Values: Laws.Integers(random, shape.Count, -1000, 1000))).ToArray();
        var shapes = sources.Select(source => source.Shape).ToImmutableArray();
        var result = map.InferShape(shapes, out string problem);
        Assert.True(result is not null, problem);
        int[] joined = [.. sources.SelectMany(source => source.Values)];
        int[] actual = [.. map.Places(shapes).Select(place => place < 0 ? map.Constant : joined[place])];
        Assert.Equal(NaiveIndexMap.Apply(map, result!, sources), actual);
    });

    public static TheoryData<IndexMap> Misfits =>
    [
        new Reshape(CircuitShape.Of(5)),
        new Transpose([0, 0]),
        new Transpose([0]),
        new Transpose([0, 2]),
        new Transpose([-1, 0]),
        new Concat(2),
        new Concat(-1),
        new Pad([0], [0, 0], 0),
        new Pad([0, -1], [0, 0], 0),
        new Pad([int.MaxValue, 0], [int.MaxValue, 0], 0),
        new Slice([0, 0], [1, 1], CircuitShape.Of(2, 4)),
        new Slice([0, 3], [1, 1], CircuitShape.Of(2, 1)),
        new Slice([1, 0], [-2, 1], CircuitShape.Of(2, 1)),
        new Slice([0, 0], [int.MaxValue, int.MinValue], CircuitShape.Of(2, 3)),
        new Slice([0], [1], CircuitShape.Of(2)),
        new Broadcast(CircuitShape.Of(3)),
        new Broadcast(CircuitShape.Of(3, 3)),
    ];

    [Theory]
    [MemberData(nameof(Misfits))]
    public void A_map_that_does_not_fit_has_no_shape_and_says_why(IndexMap map)
    {
        Assert.Null(map.InferShape([CircuitShape.Of(2, 3)], out string problem));
        Assert.NotEqual("", problem);
        Assert.Null(map.InferShape([], out _));
    }

    [Fact]
    public void Sources_of_a_concatenation_agree_along_the_other_axes()
    {
        Assert.Null(new Concat(0).InferShape([CircuitShape.Of(2, 3), CircuitShape.Of(2, 4)], out _));
        Assert.Null(new Concat(0).InferShape([CircuitShape.Of(2, 3), CircuitShape.Of(2)], out _));
        Assert.Null(new Concat(0).InferShape([CircuitShape.Of(1 << 23, 1), CircuitShape.Of((1 << 23) + 1, 1)], out _));
        Assert.Equal(CircuitShape.Of(2, 7), new Concat(1).InferShape([CircuitShape.Of(2, 3), CircuitShape.Of(2, 4)], out _));
    }

    [Fact]
    public void Equal_maps_are_equal()
    {
        Assert.Equal(new Pad([1], [2], 3), new Pad([1], [2], 3));
        Assert.NotEqual(new Pad([1], [2], 3), new Pad([1], [2], 4));
        Assert.Equal(new Transpose([1, 0]), new Transpose([1, 0]));
        Assert.Equal(new Slice([1], [2], CircuitShape.Of(1)), new Slice([1], [2], CircuitShape.Of(1)));
        Assert.NotEqual(new Slice([1], [2], CircuitShape.Of(1)), new Slice([1], [2], CircuitShape.Of(2)));
    }
}
