using Runproof.Circuits.Operators;

namespace Runproof.Compiler.Models.Graph;

/// <summary>The largest value in every window.</summary>
/// <param name="Result">What it makes.</param>
/// <param name="Source">What it reads. Shape: (N, C, H, W).</param>
/// <param name="Window">The window.</param>
internal sealed record MaxPoolLayer(LayerValue Result, LayerValue Source, Window Window) : Layer(Result)
{
    /// <inheritdoc/>
    public override IEnumerable<LayerValue> Sources => [Source];
}
