namespace Runproof.Circuits.Graph;

/// <summary>What is done with an output of a circuit after the proof, in the open: the proof shows the integers, anybody applies the function.</summary>
public abstract record OutputFunction
{
    private protected OutputFunction()
    {
    }

    /// <summary>The axis that the function works along; 0 for none.</summary>
    internal virtual int Along => 0;

    /// <summary>The integers, scaled.</summary>
    public sealed record None : OutputFunction;

    /// <summary>The softmax along an axis.</summary>
    /// <param name="Axis">The axis. Range: 0 to rank − 1.</param>
    public sealed record Softmax(int Axis) : OutputFunction
    {
        internal override int Along => Axis;
    }

    /// <summary>The logarithm of the softmax along an axis.</summary>
    /// <param name="Axis">The axis. Range: 0 to rank − 1.</param>
    public sealed record LogSoftmax(int Axis) : OutputFunction
    {
        internal override int Along => Axis;
    }

    /// <summary>The index of the largest value along an axis, the first where several are largest.</summary>
    /// <param name="Axis">The axis. Range: 0 to rank − 1.</param>
    /// <param name="KeepDims">Whether the axis stays, with length 1.</param>
    public sealed record ArgMax(int Axis, bool KeepDims) : OutputFunction
    {
        internal override int Along => Axis;
    }
}
