using System.Globalization;

namespace Runproof.Proofs.Security;

/// <summary>The proven bits against one way to cheat.</summary>
public sealed record SecurityTerm
{
    internal SecurityTerm(SecurityTermKind kind, int? matrix, SoundnessError error, int workBits)
    {
        Kind = kind;
        Matrix = matrix;
        Error = error;
        Bits = error.ToBits();
        WorkBits = workBits;
    }

    /// <summary>The way.</summary>
    public SecurityTermKind Kind { get; }

    /// <summary>Index of the matrix that the term is about; null where it is about the whole proof.</summary>
    public int? Matrix { get; }

    /// <summary>The bits, those of work included.</summary>
    public SecurityBits Bits { get; }

    /// <summary>How many of the bits are work that a cheat repeats per attempt; zero in all terms but the queries.</summary>
    public int WorkBits { get; }

    /// <summary>The exact error, which decides.</summary>
    internal SoundnessError Error { get; }

    /// <summary>The name for people, such as <c>matrix 0 queries</c>.</summary>
    public string Name => Matrix is { } index ? $"matrix {index.ToString(CultureInfo.InvariantCulture)} {Label}" : Label;

    private string Label => Kind switch
    {
        SecurityTermKind.Queries => "queries",
        SecurityTermKind.Tensor => "tensor",
        SecurityTermKind.Fingerprints => "fingerprints",
        SecurityTermKind.FractionTree => "fraction tree",
        SecurityTermKind.Layers => "layers",
        SecurityTermKind.Batching => "batching",
        SecurityTermKind.Collision => "collision",
        _ => throw new InvalidOperationException($"Unknown term {Kind}."),
    };
}
