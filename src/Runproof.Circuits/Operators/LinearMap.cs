using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;
using Runproof.Circuits.Wiring;
using Runproof.Proofs.Fields;

namespace Runproof.Circuits.Operators;

/// <summary>A linear map from one tensor to another, perhaps with a bias: what an operator does before it is requantised.</summary>
/// <remarks>
/// A proof needs the map itself, in integers, and its adjoint, in the field of challenges: for weights g on the output, the weights w on the input with
/// Σ g·L(x) = Σ w·x + constant for every x. Both directions stand side by side in one file per operator, and one law holds them together.
/// All tensors here are in dense row-major order, without padding.
/// </remarks>
public abstract record LinearMap
{
    private protected LinearMap()
    {
    }

    /// <summary>Index of the parameters that the map uses; −1 for none.</summary>
    public abstract int Parameter { get; }

    /// <summary>The axis of the output along which <see cref="Bounds"/> differ; <see cref="AxisValues.Single"/> where they do not.</summary>
    /// <param name="output">The shape of the output.</param>
    public abstract int ChannelAxis(CircuitShape output);

    /// <summary>How many products of two integers, or sums where there are none, <see cref="Apply"/> costs.</summary>
    /// <param name="source">The shape of the input.</param>
    /// <param name="output">The shape of the output.</param>
    public abstract long CountProducts(CircuitShape source, CircuitShape output);

    /// <summary>The shape of the output, or null where the map does not fit the source or the parameters.</summary>
    /// <param name="source">The shape of the input.</param>
    /// <param name="parameters">The shape of the parameters; null where the map uses none.</param>
    /// <param name="problem">What does not fit, in words.</param>
    public abstract CircuitShape? InferShape(CircuitShape source, ParameterShape? parameters, out string problem);

    /// <summary>Bounds of the output, bias included, for every index along <see cref="ChannelAxis"/>, whatever the input holds within its range.</summary>
    /// <param name="source">The type of the input.</param>
    /// <param name="parameters">The shape of the parameters.</param>
    /// <param name="weights">The weights; null bounds them by −127 to 127, and biases by −2^31 to 2^31.</param>
    /// <returns>For every index along <see cref="ChannelAxis"/> the least and the largest output; one entry where there is no such axis.</returns>
    public abstract (Int128 Min, Int128 Max)[] Bounds(CircuitTensor source, ParameterShape? parameters, LayerWeights? weights);

    /// <summary>The map in integers: the reference that proofs are exact to.</summary>
    /// <param name="source">The input.</param>
    /// <param name="sourceShape">Its shape.</param>
    /// <param name="weights">The weights; null where the map uses none.</param>
    /// <param name="output">Receives the output, bias included.</param>
    public abstract void Apply(ReadOnlySpan<int> source, CircuitShape sourceShape, LayerWeights? weights, Span<long> output);

    /// <summary>The adjoint: adds to the input's weights what weights on the output mean there.</summary>
    /// <typeparam name="E">The field of challenges.</typeparam>
    /// <param name="output">Weights on the output, a product over its axes.</param>
    /// <param name="sourceShape">The shape of the input.</param>
    /// <param name="weights">The weights of the layer; null where the map uses none.</param>
    /// <param name="source">The weights on the input, added to. Shape: the input's count.</param>
    /// <returns>What the bias contributes: Σ g·bias.</returns>
    public abstract E Pull<E>(ProductWeights<E> output, CircuitShape sourceShape, LayerWeights? weights, Span<E> source)
        where E : struct, IExtensionField<E, Goldilocks>;

    /// <summary>
    /// The adjoint in the layer's weights: for weights g on the output and coefficients a on the input, the coefficients c with
    /// Σ_i a_i·(the pulled weights)_i = Σ c·W, and the coefficients of the biases in Σ g·bias.
    /// </summary>
    /// <typeparam name="E">The field of challenges.</typeparam>
    /// <param name="output">Weights on the output.</param>
    /// <param name="sourceShape">The shape of the input.</param>
    /// <param name="coefficients">Coefficients on the input. Shape: the input's count.</param>
    /// <param name="weights">The coefficients of the weights, added to. Shape: (outputs, inputs) of the parameters.</param>
    /// <param name="biases">The coefficients of the biases, added to. Shape: (outputs), or empty.</param>
    public abstract void PullToWeights<E>(
        ProductWeights<E> output, CircuitShape sourceShape, ReadOnlySpan<E> coefficients, Span<E> weights, Span<E> biases)
        where E : struct, IExtensionField<E, Goldilocks>;
}
