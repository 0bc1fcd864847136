using Runproof.Circuits.Tensors;
using Runproof.Proofs.Fields;

namespace Runproof.Circuits.Wiring;

/// <summary>Weights on the values of a tensor that are a product over its axes: at (i, j, …) the weight is f_0[i]·f_1[j]·….</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
public sealed class ProductWeights<E>
    where E : struct, IExtensionField<E, Goldilocks>
{
    private readonly E[][] factors;

    /// <summary>Weights of given factors.</summary>
    /// <param name="shape">The shape of the tensor.</param>
    /// <param name="factors">For every axis as many factors as the axis is long.</param>
    public ProductWeights(CircuitShape shape, E[][] factors)
    {
        Shape = shape;
        this.factors = factors;
    }

    /// <summary>The shape of the tensor.</summary>
    public CircuitShape Shape { get; }

    /// <summary>The factors of an axis.</summary>
    public ReadOnlySpan<E> this[int axis] => factors[axis];

    /// <summary>The same weights with those of one axis multiplied by integers; a single integer multiplies all.</summary>
    /// <param name="multipliers">Not dense.</param>
    public ProductWeights<E> Scaled(AxisValues multipliers)
    {
        int axis = Math.Max(multipliers.Axis, 0);
        if (multipliers is { Axis: AxisValues.Single, Values: [1] })
            return this;
        if (Shape.Rank == 0)
            throw new InvalidOperationException("a tensor without dimensions has no axis to scale");
        var scaled = (E[][])factors.Clone();
        scaled[axis] = [.. factors[axis].Select((factor, i) => factor * Goldilocks.FromInt64(multipliers.Values[multipliers.Axis == axis ? i : 0]))];
        return new(Shape, scaled);
    }

    /// <summary>The sum of all weights, with those of one axis multiplied by integers, or each weight multiplied by one.</summary>
    public E Sum(AxisValues values)
    {
        if (values.Axis == AxisValues.Dense)
        {
            var dense = new E[Shape.Count];
            AddTo(dense);
            var integers = new Goldilocks[dense.Length];
            for (int i = 0; i < integers.Length; i++)
                integers[i] = Goldilocks.FromInt64(values.Values[i]);
            return E.InnerProduct(dense, integers);
        }

        E product = E.One;
        for (int axis = 0; axis < Shape.Rank; axis++)
        {
            E sum = E.Zero;
            for (int i = 0; i < factors[axis].Length; i++)
                sum += axis == values.Axis ? factors[axis][i] * Goldilocks.FromInt64(values.Values[i]) : factors[axis][i];
            product *= sum;
        }

        return values.Axis == AxisValues.Single ? product * Goldilocks.FromInt64(values.Values[0]) : product;
    }

    /// <summary>Adds every weight to a dense array.</summary>
    /// <param name="dense">Shape: the count of the tensor.</param>
    public void AddTo(Span<E> dense) => AddTo(dense, 0, E.One);

    private void AddTo(Span<E> dense, int axis, E scale)
    {
        if (axis == Shape.Rank)
        {
            dense[0] += scale;
            return;
        }

        if (axis == Shape.Rank - 1)
        {
            var row = new E[dense.Length];
            E.Scale(factors[axis], scale, row);
            E.Add(dense, row, dense);
            return;
        }

        int stride = dense.Length / factors[axis].Length;
        for (int i = 0; i < factors[axis].Length; i++)
            AddTo(dense.Slice(i * stride, stride), axis + 1, scale * factors[axis][i]);
    }
}
