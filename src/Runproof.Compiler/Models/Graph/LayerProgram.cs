using System.Collections.Immutable;

namespace Runproof.Compiler.Models.Graph;

/// <summary>A slice on real numbers, made of layers that circuits have.</summary>
/// <param name="Inputs">The slice's inputs.</param>
/// <param name="Layers">The layers, each after those that it reads.</param>
/// <param name="Outputs">The slice's outputs, in order.</param>
internal sealed record LayerProgram(ImmutableArray<LayerValue> Inputs, ImmutableArray<Layer> Layers, ImmutableArray<LayerOutput> Outputs)
{
    /// <summary>How often every value is read, by layers and as an output.</summary>
    public Dictionary<LayerValue, int> CountReads()
    {
        var reads = new Dictionary<LayerValue, int>();
        foreach (var value in Layers.SelectMany(layer => layer.Sources).Concat(Outputs.Select(output => output.Value)))
            reads[value] = reads.GetValueOrDefault(value) + 1;
        return reads;
    }

    /// <summary>The layer that makes every value.</summary>
    public Dictionary<LayerValue, Layer> Producers() => Layers.ToDictionary(layer => layer.Result);
}
