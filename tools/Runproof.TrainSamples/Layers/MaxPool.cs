namespace Runproof.TrainSamples.Layers;

/// <summary>The largest of every 2 by 2 square; the first one wins a tie.</summary>
internal sealed class MaxPool(string name, int channels, int size) : Layer(name, channels * size * size, channels * (size / 2) * (size / 2))
{
    /// <inheritdoc />
    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int batch)
    {
        for (var i = 0; i < batch * OutputSize; i++)
            output[i] = input[Largest(input, i)];
    }

    /// <inheritdoc />
    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int batch)
    {
        if (inputGradient.IsEmpty)
            return;
        inputGradient.Clear();
        for (var i = 0; i < batch * OutputSize; i++)
            inputGradient[Largest(input, i)] = outputGradient[i];
    }

    /// <summary>Index of the input that output <paramref name="index"/> takes; channels of the whole batch lie one after another.</summary>
    private int Largest(ReadOnlySpan<float> input, int index)
    {
        var half = size / 2;
        var (row, x) = Math.DivRem(index, half);
        var (plane, y) = Math.DivRem(row, half);
        var corner = (plane * size + y * 2) * size + x * 2;
        var best = corner;
        best = input[corner + 1] > input[best] ? corner + 1 : best;
        best = input[corner + size] > input[best] ? corner + size : best;
        return input[corner + size + 1] > input[best] ? corner + size + 1 : best;
    }
}
