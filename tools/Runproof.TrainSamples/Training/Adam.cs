using System.Numerics;
using Runproof.TrainSamples.Layers;

namespace Runproof.TrainSamples.Training;

/// <summary>Adam with decoupled weight decay. Source: Kingma and Ba 2015, algorithm 1; Loshchilov and Hutter 2019, algorithm 2.</summary>
internal sealed class Adam
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-8f;
    private const float WeightDecay = 0.01f;

    private readonly (Parameter Parameter, float[] Mean, float[] Square)[] _states;
    private double _beta1Power = 1;
    private double _beta2Power = 1;

    /// <summary>Starts with no memory of gradients.</summary>
    public Adam(Network network)
    {
        _states = [.. network.Parameters.Select(p => (p, new float[p.Values.Length], new float[p.Values.Length]))];
    }

    /// <summary>Moves every parameter against its gradient.</summary>
    public void Step(float learningRate)
    {
        _beta1Power *= Beta1;
        _beta2Power *= Beta2;
        var rate = (float)(learningRate / (1 - _beta1Power));
        var squareScale = (float)(1 / (1 - _beta2Power));
        foreach (var (parameter, mean, square) in _states)
        {
            var keep = parameter.Shape.Length > 1 ? 1 - learningRate * WeightDecay : 1f;
            Update(parameter.Values, parameter.Gradient, mean, square, keep, rate, squareScale);
        }
    }

    private static void Update(
        Span<float> values, ReadOnlySpan<float> gradient, Span<float> mean, Span<float> square, float keep, float rate, float squareScale)
    {
        var i = 0;
        for (; i + Vector<float>.Count <= values.Length; i += Vector<float>.Count)
        {
            var g = new Vector<float>(gradient[i..]);
            var m = new Vector<float>(mean[i..]) * Beta1 + g * (1 - Beta1);
            var s = new Vector<float>(square[i..]) * Beta2 + g * g * (1 - Beta2);
            m.CopyTo(mean[i..]);
            s.CopyTo(square[i..]);
            (new Vector<float>(values[i..]) * keep - m * rate / (Vector.SquareRoot(s * squareScale) + new Vector<float>(Epsilon))).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            mean[i] = mean[i] * Beta1 + gradient[i] * (1 - Beta1);
            square[i] = square[i] * Beta2 + gradient[i] * gradient[i] * (1 - Beta2);
            values[i] = values[i] * keep - mean[i] * rate / (MathF.Sqrt(square[i] * squareScale) + Epsilon);
        }
    }
}
