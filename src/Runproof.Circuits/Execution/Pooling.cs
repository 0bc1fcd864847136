using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Execution;

/// <summary>The largest value of every window.</summary>
internal static class Pooling
{
    /// <summary>Computes them in dense order; a place outside of the tensor holds the least value of its range.</summary>
    public static int[] Largest(ReadOnlySpan<int> source, CircuitTensor type, Window window, CircuitShape shape)
    {
        SlidingAxis rows = window.Rows(type.Shape), columns = window.Columns(type.Shape);
        int least = (int)type.Range.Min;
        var largest = new int[shape.Count];
        for (int plane = 0; plane < shape[0] * shape[1]; plane++)
        {
            var values = source.Slice(plane * rows.Length * columns.Length, rows.Length * columns.Length);
            var target = largest.AsSpan(plane * rows.Outputs * columns.Outputs, rows.Outputs * columns.Outputs);
            target.Fill(least);
            for (int kh = 0; kh < rows.Kernel; kh++)
            {
                (int from, int to) = rows.Inside(kh);
                for (int y = from; y < to; y++)
                {
                    var line = values.Slice((int)rows.Place(y, kh) * columns.Length, columns.Length);
                    TakeLine(line, columns, target.Slice(y * columns.Outputs, columns.Outputs));
                }
            }
        }

        return largest;
    }

    private static void TakeLine(ReadOnlySpan<int> line, SlidingAxis columns, Span<int> largest)
    {
        for (int kw = 0; kw < columns.Kernel; kw++)
        {
            (int from, int to) = columns.Inside(kw);
            if (from == to)
                continue;
            int place = (int)columns.Place(from, kw);
            for (int x = from; x < to; x++, place += columns.Stride)
                largest[x] = Math.Max(largest[x], line[place]);
        }
    }
}
