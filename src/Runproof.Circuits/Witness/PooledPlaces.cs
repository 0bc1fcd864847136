using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Witness;

/// <summary>Which value of the source every place of a pooled window holds.</summary>
internal static class PooledPlaces
{
    /// <summary>In place of an index: outside of the tensor.</summary>
    public const int Outside = -1;

    /// <summary>For every place of the window, row by row, the dense index of the source's value for every dense index of the result.</summary>
    /// <param name="window">The window.</param>
    /// <param name="source">The shape of the source: (N, C, H, W).</param>
    /// <param name="result">The shape of the result.</param>
    public static int[][] Of(Window window, CircuitShape source, CircuitShape result)
    {
        var places = new int[window.KernelHeight * window.KernelWidth][];
        for (int part = 0; part < places.Length; part++)
            places[part] = Part(window, source, result, part / window.KernelWidth, part % window.KernelWidth);
        return places;
    }

    private static int[] Part(Window window, CircuitShape source, CircuitShape result, int kernelRow, int kernelColumn)
    {
        var places = new int[result.Count];
        int planes = source[0] * source[1];
        for (int plane = 0, i = 0; plane < planes; plane++)
        {
            for (int h = 0; h < result[2]; h++)
            {
                int row = (h * window.StrideHeight) + (kernelRow * window.DilationHeight) - window.PadTop;
                for (int w = 0; w < result[3]; w++, i++)
                {
                    int column = (w * window.StrideWidth) + (kernelColumn * window.DilationWidth) - window.PadLeft;
                    bool inside = row >= 0 && row < source[2] && column >= 0 && column < source[3];
                    places[i] = inside ? (((plane * source[2]) + row) * source[3]) + column : Outside;
                }
            }
        }

        return places;
    }
}
