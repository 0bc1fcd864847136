namespace Runproof.Compiler.Models.Graph;

/// <summary>A function of every value by itself: what becomes a <see cref="Circuits.Graph.Lookup"/>.</summary>
/// <param name="Result">What it makes.</param>
/// <param name="Source">What it reads.</param>
/// <param name="Activation">The function.</param>
internal sealed record ActivationLayer(LayerValue Result, LayerValue Source, Activation Activation) : Layer(Result)
{
    /// <inheritdoc/>
    public override IEnumerable<LayerValue> Sources => [Source];
}
