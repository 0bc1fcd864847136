using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;
using Runproof.Circuits.Wiring;
using Runproof.Proofs.Fields;

namespace Runproof.Circuits.Operators;

/// <summary>A dense layer with a matrix of its own for every index of the leading axes.</summary>
/// <remarks>
/// Input (B…, M, K), output (B…, M, N). The leading axes, all but the last two, count as one of length B. Parameters (B·N, K): first the N rows of the
/// first batch, then those of the second. A constant that is the same for all batches is a <see cref="DenseLayer"/>.
/// </remarks>
/// <param name="Parameter">Index of the parameters.</param>
public sealed record BatchedDense(int Parameter) : LinearMap
{
    /// <inheritdoc/>
    public override int Parameter { get; } = Parameter;

    /// <inheritdoc/>
    public override int ChannelAxis(CircuitShape output) => output.Rank - 1;

    /// <inheritdoc/>
    public override CircuitShape? InferShape(CircuitShape source, ParameterShape? parameters, out string problem)
    {
        problem = "a batched dense layer's input has two axes or more, and the last is as long as a row of its parameters";
        if (parameters is null || source.Rank < 2 || source[source.Rank - 1] != parameters.Inputs)
            return null;
        problem = "the rows of a batched dense layer's parameters are as many for every batch";
        int batches = Batches(source);
        if (parameters.Outputs % batches != 0)
            return null;
        problem = "the output has too many values";
        return CircuitShape.TryCreate(source.Dimensions.SetItem(source.Rank - 1, parameters.Outputs / batches));
    }

    /// <inheritdoc/>
    public override long CountProducts(CircuitShape source, CircuitShape output) => (long)output.Count * source[source.Rank - 1];

    /// <inheritdoc/>
    public override (Int128 Min, Int128 Max)[] Bounds(CircuitTensor source, ParameterShape? parameters, LayerWeights? weights)
    {
        var rows = LayerBounds.Of(source.Range, parameters!, weights);
        if (weights is null)
            return rows;
        var bounds = rows[..(rows.Length / Batches(source.Shape))];
        for (int row = bounds.Length; row < rows.Length; row++)
            bounds[row % bounds.Length] = LayerBounds.Join(bounds[row % bounds.Length], rows[row]);
        return bounds;
    }

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<int> source, CircuitShape sourceShape, LayerWeights? weights, Span<long> output)
    {
        int batches = Batches(sourceShape);
        int inputs = source.Length / batches, outputs = output.Length / batches;
        int size = weights!.Weights.Length / batches, rows = weights.Biases.Length / batches;
        for (int b = 0; b < batches; b++)
        {
            MatrixProduct.Apply(
                source.Slice(b * inputs, inputs),
                sourceShape[sourceShape.Rank - 1],
                weights.Weights.AsSpan(b * size, size),
                weights.Biases.AsSpan(b * rows, rows),
                output.Slice(b * outputs, outputs));
        }
    }

    /// <inheritdoc/>
    public override E Pull<E>(ProductWeights<E> output, CircuitShape sourceShape, LayerWeights? weights, Span<E> source)
    {
        int batches = Batches(sourceShape), last = sourceShape.Rank - 1, length = sourceShape[last];
        int size = weights!.Weights.Length / batches;
        var factors = MatrixProduct.Dense(output, 0, last - 1);
        var features = new E[length];
        var scaled = new E[length];
        for (int b = 0; b < batches; b++)
        {
            RowFold.Compute(output[last], weights.Weights.AsSpan(b * size, size), features);
            E.Scale(features, factors[b], scaled);
            MatrixProduct.AddOuterProduct(output[last - 1], scaled, source.Slice(b * sourceShape[last - 1] * length, sourceShape[last - 1] * length));
        }

        return PullBiases(output, factors, weights.Biases.AsSpan());
    }

    /// <inheritdoc/>
    public override void PullToWeights<E>(
        ProductWeights<E> output, CircuitShape sourceShape, ReadOnlySpan<E> coefficients, Span<E> weights, Span<E> biases)
    {
        int batches = Batches(sourceShape), last = sourceShape.Rank - 1;
        int size = weights.Length / batches, inputs = coefficients.Length / batches;
        var factors = MatrixProduct.Dense(output, 0, last - 1);
        E rows = Sum(output[last - 1]);
        for (int b = 0; b < batches; b++)
        {
            var sum = MatrixProduct.SumRows(output[last - 1], coefficients.Slice(b * inputs, inputs));
            E.Scale(sum, factors[b], sum);
            MatrixProduct.AddOuterProduct(output[last], sum, weights.Slice(b * size, size));
        }

        for (int o = 0; o < biases.Length; o++)
            biases[o] += factors[o / output[last].Length] * rows * output[last][o % output[last].Length];
    }

    private static int Batches(CircuitShape source) => source.CountOf(0, source.Rank - 2);

    private static E PullBiases<E>(ProductWeights<E> output, E[] batches, ReadOnlySpan<int> biases)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var rows = output[output.Shape.Rank - 1];
        E sum = E.Zero;
        for (int o = 0; o < biases.Length; o++)
            sum += batches[o / rows.Length] * rows[o % rows.Length] * Goldilocks.FromInt64(biases[o]);
        return sum * Sum(output[output.Shape.Rank - 2]);
    }

    private static E Sum<E>(ReadOnlySpan<E> values)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        E sum = E.Zero;
        foreach (E value in values)
            sum += value;
        return sum;
    }
}
