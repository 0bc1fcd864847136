using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;
using Runproof.Circuits.Wiring;

namespace Runproof.Circuits.Operators;

/// <summary>A dense layer: every output feature is a sum over the last axis of the input.</summary>
/// <remarks>Input (…, K), output (…, N). Parameters (N, K).</remarks>
/// <param name="Parameter">Index of the parameters.</param>
public sealed record DenseLayer(int Parameter) : LinearMap
{
    /// <inheritdoc/>
    public override int Parameter { get; } = Parameter;

    /// <inheritdoc/>
    public override int ChannelAxis(CircuitShape output) => output.Rank - 1;

    /// <inheritdoc/>
    public override CircuitShape? InferShape(CircuitShape source, ParameterShape? parameters, out string problem)
    {
        problem = "the last axis of a dense layer's input is as long as a row of its parameters";
        if (parameters is null || source.Rank < 1 || source[source.Rank - 1] != parameters.Inputs)
            return null;
        problem = "the output has too many values";
        return CircuitShape.TryCreate(source.Dimensions.SetItem(source.Rank - 1, parameters.Outputs));
    }

    /// <inheritdoc/>
    public override long CountProducts(CircuitShape source, CircuitShape output) => (long)output.Count * source[source.Rank - 1];

    /// <inheritdoc/>
    public override (Int128 Min, Int128 Max)[] Bounds(CircuitTensor source, ParameterShape? parameters, LayerWeights? weights) =>
        LayerBounds.Of(source.Range, parameters!, weights);

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<int> source, CircuitShape sourceShape, LayerWeights? weights, Span<long> output) =>
        MatrixProduct.Apply(source, sourceShape[sourceShape.Rank - 1], weights!.Weights.AsSpan(), weights.Biases.AsSpan(), output);

    /// <inheritdoc/>
    public override E Pull<E>(ProductWeights<E> output, CircuitShape sourceShape, LayerWeights? weights, Span<E> source)
    {
        int last = sourceShape.Rank - 1;
        var features = new E[sourceShape[last]];
        RowFold.Compute(output[last], weights!.Weights.AsSpan(), features);
        MatrixProduct.WithLast(output, sourceShape, features).AddTo(source);
        return BiasAdjoint.Pull(output, last, weights.Biases.AsSpan());
    }

    /// <inheritdoc/>
    public override void PullToWeights<E>(
        ProductWeights<E> output, CircuitShape sourceShape, ReadOnlySpan<E> coefficients, Span<E> weights, Span<E> biases)
    {
        int last = sourceShape.Rank - 1;
        MatrixProduct.AddOuterProduct(output[last], MatrixProduct.SumRows(MatrixProduct.Dense(output, 0, last), coefficients), weights);
        BiasAdjoint.AddTo(output, last, biases);
    }
}
