namespace Runproof.TrainSamples.Training;

/// <summary>Softmax followed by the cross-entropy to the true class.</summary>
internal static class CrossEntropy
{
    /// <summary>Writes the gradient of the mean loss by the logits.</summary>
    /// <param name="logits">Shape: (labels, classes).</param>
    /// <param name="labels">The true classes.</param>
    /// <param name="gradient">Receives the gradient; shape of the logits.</param>
    /// <returns>How many labels have the largest logit.</returns>
    public static int Gradient(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, Span<float> gradient)
    {
        var classes = logits.Length / labels.Length;
        var correct = 0;
        Span<double> exponentials = stackalloc double[classes];
        for (var n = 0; n < labels.Length; n++)
        {
            var row = logits.Slice(n * classes, classes);
            var largest = ArgMax(row);
            correct += largest == labels[n] ? 1 : 0;
            var sum = 0.0;
            for (var c = 0; c < classes; c++)
                sum += exponentials[c] = Exp(row[c] - row[largest]);
            for (var c = 0; c < classes; c++)
                gradient[n * classes + c] = (float)((exponentials[c] / sum - (c == labels[n] ? 1.0 : 0.0)) / labels.Length);
        }

        return correct;
    }

    /// <summary>Index of the largest value; the first one wins a tie.</summary>
    public static int ArgMax(ReadOnlySpan<float> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
            best = values[i] > values[best] ? i : best;
        return best;
    }

    /// <summary>The exponential from additions and products alone: the platform's own differs in its last bits between C libraries.</summary>
    /// <param name="x">Range: at most 0; below -700 the result is 0.</param>
    public static double Exp(double x)
    {
        if (x < -700)
            return 0;
        var power = Math.Round(x * 1.4426950408889634);
        var rest = x - power * 0.6931471805599453;
        var sum = 1.0;
        for (var i = 13; i > 0; i--)
            sum = 1.0 + sum * rest / i;
        return Math.ScaleB(sum, (int)power);
    }
}
