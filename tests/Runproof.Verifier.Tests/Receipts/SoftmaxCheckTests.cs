using Runproof.Circuits.Tensors;
using Runproof.Verifier.Receipts;

namespace Runproof.Verifier.Tests.Receipts;

/// <summary>The softmax in integers against the one in doubles.</summary>
public sealed class SoftmaxCheckTests
{
    [Theory]
    [InlineData(1, 0.001)]
    [InlineData(2, 1)]
    [InlineData(3, 20)]
    [InlineData(4, 200)]
    [InlineData(5, 1e6)]
    [InlineData(6, 1e30)]
    public void Takes_what_doubles_give_and_refuses_what_is_a_few_roundings_away(int seed, double size)
    {
        var random = new Random(seed);
        for (int round = 0; round < 40; round++)
        {
            var shape = CircuitShape.Of(random.Next(1, 3), random.Next(1, 12), random.Next(1, 4));
            int axis = random.Next(3);
            float[] logits = [.. Enumerable.Range(0, shape.Count).Select(_ => (float)(((random.NextDouble() * 2) - 1) * size))];
            float[] result = Softmax(logits, shape, axis);
            Assert.True(Holds(logits, result, shape, axis));

            int changed = random.Next(result.Length);
            foreach (int roundings in (int[])[-16, 16])
            {
                var lie = (float[])result.Clone();
                lie[changed] = BitConverter.UInt32BitsToSingle((uint)Math.Max((int)BitConverter.SingleToUInt32Bits(lie[changed]) + roundings, 0));

                // Nothing is below zero, and the least numbers above it count as zero.
                if (roundings > 0 || result[changed] > 1e-43f)
                    Assert.False(Holds(logits, lie, shape, axis));
            }
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-0.5f)]
    [InlineData(0f)]
    [InlineData(1f)]
    public void Refuses_what_is_no_probability_of_equals(float value)
    {
        Assert.True(Holds([3, 3], [0.5f, 0.5f], CircuitShape.Of(1, 2), 1));
        Assert.False(Holds([3, 3], [0.5f, value], CircuitShape.Of(1, 2), 1));
        Assert.False(Holds([3, float.PositiveInfinity], [0.5f, 0.5f], CircuitShape.Of(1, 2), 1));
    }

    private static bool Holds(float[] logits, float[] recorded, CircuitShape shape, int axis) =>
        SoftmaxCheck.Holds(Array.ConvertAll(logits, BitConverter.SingleToUInt32Bits), Array.ConvertAll(recorded, BitConverter.SingleToUInt32Bits), shape, axis);

    private static float[] Softmax(float[] logits, CircuitShape shape, int axis)
    {
        int length = shape[axis], inner = shape.CountOf(axis + 1, shape.Rank);
        var result = new float[logits.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int first = (i / (length * inner) * length * inner) + (i % inner);
            double[] group = [.. Enumerable.Range(0, length).Select(k => (double)logits[first + (k * inner)])];
            result[i] = (float)(Math.Exp(logits[i] - group.Max()) / group.Sum(value => Math.Exp(value - group.Max())));
        }

        return result;
    }
}
