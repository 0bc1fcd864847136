using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Operators;

/// <summary>A window that slides over height and width.</summary>
/// <param name="KernelHeight">Rows. Range: 1 to 4,096.</param>
/// <param name="KernelWidth">Columns. Range: 1 to 4,096.</param>
/// <param name="StrideHeight">Rows between windows. Range: 1 to 4,096.</param>
/// <param name="StrideWidth">Columns between windows. Range: 1 to 4,096.</param>
/// <param name="PadTop">Rows outside of the tensor, above. Range: 0 to (the kernel's height − 1) · dilation.</param>
/// <param name="PadLeft">Columns outside of the tensor, left.</param>
/// <param name="PadBottom">Rows outside of the tensor, below.</param>
/// <param name="PadRight">Columns outside of the tensor, right.</param>
/// <param name="DilationHeight">Rows between neighbours of a window. Range: 1 to 4,096.</param>
/// <param name="DilationWidth">Columns between neighbours of a window. Range: 1 to 4,096.</param>
public sealed record Window(
    int KernelHeight,
    int KernelWidth,
    int StrideHeight = 1,
    int StrideWidth = 1,
    int PadTop = 0,
    int PadLeft = 0,
    int PadBottom = 0,
    int PadRight = 0,
    int DilationHeight = 1,
    int DilationWidth = 1)
{
    /// <summary>The largest kernel, stride and dilation.</summary>
    public const int MaxExtent = 4096;

    private const long MaxSide = 1L << CircuitShape.MaxLogSize;

    /// <summary>Places of the window.</summary>
    public int PlaceCount => KernelHeight * KernelWidth;

    /// <summary>The shape of what slides over a tensor, or null where the window is out of range or does not fit.</summary>
    /// <param name="source">The tensor. Shape: (N, C, H, W).</param>
    /// <param name="channels">The channels of the output.</param>
    /// <param name="problem">What does not fit, in words.</param>
    public CircuitShape? Slide(CircuitShape source, int channels, out string problem)
    {
        problem = "a window slides over a tensor of four dimensions";
        if (source.Rank != 4)
            return null;
        problem = "a kernel, a stride, a padding or a dilation of the window is out of range";
        long height = Positions(source[2], KernelHeight, StrideHeight, PadTop, PadBottom, DilationHeight);
        long width = Positions(source[3], KernelWidth, StrideWidth, PadLeft, PadRight, DilationWidth);
        if (height < 0 || width < 0)
            return null;
        problem = "the window is larger than the tensor with its padding, or the output has too many values";
        return height is 0 or > MaxSide || width is 0 or > MaxSide || source[2] * width > MaxSide || source[3] * height > MaxSide
            ? null
            : CircuitShape.TryCreate([source[0], channels, (int)height, (int)width]);
    }

    /// <summary>How the window slides over the rows.</summary>
    internal SlidingAxis Rows(CircuitShape source)
    {
        long positions = Positions(source[2], KernelHeight, StrideHeight, PadTop, PadBottom, DilationHeight);
        return new(source[2], (int)positions, KernelHeight, StrideHeight, PadTop, DilationHeight);
    }

    /// <summary>How the window slides over the columns.</summary>
    internal SlidingAxis Columns(CircuitShape source)
    {
        long positions = Positions(source[3], KernelWidth, StrideWidth, PadLeft, PadRight, DilationWidth);
        return new(source[3], (int)positions, KernelWidth, StrideWidth, PadLeft, DilationWidth);
    }

    private static long Positions(int length, int kernel, int stride, int before, int after, int dilation)
    {
        if (kernel is < 1 or > MaxExtent || stride is < 1 or > MaxExtent || dilation is < 1 or > MaxExtent)
            return -1;
        long reach = (long)(kernel - 1) * dilation;
        if (before < 0 || after < 0 || before > reach || after > reach)
            return -1;
        long free = length + (long)before + after - reach - 1;
        return free < 0 ? 0 : (free / stride) + 1;
    }
}
