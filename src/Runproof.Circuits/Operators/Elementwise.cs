using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;
using Runproof.Circuits.Wiring;

namespace Runproof.Circuits.Operators;

/// <summary>The identity: what a sum, a difference or a scaling of tensors does before its multipliers.</summary>
public sealed record Elementwise : LinearMap
{
    /// <inheritdoc/>
    public override int Parameter => -1;

    /// <inheritdoc/>
    public override int ChannelAxis(CircuitShape output) => AxisValues.Single;

    /// <inheritdoc/>
    public override long CountProducts(CircuitShape source, CircuitShape output) => output.Count;

    /// <inheritdoc/>
    public override CircuitShape? InferShape(CircuitShape source, ParameterShape? parameters, out string problem)
    {
        problem = "";
        return source;
    }

    /// <inheritdoc/>
    public override (Int128 Min, Int128 Max)[] Bounds(CircuitTensor source, ParameterShape? parameters, LayerWeights? weights) =>
        [(source.Range.Min, source.Range.Max)];

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<int> source, CircuitShape sourceShape, LayerWeights? weights, Span<long> output)
    {
        for (int i = 0; i < source.Length; i++)
            output[i] = source[i];
    }

    /// <inheritdoc/>
    public override E Pull<E>(ProductWeights<E> output, CircuitShape sourceShape, LayerWeights? weights, Span<E> source)
    {
        output.AddTo(source);
        return E.Zero;
    }

    /// <inheritdoc/>
    public override void PullToWeights<E>(
        ProductWeights<E> output, CircuitShape sourceShape, ReadOnlySpan<E> coefficients, Span<E> weights, Span<E> biases)
    {
    }
}
