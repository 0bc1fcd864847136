using Runproof.Circuits.Tensors;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;

namespace Runproof.Circuits.Wiring;

/// <summary>Makes weights that are products over the axes of a tensor.</summary>
public static class ProductWeights
{
    /// <summary>eq(point, ·), cut to the tensor without its padding.</summary>
    /// <param name="shape">The shape of the tensor.</param>
    /// <param name="point">The point. Shape: <see cref="CircuitShape.LogSize"/>.</param>
    public static ProductWeights<E> Eq<E>(CircuitShape shape, ReadOnlySpan<E> point)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var factors = new E[shape.Rank][];
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            var table = new E[1 << shape.Logs[axis]];
            EqTable.Fill(point[..shape.Logs[axis]], E.One, table);
            factors[axis] = table[..shape[axis]];
            point = point[shape.Logs[axis]..];
        }

        return new(shape, factors);
    }
}
