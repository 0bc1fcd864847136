namespace Runproof.Core.Programs;

/// <summary>A value that is part of a program.</summary>
/// <param name="Type">The text of its schema.</param>
/// <param name="Value">The canonical bytes.</param>
public sealed record ProgramConstant(string Type, ReadOnlyMemory<byte> Value)
{
    /// <inheritdoc />
    public bool Equals(ProgramConstant? other) => other is not null && Type == other.Type && Value.Span.SequenceEqual(other.Value.Span);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Type.GetHashCode(StringComparison.Ordinal), Value.Length);
}
