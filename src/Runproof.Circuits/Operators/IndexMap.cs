using System.Collections.Immutable;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Operators;

/// <summary>Which value of which source stands at every place of a result: a reshape, a transposition, a concatenation, a padding.</summary>
public abstract record IndexMap
{
    private protected IndexMap()
    {
    }

    /// <summary>The constant that stands where no source value does.</summary>
    public virtual int Constant => 0;

    /// <summary>The shape of the result, or null where the map does not fit the sources.</summary>
    /// <param name="sources">The shapes of the sources.</param>
    /// <param name="problem">What does not fit, in words.</param>
    public abstract CircuitShape? InferShape(ImmutableArray<CircuitShape> sources, out string problem);

    /// <summary>
    /// For every dense index of the result the index of a source value, counted through all sources one after the other; −1 for the constant.
    /// </summary>
    /// <param name="sources">The shapes of the sources.</param>
    public abstract int[] Places(ImmutableArray<CircuitShape> sources);
}
