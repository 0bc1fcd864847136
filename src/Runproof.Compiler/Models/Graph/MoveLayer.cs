using System.Collections.Immutable;
using Runproof.Circuits.Operators;

namespace Runproof.Compiler.Models.Graph;

/// <summary>Moves values: what becomes a <see cref="Circuits.Graph.Rearrange"/>.</summary>
/// <param name="Result">What it makes.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="Map">Makes the map for the integer that stands where no source value does.</param>
/// <param name="Constant">The real number that the integer stands for.</param>
internal sealed record MoveLayer(LayerValue Result, ImmutableArray<LayerValue> Inputs, Func<int, IndexMap> Map, double Constant = 0) : Layer(Result)
{
    /// <summary>Moves of one source that need no constant.</summary>
    public MoveLayer(LayerValue result, LayerValue source, IndexMap map)
        : this(result, [source], _ => map)
    {
    }

    /// <inheritdoc/>
    public override IEnumerable<LayerValue> Sources => Inputs;
}
