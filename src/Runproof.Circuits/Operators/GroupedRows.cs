using System.Numerics;
using System.Runtime.InteropServices;

namespace Runproof.Circuits.Operators;

/// <summary>Convolutions whose groups have few output channels, depthwise ones above all: whole rows times one weight, since patches would be used too seldom.</summary>
internal static class GroupedRows
{
    // More outputs per group use a patch often enough.
    private const int MostOutputs = 8;

    // Sums of that many products of 16 and 8 bits fit into 32 bits.
    private const int MostProducts = int.MaxValue / (-short.MinValue * -sbyte.MinValue);

    /// <summary>Whether rows are the better way.</summary>
    /// <param name="outputs">Output channels of a group.</param>
    /// <param name="products">Products of one sum.</param>
    public static bool Suit(int outputs, int products) => outputs <= MostOutputs && products <= MostProducts;

    /// <summary>Computes the sums without biases.</summary>
    /// <param name="patches">How the window slides.</param>
    /// <param name="source">The input, every value within 16 bits.</param>
    /// <param name="weights">Shape: (output channels, <see cref="Patches.Length"/>).</param>
    /// <param name="images">Images.</param>
    /// <param name="groups">Groups of channels.</param>
    /// <param name="output">Receives (images, output channels, rows, columns).</param>
    public static void Apply(Patches patches, ReadOnlySpan<int> source, ReadOnlySpan<sbyte> weights, int images, int groups, Span<long> output)
    {
        SlidingAxis rows = patches.Rows, columns = patches.Columns;
        int length = patches.Length, inputs = length / (rows.Kernel * columns.Kernel);
        int channels = weights.Length / length, outputs = channels / groups;
        var inside = new (int From, int To, int Place)[columns.Kernel];
        for (int kw = 0; kw < inside.Length; kw++)
            inside[kw] = columns.Inside(kw) is var (from, to) ? (from, to, (int)columns.Place(from, kw)) : default;
        var sums = new int[columns.Outputs];
        for (int plane = 0; plane < images * channels; plane++)
        {
            int channel = plane % channels;
            int first = ((plane / channels * groups) + (channel / outputs)) * inputs;
            var kernel = weights.Slice(channel * length, length);
            for (int y = 0; y < rows.Outputs; y++)
            {
                Array.Clear(sums);
                for (int k = 0; k < inputs * rows.Kernel; k++)
                {
                    long h = rows.Place(y, k % rows.Kernel);
                    if (h < 0 || h >= rows.Length)
                        continue;
                    var row = source.Slice((((first + (k / rows.Kernel)) * rows.Length) + (int)h) * columns.Length, columns.Length);
                    for (int kw = 0; kw < inside.Length; kw++)
                        AddRow(row, kernel[(k * columns.Kernel) + kw], columns.Stride, inside[kw], sums);
                }

                var target = output.Slice(((plane * rows.Outputs) + y) * columns.Outputs, columns.Outputs);
                for (int x = 0; x < sums.Length; x++)
                    target[x] = sums[x];
            }
        }
    }

    private static void AddRow(ReadOnlySpan<int> row, int weight, int stride, (int From, int To, int Place) inside, Span<int> sums)
    {
        if (inside.From == inside.To || weight == 0)
            return;
        int place = inside.Place;
        var target = sums[inside.From..inside.To];
        if (stride != 1)
        {
            for (int x = 0; x < target.Length; x++, place += stride)
                target[x] += weight * row[place];
            return;
        }

        var values = row.Slice(place, target.Length);
        int whole = target.Length - (target.Length % Vector<int>.Count);
        var wide = MemoryMarshal.Cast<int, Vector<int>>(target[..whole]);
        var factors = MemoryMarshal.Cast<int, Vector<int>>(values[..whole]);
        for (int i = 0; i < wide.Length; i++)
            wide[i] += factors[i] * weight;
        for (int x = whole; x < target.Length; x++)
            target[x] += weight * values[x];
    }
}
