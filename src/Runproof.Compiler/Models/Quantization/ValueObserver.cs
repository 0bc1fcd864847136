namespace Runproof.Compiler.Models.Quantization;

/// <summary>The statistics of one tensor, while they grow. The histogram doubles its bins' width when a larger value comes.</summary>
/// <param name="watchGrid">Whether to find out of what all values are whole multiples.</param>
internal sealed class ValueObserver(bool watchGrid)
{
    private const int Bins = 2048;
    private const double LeastWidth = 1.0 / (1L << 40);

    private readonly long[] _histogram = new long[Bins];
    private readonly List<double> _grids = watchGrid ? [1, 1.0 / 255, 1.0 / 256] : [];
    private double _width = LeastWidth;
    private double _min;
    private double _max;
    private long _count;

    /// <summary>Takes in values; what is not a finite number is passed over.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
                continue;
            _count++;
            _min = Math.Min(_min, value);
            _max = Math.Max(_max, value);
            double size = Math.Abs((double)value);
            while (size >= _width * Bins)
                Widen();
            _histogram[(int)(size / _width)]++;
            for (int i = _grids.Count - 1; i >= 0; i--)
            {
                double steps = value / _grids[i];
                if (Math.Abs(steps - Math.Round(steps)) > 1e-4)
                    _grids.RemoveAt(i);
            }
        }
    }

    /// <summary>The statistics.</summary>
    /// <param name="isNonNegative">Whether the values cannot be negative; null where only observation tells.</param>
    public ValueStatistics Finish(bool? isNonNegative) =>
        new(_count, _min, _max, isNonNegative ?? _min >= 0, _count == 0 || _grids.Count == 0 ? 0 : _grids[0], _width, [.. _histogram]);

    private void Widen()
    {
        for (int i = 0; i < Bins / 2; i++)
            _histogram[i] = _histogram[2 * i] + _histogram[(2 * i) + 1];
        Array.Clear(_histogram, Bins / 2, Bins / 2);
        _width *= 2;
    }
}
