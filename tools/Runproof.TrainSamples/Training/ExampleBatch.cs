using Runproof.TrainSamples.Tasks;

namespace Runproof.TrainSamples.Training;

/// <summary>Consecutive examples of a stream, as bytes and as the floats that a network sees.</summary>
/// <param name="task">What draws them.</param>
/// <param name="count">How many.</param>
internal sealed class ExampleBatch(SampleTask task, int count)
{
    private readonly byte[] _pixels = new byte[count * task.Size];
    private readonly float[] _inputs = new float[count * task.Size];
    private readonly byte[] _labels = new byte[count];

    /// <summary>Values in units of 1/255. Shape: (count, size).</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>The same values as floats. Range: 0 to 1.</summary>
    public ReadOnlySpan<float> Inputs => _inputs;

    /// <summary>The true classes.</summary>
    public ReadOnlySpan<byte> Labels => _labels;

    /// <summary>Replaces the batch by the examples from <paramref name="first"/> on.</summary>
    public void Draw(ulong stream, int first)
    {
        for (var i = 0; i < _labels.Length; i++)
            _labels[i] = task.Example(stream, first + i, _pixels.AsSpan(i * task.Size, task.Size));
        for (var i = 0; i < _pixels.Length; i++)
            _inputs[i] = _pixels[i] / 255f;
    }
}
