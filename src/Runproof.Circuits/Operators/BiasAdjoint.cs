using Runproof.Circuits.Wiring;
using Runproof.Proofs.Fields;

namespace Runproof.Circuits.Operators;

/// <summary>What weights on an output say about a bias that runs along one of its axes.</summary>
internal static class BiasAdjoint
{
    /// <summary>Σ g·bias; zero for no biases.</summary>
    public static E Pull<E>(ProductWeights<E> output, int axis, ReadOnlySpan<int> biases)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        if (biases.IsEmpty)
            return E.Zero;
        E sum = E.Zero;
        var factors = output[axis];
        for (int o = 0; o < biases.Length; o++)
            sum += factors[o] * Goldilocks.FromInt64(biases[o]);
        return sum * SumWithout(output, axis);
    }

    /// <summary>Adds the coefficient of every bias in Σ g·bias.</summary>
    public static void AddTo<E>(ProductWeights<E> output, int axis, Span<E> biases)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        E rest = SumWithout(output, axis);
        for (int o = 0; o < biases.Length; o++)
            biases[o] += output[axis][o] * rest;
    }

    /// <summary>The product over all axes but one of the sum of their factors.</summary>
    public static E SumWithout<E>(ProductWeights<E> weights, int without)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        E product = E.One;
        for (int axis = 0; axis < weights.Shape.Rank; axis++)
        {
            if (axis == without)
                continue;
            E sum = E.Zero;
            foreach (E factor in weights[axis])
                sum += factor;
            product *= sum;
        }

        return product;
    }
}
