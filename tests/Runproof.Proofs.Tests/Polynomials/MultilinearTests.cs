using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Tests.Fields;

namespace Runproof.Proofs.Tests.Polynomials;

public sealed class MultilinearTests
{
    [Fact]
    public void Evaluating_is_the_weighted_sum_of_the_values_over_every_field()
    {
        EvaluatesLikeItsDefinition<TinyField>();
        EvaluatesLikeItsDefinition<Goldilocks>();
        EvaluatesLikeItsDefinition<Goldilocks2>();
        EvaluatesLikeItsDefinition<Goldilocks3>();
    }

    [Fact]
    public void Values_of_every_type_are_the_polynomial_of_their_images()
    {
        SameAsImages<Goldilocks2>();
        SameAsImages<Goldilocks3>();
    }

    [Fact]
    public void Binding_all_variables_in_turn_evaluates()
    {
        var draw = new Draw(3);
        for (int variables = 1; variables <= 14; variables++)
        {
            var values = draw.Elements<Goldilocks2>(1 << variables);
            var point = draw.Elements<Goldilocks2>(variables);
            var polynomial = Multilinear.Of<Goldilocks2>(values);
            var whole = polynomial.Evaluate(point, new Workers(2));
            foreach (var coordinate in point)
            {
                var bound = new Goldilocks2[polynomial.Length / 2];
                polynomial.Bind(coordinate, bound, new Workers(2));
                polynomial = Multilinear.Of<Goldilocks2>(bound);
            }

            Assert.Equal(whole, polynomial.Evaluate([], Workers.One));
        }
    }

    [Fact]
    public void Evaluating_on_the_cube_gives_the_value_at_the_index_whose_top_bit_is_the_first_variable()
    {
        var values = new Draw(4).Elements<Goldilocks2>(8);

        for (int index = 0; index < 8; index++)
            Assert.Equal(values[index], Multilinear.Of<Goldilocks2>(values).Evaluate([Bit(index, 4), Bit(index, 2), Bit(index, 1)], Workers.One));
    }

    [Fact]
    public void Refuses_shapes_that_are_no_cube_and_integers_too_wide_to_subtract()
    {
        Assert.Throws<ArgumentException>(() => Multilinear.Of<Goldilocks>(new Goldilocks[3]));
        Assert.Throws<ArgumentException>(() => Multilinear.Of<Goldilocks>(Array.Empty<Goldilocks>()));
        Assert.Throws<NotSupportedException>(() => Multilinear.OfIntegers<Goldilocks2, Goldilocks, long>(new long[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Multilinear.Of<Goldilocks>(new Goldilocks[2]).Evaluate([], Workers.One));
        Assert.Throws<ArgumentOutOfRangeException>(() => Multilinear.Of<Goldilocks>(new Goldilocks[1]).Bind(default, Array.Empty<Goldilocks>(), Workers.One));
    }

    [Fact]
    public void Stops_when_it_is_told_to()
    {
        var cancelled = new CancellationToken(canceled: true);
        var polynomial = Multilinear.Of<Goldilocks>(new Goldilocks[1 << 14]);

        Assert.ThrowsAny<OperationCanceledException>(() => polynomial.Evaluate(new Goldilocks[14], new Workers(1, cancelled)));
        Assert.ThrowsAny<OperationCanceledException>(() => polynomial.Evaluate(new Goldilocks[14], new Workers(2, cancelled)));
    }

    internal static E Definition<E>(ReadOnlySpan<E> values, ReadOnlySpan<E> point)
        where E : struct, IField<E>
    {
        E sum = E.Zero;
        for (int x = 0; x < values.Length; x++)
        {
            E term = values[x];
            for (int j = 0; j < point.Length; j++)
                term *= (x >> (point.Length - 1 - j) & 1) == 1 ? point[j] : E.One - point[j];
            sum += term;
        }

        return sum;
    }

    private static void EvaluatesLikeItsDefinition<E>()
        where E : struct, IField<E>
    {
        var draw = new Draw(5);
        foreach (int variables in (int[])[0, 1, 2, 3, 6, 7, 8, 9, 11])
        {
            var values = draw.Elements<E>(1 << variables);
            var point = draw.Elements<E>(variables);
            for (int threads = 1; threads <= 8; threads *= 2)
                Assert.Equal(Definition<E>(values, point), Multilinear.Of<E>(values).Evaluate(point, new Workers(threads)));
        }
    }

    private static void SameAsImages<E>()
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var draw = new Draw(6);
        foreach (int variables in (int[])[0, 1, 5, 9])
        {
            int length = 1 << variables;
            long[] wide = [int.MinValue, .. draw.Integers(length, 32)[1..]];
            Same<E>(Multilinear.OfIntegers<E, Goldilocks, sbyte>(Array.ConvertAll(wide, value => (sbyte)value)), Array.ConvertAll(wide, value => (long)(sbyte)value));
            Same<E>(Multilinear.OfIntegers<E, Goldilocks, short>(Array.ConvertAll(wide, value => (short)value)), Array.ConvertAll(wide, value => (long)(short)value));
            Same<E>(Multilinear.OfIntegers<E, Goldilocks, int>(Array.ConvertAll(wide, value => (int)value)), wide);
            Same<E>(Multilinear.OfIntegers<E, Goldilocks, uint>(Array.ConvertAll(wide, value => (uint)value)), Array.ConvertAll(wide, value => (long)(uint)value));
            Same<E>(Multilinear.OfBase<E, Goldilocks>(Array.ConvertAll(wide, Goldilocks.FromInt64)), wide);
        }
    }

    private static void Same<E>(MultilinearValues<E> polynomial, long[] images)
        where E : struct, IField<E>
    {
        var draw = new Draw(7);
        var expected = Multilinear.Of<E>(Array.ConvertAll(images, E.FromInt64));
        var point = draw.Elements<E>(polynomial.Variables);
        Assert.Equal(expected.Evaluate(point, Workers.One), polynomial.Evaluate(point, Workers.One));
        Assert.Equal(expected.Read(0, new E[images.Length]), polynomial.Read(0, new E[images.Length]));
        if (polynomial.Variables == 0)
            return;
        var (bound, expectedBound) = (new E[images.Length / 2], new E[images.Length / 2]);
        polynomial.Bind(point[0], bound, Workers.One);
        expected.Bind(point[0], expectedBound, Workers.One);
        Assert.Equal(expectedBound, bound);
    }

    private static Goldilocks2 Bit(int index, int mask) => (index & mask) != 0 ? Goldilocks2.One : Goldilocks2.Zero;
}
