using System.Collections.Immutable;
using System.Globalization;
using Runproof.Core.Encoding;

namespace Runproof.Core.Programs;

/// <summary>Where a step stands in its program: one number per level of nesting, from the outside in.</summary>
/// <param name="Path">The numbers; a step of a chain has one, its position from 0.</param>
public readonly record struct Coordinates(ImmutableArray<uint> Path)
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = 64;

    /// <summary>Coordinates of a step on the outermost level.</summary>
    public static Coordinates At(uint position) => new([position]);

    /// <inheritdoc />
    public bool Equals(Coordinates other) => Path.AsSpan().SequenceEqual(other.Path.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => Path.IsDefaultOrEmpty ? 0 : HashCode.Combine(Path.Length, Path[0], Path[^1]);

    /// <summary>For example <c>2</c> or <c>2.0.1</c>.</summary>
    public override string ToString() => string.Join('.', Path.Select(part => part.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Appends the canonical encoding.</summary>
    public void WriteTo(PostcardWriter writer)
    {
        writer.WriteCount(Path.Length);
        foreach (var part in Path)
            writer.WriteU32(part);
    }

    /// <summary>Reads the canonical encoding; on failure the reader holds the error.</summary>
    public static bool TryRead(ref PostcardReader reader, out Coordinates value)
    {
        value = default;
        if (!reader.TryReadCount(1, out var count, MaxDepth))
            return false;
        var path = ImmutableArray.CreateBuilder<uint>(count);
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryReadU32(out var part))
                return false;
            path.Add(part);
        }

        value = new Coordinates(path.MoveToImmutable());
        return true;
    }
}
