using System.Runtime.InteropServices;

namespace Runproof.Runs.Interop;

/// <summary>
/// Memory that starts at a multiple of the widest vector register and stays where it is. Kernels treat the elements before and after the whole vectors
/// apart, and the last bits of functions such as exp differ between the two ways: with every tensor at such an address equal runs give equal bytes.
/// </summary>
internal static class AlignedMemory
{
    /// <summary>The alignment. Unit: bytes.</summary>
    public const int Alignment = 64;

    /// <summary>Allocates memory whose content is arbitrary.</summary>
    public static Memory<byte> Allocate(int length)
    {
        var array = GC.AllocateUninitializedArray<byte>(checked(length + Alignment - 1), pinned: true);
        var beyond = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(array, 0) & (Alignment - 1));
        return array.AsMemory((Alignment - beyond) % Alignment, length);
    }
}
