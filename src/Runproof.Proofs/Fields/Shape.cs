using System.Diagnostics.CodeAnalysis;

namespace Runproof.Proofs.Fields;

/// <summary>Lengths that the caller must get right: a mismatch is a bug of ours, never the shape of an input.</summary>
internal static class Shape
{
    /// <summary>Throws unless the lengths fit together.</summary>
    public static void Require(bool fits)
    {
        if (!fits)
            Throw();
    }

    [DoesNotReturn]
    private static void Throw() => throw new ArgumentException("The vectors do not have the lengths that this operation takes.");
}
