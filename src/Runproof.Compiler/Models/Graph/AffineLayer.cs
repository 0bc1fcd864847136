using System.Collections.Immutable;

namespace Runproof.Compiler.Models.Graph;

/// <summary>A sum of scaled linear maps and an offset, through an activation: what becomes a <see cref="Circuits.Graph.Requantize"/>.</summary>
/// <param name="Result">What it makes.</param>
/// <param name="Terms">The summands, all of the result's shape.</param>
/// <param name="Offset">What is added.</param>
/// <param name="Activation">What is applied to the sum.</param>
/// <param name="Sum">Name of the sum before the activation, for its statistics.</param>
internal sealed record AffineLayer(
    LayerValue Result,
    ImmutableArray<AffineTerm> Terms,
    RealValues Offset,
    Activation Activation,
    string Sum) : Layer(Result)
{
    /// <summary>A sum without an activation.</summary>
    public AffineLayer(LayerValue result, ImmutableArray<AffineTerm> terms, RealValues offset)
        : this(result, terms, offset, Activation.None, result.Name)
    {
    }

    /// <inheritdoc/>
    public override IEnumerable<LayerValue> Sources => Terms.Select(term => term.Source);
}
