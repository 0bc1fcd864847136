using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Operators;

/// <summary>The values that a window reads at every position, one position after the other, so that a convolution becomes products of rows.</summary>
internal readonly struct Patches
{
    private readonly Window window;
    private readonly int channels;

    /// <summary>Patches of a tensor.</summary>
    /// <param name="window">The window.</param>
    /// <param name="source">The shape of the tensor.</param>
    /// <param name="groups">Into how many groups its channels are cut.</param>
    public Patches(Window window, CircuitShape source, int groups)
    {
        this.window = window;
        channels = source[1] / groups;
        Rows = window.Rows(source);
        Columns = window.Columns(source);
    }

    /// <summary>How the window slides over the rows.</summary>
    public SlidingAxis Rows { get; }

    /// <summary>How the window slides over the columns.</summary>
    public SlidingAxis Columns { get; }

    /// <summary>Values of one patch, without the zeros behind it.</summary>
    public int Length => channels * window.PlaceCount;

    /// <summary>Collects the patches of positions that lie in one row.</summary>
    /// <param name="source">The tensor.</param>
    /// <param name="image">Index of the group, counted through all images.</param>
    /// <param name="y">The row of positions.</param>
    /// <param name="first">The first position.</param>
    /// <param name="count">How many positions.</param>
    /// <param name="stride">Values from one patch to the next; those behind a patch are left alone.</param>
    /// <param name="patches">Receives (positions, stride).</param>
    public void Gather(ReadOnlySpan<short> source, int image, int y, int first, int count, int stride, Span<short> patches)
    {
        int offset = 0;
        for (int c = 0; c < channels; c++)
        {
            for (int kh = 0; kh < window.KernelHeight; kh++, offset += window.KernelWidth)
            {
                long h = Rows.Place(y, kh);
                if (h < 0 || h >= Rows.Length)
                {
                    for (int x = 0; x < count; x++)
                        patches.Slice((x * stride) + offset, window.KernelWidth).Clear();
                    continue;
                }

                var row = source.Slice(((((image * channels) + c) * Rows.Length) + (int)h) * Columns.Length, Columns.Length);
                for (int kw = 0; kw < window.KernelWidth; kw++)
                    GatherColumn(row, kw, first, count, stride, patches[(offset + kw)..]);
            }
        }
    }

    private void GatherColumn(ReadOnlySpan<short> row, int kw, int first, int count, int stride, Span<short> patches)
    {
        (int from, int to) = Columns.Inside(kw);
        from = Math.Clamp(from - first, 0, count);
        to = Math.Clamp(to - first, from, count);
        for (int x = 0; x < from; x++)
            patches[x * stride] = 0;
        int place = (int)Columns.Place(first + from, kw);
        for (int x = from; x < to; x++, place += Columns.Stride)
            patches[x * stride] = row[place];
        for (int x = to; x < count; x++)
            patches[x * stride] = 0;
    }
}
