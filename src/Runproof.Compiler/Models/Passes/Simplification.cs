using Runproof.Circuits.Tensors;
using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Passes;

/// <summary>
/// Makes layers fewer without changing what they compute: sums swallow scalings and sums that only they read, activations join the sum
/// before them, padding joins the window that reads it.
/// </summary>
internal sealed class Simplification
{
    private readonly Dictionary<LayerValue, int> _reads;
    private readonly Dictionary<LayerValue, Layer> _producers = [];
    private readonly List<Layer> _layers = [];

    private Simplification(LayerProgram program)
    {
        _reads = program.CountReads();
    }

    /// <summary>The simplified program.</summary>
    public static LayerProgram Run(LayerProgram program)
    {
        var pass = new Simplification(program);
        foreach (var layer in program.Layers)
            pass.Place(layer);
        return DeadLayers.Drop(OutputMoves.TakeOut(program with { Layers = [.. pass._layers] }));
    }

    private void Place(Layer layer)
    {
        switch (layer)
        {
            case AffineLayer affine:
                PlaceAffine(affine);
                break;
            case ActivationLayer activation:
                PlaceActivation(activation);
                break;
            default:
                Emit(layer);
                break;
        }
    }

    private void PlaceAffine(AffineLayer layer)
    {
        layer = SumFusion.Fuse(PadFusion.Fuse(layer, _producers), OnlyProducer);
        if (layer is not { Terms: [{ IsIdentity: true } term], Activation.IsNone: true } || OnlyProducer(term.Source) is not { } producer)
        {
            Emit(layer);
            return;
        }

        bool scalar = term.Multipliers.IsSingle && layer.Offset.IsSingle;
        var activation = scalar ? Activation.Affine(term.Multipliers.Values[0], layer.Offset.Values[0]) : null;
        switch (producer)
        {
            case AffineLayer before when activation is not null && !before.Activation.IsNone:
                Emit(before with { Result = layer.Result, Activation = before.Activation.Then(activation) });
                break;
            case ActivationLayer before when activation is not null:
                Place(new ActivationLayer(layer.Result, before.Source, before.Activation.Then(activation)));
                break;
            case MoveLayer { Inputs: [var source] } move when MovedValues.CanPass(move)
                && MovedValues.Before(move, term.Multipliers) is { } multipliers && MovedValues.Before(move, layer.Offset) is { } offset:
                var inner = Inner(layer.Result, source.Shape);
                Place(new AffineLayer(inner, [AffineTerm.Identity(source, multipliers)], offset));
                Place(move with { Result = layer.Result, Inputs = [inner] });
                break;
            default:
                Emit(layer);
                break;
        }
    }

    private void PlaceActivation(ActivationLayer layer)
    {
        switch (OnlyProducer(layer.Source))
        {
            case AffineLayer before:
                Emit(before with { Result = layer.Result, Activation = before.Activation.Then(layer.Activation) });
                break;
            case ActivationLayer before:
                Place(new ActivationLayer(layer.Result, before.Source, before.Activation.Then(layer.Activation)));
                break;
            case MoveLayer { Inputs: [var source] } move when MovedValues.CanPass(move):
                var inner = Inner(layer.Result, source.Shape);
                Place(new ActivationLayer(inner, source, layer.Activation));
                Place(move with { Result = layer.Result, Inputs = [inner] });
                break;
            case MaxPoolLayer pool when layer.Activation.IsMonotone && OnlyProducer(pool.Source) is AffineLayer:
                // A function that never falls may be applied to every value of a window before the largest is taken.
                var pooled = Inner(layer.Result, pool.Source.Shape);
                Place(new ActivationLayer(pooled, pool.Source, layer.Activation));
                Place(pool with { Result = layer.Result, Source = pooled });
                break;
            default:
                Emit(layer);
                break;
        }
    }

    /// <summary>The layer that makes a value which nothing else reads.</summary>
    private Layer? OnlyProducer(LayerValue value) => _reads.GetValueOrDefault(value) == 1 ? _producers.GetValueOrDefault(value) : null;

    private LayerValue Inner(LayerValue result, CircuitShape shape)
    {
        var inner = new LayerValue(result.Name, shape);
        _reads[inner] = 1;
        return inner;
    }

    private void Emit(Layer layer)
    {
        _layers.Add(layer);
        _producers[layer.Result] = layer;
    }
}
