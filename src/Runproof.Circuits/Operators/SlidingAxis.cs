namespace Runproof.Circuits.Operators;

/// <summary>A window that slides along one axis: output o reads, at offset k of the kernel, the place o·stride + k·dilation − pad.</summary>
/// <param name="Length">Places of the axis.</param>
/// <param name="Outputs">Positions of the window.</param>
/// <param name="Kernel">Offsets of the kernel.</param>
/// <param name="Stride">Places between positions.</param>
/// <param name="Pad">Places outside of the axis, before it.</param>
/// <param name="Dilation">Places between offsets.</param>
internal readonly record struct SlidingAxis(int Length, int Outputs, int Kernel, int Stride, int Pad, int Dilation)
{
    /// <summary>The place that an output reads at an offset; outside of the axis it counts as zero.</summary>
    public long Place(int output, int offset) => ((long)output * Stride) + ((long)offset * Dilation) - Pad;

    /// <summary>The outputs whose place at an offset lies inside: from the first up to, and without, the second.</summary>
    public (int From, int To) Inside(int offset)
    {
        long shift = ((long)offset * Dilation) - Pad;
        long from = shift >= 0 ? 0 : (-shift + Stride - 1) / Stride;
        long to = shift >= Length ? 0 : ((Length - 1 - shift) / Stride) + 1;
        to = Math.Min(to, Outputs);
        return ((int)Math.Min(from, to), (int)to);
    }
}
