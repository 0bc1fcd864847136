using System.Collections.Immutable;
using Runproof.Core.Encoding;
using Runproof.Core.Schemas;
using Runproof.Core.Traces;

namespace Runproof.Core.Programs;

/// <summary>
/// Says what a program wants next, from what has happened so far and nothing else: one call with its inputs, the end, or why it cannot go on. It has an
/// answer for every state, always the same one.
/// </summary>
public static class ProgramCursor
{
    /// <summary>What comes next.</summary>
    /// <param name="state">What has happened so far. Asking does not change it.</param>
    public static NextStep Next(ProgramState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        while (state.Next is null)
            state.Next = Look(state);
        return state.Next;
    }

    // Null after a step that needs no call: a sequence that is entered or left, a fold of an empty list.
    private static NextStep? Look(ProgramState state)
    {
        ProgramFrame frame = state.Frames.Peek();
        if (frame.IsAtEnd)
            return Return(state, frame);
        if (frame.Fold is { } fold)
            return CallFold(state, frame, fold);
        ProgramStep step = frame.Sequence.Steps[frame.Position];
        if (Resolve(state, frame, step.Inputs, step.Name, out ReadOnlyMemory<byte>[] inputs) is { } invalid)
            return invalid;
        if (step.Callee is { } callee)
        {
            state.Frames.Push(new ProgramFrame(state.Program.Callees[(int)callee], frame.Path, inputs));
            return null;
        }

        return step.Fold is { } shape ? StartFold(state, frame, step, shape, inputs) : new NextStep.Call(new Coordinates(frame.Path), step, [.. inputs]);
    }

    private static NextStep? Return(ProgramState state, ProgramFrame frame)
    {
        ImmutableArray<Binding> sources = [.. frame.Sequence.Outputs.Select(output => output.Source)];
        if (Resolve(state, frame, sources, frame.Sequence.Name, out ReadOnlyMemory<byte>[] outputs) is { } invalid)
            return invalid;
        if (state.Frames.Count == 1)
            return new NextStep.Complete(StepOutcome.Succeeded, [.. outputs]);
        state.Frames.Pop();
        state.Frames.Peek().Leave(outputs);
        return null;
    }

    private static NextStep.Invalid? StartFold(ProgramState state, ProgramFrame frame, ProgramStep step, FoldShape shape, ReadOnlyMemory<byte>[] inputs)
    {
        Schema list = state.SchemaOf(step.Parameters[0].Type);
        var reader = new PostcardReader(inputs[0].Span);
        reader.TryReadCount(list.Element.MinSize, out int count);
        if ((uint)count > shape.Bound)
            return ProgramState.Invalid(step.Name, ProgramErrors.Bound, $"the list has {count} items, and the fold takes at most {shape.Bound}");
        if (count == 0)
            frame.Leave([inputs[1]]);
        else
            frame.Fold = new FoldProgress(inputs[0][reader.Offset..], count, inputs[1], inputs[2..]);
        return null;
    }

    private static NextStep.Call CallFold(ProgramState state, ProgramFrame frame, FoldProgress fold)
    {
        ProgramStep step = frame.Sequence.Steps[frame.Position];
        var coordinates = new Coordinates(frame.Path.Add(fold.Calls));
        ReadOnlyMemory<byte> items = fold.Take(state.SchemaOf(step.Parameters[0].Type).Element, step.Fold!.Chunk);
        return new NextStep.Call(coordinates, step, [items, fold.State, .. fold.Arguments]);
    }

    private static NextStep.Invalid? Resolve(ProgramState state, ProgramFrame frame, ImmutableArray<Binding> bindings, string subject, out ReadOnlyMemory<byte>[] values)
    {
        values = new ReadOnlyMemory<byte>[bindings.Length];
        for (int i = 0; i < values.Length; i++)
        {
            Binding binding = bindings[i];
            ReadOnlyMemory<byte> whole = frame.Whole(binding, state.Program.Constants);
            values[i] = whole;
            if (binding.Part is not { } part)
                continue;
            string type = TypeRules.WholeTypeOf(binding, frame.Sequence, state.Program.Constants);
            if (!part.TryTake(state.SchemaOf(type), whole, out values[i]))
                return ProgramState.Invalid(subject, ProgramErrors.Selection, $"the part {part} is taken of a list that does not reach that far");
        }

        return null;
    }
}
