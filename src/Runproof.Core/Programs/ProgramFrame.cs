using System.Collections.Immutable;

namespace Runproof.Core.Programs;

/// <summary>One level of a program that is entered: its values so far, and the fold that it is in.</summary>
internal sealed class ProgramFrame(ProgramSequence sequence, ImmutableArray<uint> prefix, ReadOnlyMemory<byte>[] inputs)
{
    private readonly ReadOnlyMemory<byte>[][] _outputs = new ReadOnlyMemory<byte>[sequence.Steps.Length][];

    public ProgramSequence Sequence => sequence;

    /// <summary>Coordinates of the step that entered this level.</summary>
    public ImmutableArray<uint> Prefix => prefix;

    /// <summary>The step that is next, or being folded.</summary>
    public int Position { get; private set; }

    public bool IsAtEnd => Position == sequence.Steps.Length;

    public FoldProgress? Fold { get; set; }

    public ImmutableArray<uint> Path => prefix.Add((uint)Position);

    /// <summary>The value of which a binding takes all or a part.</summary>
    public ReadOnlyMemory<byte> Whole(Binding binding, ImmutableArray<ProgramConstant> constants) =>
        binding.Step is { } step ? _outputs[step][binding.Port]
        : binding.IsConstant ? constants[(int)binding.Port].Value
        : inputs[binding.Port];

    /// <summary>Takes what one call gave.</summary>
    public void Accept(ProgramStep step, ReadOnlyMemory<byte> output)
    {
        if (Fold is not { } fold)
            Leave([output]);
        else if (fold.Accept(output, step.Fold!.CanBreak))
            Leave([fold.State]);
    }

    /// <summary>Goes to the next step.</summary>
    public void Leave(ReadOnlyMemory<byte>[] outputs)
    {
        _outputs[Position++] = outputs;
        Fold = null;
    }
}
