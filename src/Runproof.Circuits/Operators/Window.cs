namespace Runproof.Circuits.Operators;

/// <summary>A window that slides over height and width.</summary>
/// <param name="KernelHeight">Rows. Range: 1 to 4,096.</param>
/// <param name="KernelWidth">Columns. Range: 1 to 4,096.</param>
/// <param name="StrideHeight">Rows between windows. Range: at least 1.</param>
/// <param name="StrideWidth">Columns between windows. Range: at least 1.</param>
/// <param name="PadTop">Rows outside of the tensor, above. Range: 0 to the kernel's height − 1.</param>
/// <param name="PadLeft">Columns outside of the tensor, left.</param>
/// <param name="PadBottom">Rows outside of the tensor, below.</param>
/// <param name="PadRight">Columns outside of the tensor, right.</param>
/// <param name="DilationHeight">Rows between neighbours of a window. Range: at least 1.</param>
/// <param name="DilationWidth">Columns between neighbours of a window. Range: at least 1.</param>
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
    int DilationWidth = 1);
