using System.Collections.Immutable;

namespace Runproof.Circuits.Statements;

/// <summary>Where an input of a slice comes from.</summary>
public abstract record InputSource
{
    private protected InputSource()
    {
    }

    /// <summary>Integers that everybody knows.</summary>
    /// <param name="Values">The values in dense order, within the range of the input's type.</param>
    public sealed record Public(ImmutableArray<int> Values) : InputSource
    {
        /// <inheritdoc/>
        public bool Equals(Public? other) => other is not null && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => Values.Length;
    }

    /// <summary>An output of an earlier slice of the same proof, of the same type.</summary>
    /// <param name="Slice">The slice, by its position in the statement.</param>
    /// <param name="Output">Which of its outputs.</param>
    public sealed record Linked(int Slice, int Output) : InputSource;

    /// <summary>A commitment of its own, which another proof may open too.</summary>
    /// <param name="Boundary">Index of the commitment in the statement.</param>
    public sealed record Committed(int Boundary) : InputSource;
}
