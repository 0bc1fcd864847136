using System.Collections.Immutable;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Schemas;
using Runproof.Core.Traces;

namespace Runproof.Verifier.Disputes;

/// <summary>
/// What a program does at one place of a run, from the few records and values that decide it. It says what an execution of the program does if the records that it is
/// given are those of that execution; so what it says against a record of an honest run is never true.
/// </summary>
internal sealed class ProgramWalk(Program program, Claim claim, FraudEvidence evidence)
{
    // A hostile program could bind a value through any number of sequences and empty folds, and take parts of a long list again and again. Unit: bytes looked at.
    private const long MostWork = 1L << 28;
    private const int LookUp = 1 << 12;
    private const int MostDepth = 200;

    private long _work;
    private int _depth;

    private enum Answer
    {
        Found,

        // An execution cannot go on here: a list is too short for what is selected of it.
        Impossible,

        Unknown,
    }

    /// <summary>The first call of the program.</summary>
    public NextPlace First() => Arrive(ProgramLevel.Outermost(program), 0);

    /// <summary>What follows a record.</summary>
    public NextPlace After(StepRecord record)
    {
        if (record.Outcome != StepOutcome.Succeeded)
            return NextPlace.Ended(record.Outcome);
        if (!ProgramLevel.TryFind(program, record.Coordinates, out ProgramLevel? level, out int position))
            return NextPlace.Unknown;
        ProgramStep step = level.Sequence.Steps[position];
        if (step.Fold is not { } fold)
            return Arrive(level, position + 1);
        if (fold.CanBreak)
        {
            if (record.Outputs.Length != 1 || !evidence.TryGetValue(record.Outputs[0], out ReadOnlyMemory<byte> output) || output.IsEmpty)
                return NextPlace.Unknown;
            if (output.Span[0] == 1)
                return Arrive(level, position + 1);
        }

        uint next = record.Coordinates.Path[^1] + 1;
        return Calls(level, step, out uint calls) != Answer.Found ? NextPlace.Unknown
            : next < calls ? new NextPlace(new Coordinates(level.PathOf(position).Add(next)), null)
            : Arrive(level, position + 1);
    }

    /// <summary>The digest of what the program gives a call as an input; null where the evidence does not say.</summary>
    /// <param name="coordinates">The call.</param>
    /// <param name="port">Which input.</param>
    public Digest? InputOf(Coordinates coordinates, int port)
    {
        if (!ProgramLevel.TryFind(program, coordinates, out ProgramLevel? level, out int position))
            return null;
        ProgramStep step = level.Sequence.Steps[position];
        if (step.Fold is not { } fold || port > 1)
            return DigestOf(level, step.Inputs[port]);
        uint call = coordinates.Path[^1];
        if (port == 0)
            return ChunkOf(level, step, fold, call) is { } chunk ? TaggedHash.Compute(DigestTags.Value, chunk.Span) : null;
        return call == 0 ? DigestOf(level, step.Inputs[1]) : Digested(StateAfter(evidence.RecordOf(level.PathOf(position).Add(call - 1)), fold, out Source state), state);
    }

    /// <summary>The digest of what the program returns; null where the evidence does not say.</summary>
    /// <param name="port">Which output.</param>
    public Digest? OutputOf(int port) => DigestOf(ProgramLevel.Outermost(program), program.Outputs[port].Source);

    // Through sequences that are entered or left, and folds of nothing.
    private NextPlace Arrive(ProgramLevel level, int position)
    {
        while (TrySpend(LookUp))
        {
            if (position == level.Sequence.Steps.Length)
            {
                if (CheckParts(level, [.. level.Sequence.Outputs.Select(output => output.Source)]) is var parts and not Answer.Found)
                    return Stopped(parts);
                if (level.Caller is not { } caller)
                    return NextPlace.Ended(StepOutcome.Succeeded);
                (level, position) = (caller, (int)level.Path[^1] + 1);
                continue;
            }

            ProgramStep step = level.Sequence.Steps[position];
            if (CheckParts(level, step.Inputs) is var inputs and not Answer.Found)
                return Stopped(inputs);
            if (step.Callee is not null)
            {
                (level, position) = (level.Enter(program, position), 0);
                continue;
            }

            if (step.Fold is not { } fold)
                return new NextPlace(new Coordinates(level.PathOf(position)), null);
            if (List(level, step, out int count, out _) is var list and not Answer.Found)
                return Stopped(list);
            if ((uint)count > fold.Bound)
                return NextPlace.Ended(StepOutcome.NotRun);
            if (count > 0)
                return new NextPlace(new Coordinates(level.PathOf(position).Add(0)), null);
            position++;
        }

        return NextPlace.Unknown;
    }

    private bool TrySpend(long amount) => (_work += amount) <= MostWork;

    private static NextPlace Stopped(Answer answer) => answer == Answer.Impossible ? NextPlace.Ended(StepOutcome.NotRun) : NextPlace.Unknown;

    // Only a part can be missing from a value.
    private Answer CheckParts(ProgramLevel level, ImmutableArray<Binding> bindings)
    {
        foreach (Binding binding in bindings)
        {
            if (binding.Part is not null && Find(level, binding, out _) is var answer and not Answer.Found)
                return answer;
        }

        return Answer.Found;
    }

    private Answer List(ProgramLevel level, ProgramStep step, out int count, out ReadOnlyMemory<byte> elements)
    {
        (count, elements) = (0, default);
        if (ValueOf(level, step.Inputs[0], out ReadOnlyMemory<byte> value) is var answer and not Answer.Found)
            return answer;
        Schema list = Schema.Parse(step.Parameters[0].Type);
        var reader = new PostcardReader(value.Span);
        if (!TrySpend(value.Length) || !reader.TryReadCount(list.Element.MinSize, out count))
            return Answer.Unknown;
        elements = value[reader.Offset..];
        return Answer.Found;
    }

    private Answer Calls(ProgramLevel level, ProgramStep step, out uint calls)
    {
        Answer answer = List(level, step, out int count, out _);
        calls = (uint)((count + (long)step.Fold!.Chunk - 1) / step.Fold.Chunk);
        return answer;
    }

    private ReadOnlyMemory<byte>? ChunkOf(ProgramLevel level, ProgramStep step, FoldShape fold, uint call)
    {
        if (List(level, step, out int count, out ReadOnlyMemory<byte> elements) != Answer.Found)
            return null;
        long first = (long)call * fold.Chunk;
        if (first >= count)
            return null;
        int items = (int)Math.Min(fold.Chunk, count - first);
        Schema element = Schema.Parse(step.Parameters[0].Type).Element;
        var reader = new PostcardReader(elements.Span);
        int start = 0;
        for (long i = 0; i < first + items; i++)
        {
            if (i == first)
                start = reader.Offset;
            if (!ValueReader.TrySkip(ref reader, element))
                return null;
        }

        var writer = new PostcardWriter();
        writer.WriteCount(items);
        writer.WriteRaw(elements.Span[start..reader.Offset]);
        return writer.ToArray();
    }

    private Digest? DigestOf(ProgramLevel level, Binding binding) => Digested(Find(level, binding, out Source source), source);

    private static Digest? Digested(Answer answer, Source source) =>
        answer != Answer.Found ? null : source.Digest ?? TaggedHash.Compute(DigestTags.Value, source.Value.Span);

    private Answer ValueOf(ProgramLevel level, Binding binding, out ReadOnlyMemory<byte> value)
    {
        Answer answer = Find(level, binding, out Source source);
        value = source.Value;
        return answer == Answer.Found && source.Digest is { } digest && !evidence.TryGetValue(digest, out value) ? Answer.Unknown : answer;
    }

    private Answer Find(ProgramLevel level, Binding binding, out Source source)
    {
        source = default;
        if (!TrySpend(LookUp) || _depth >= MostDepth)
            return Answer.Unknown;
        _depth++;
        Answer answer = FindWhole(level, binding, out source);
        _depth--;
        if (answer != Answer.Found || binding.Part is not { } part)
            return answer;
        ReadOnlyMemory<byte> whole = source.Value;
        if ((source.Digest is { } digest && !evidence.TryGetValue(digest, out whole)) || !TrySpend(whole.Length))
            return Answer.Unknown;
        Schema schema = Schema.Parse(program.WholeTypeOf(level.Sequence, binding));
        bool isTaken = part.TryTake(schema, whole, out ReadOnlyMemory<byte> taken);
        source = new Source(null, taken);
        return isTaken ? Answer.Found : Answer.Impossible;
    }

    private Answer FindWhole(ProgramLevel level, Binding binding, out Source source)
    {
        source = default;
        if (binding.Step is not { } position)
        {
            if (!binding.IsConstant && level.Caller is { } caller)
                return Find(caller, level.Call!.Inputs[(int)binding.Port], out source);
            source = binding.IsConstant ? new Source(null, program.Constants[(int)binding.Port].Value) : new Source(claim.Inputs[(int)binding.Port], default);
            return Answer.Found;
        }

        ProgramStep step = level.Sequence.Steps[(int)position];
        if (step.Callee is not null)
        {
            ProgramLevel callee = level.Enter(program, (int)position);
            return Find(callee, callee.Sequence.Outputs[(int)binding.Port].Source, out source);
        }

        ImmutableArray<uint> path = level.PathOf((int)position);
        if (step.Fold is { } fold)
            return FindFolded(level, step, fold, path, out source);
        if (evidence.RecordOf(path) is not { Outcome: StepOutcome.Succeeded } record || binding.Port >= record.Outputs.Length)
            return Answer.Unknown;
        source = new Source(record.Outputs[(int)binding.Port], default);
        return Answer.Found;
    }

    private Answer FindFolded(ProgramLevel level, ProgramStep step, FoldShape fold, ImmutableArray<uint> path, out Source source)
    {
        source = default;
        if (Calls(level, step, out uint calls) is var answer and not Answer.Found)
            return answer;
        if (calls == 0)
            return Find(level, step.Inputs[1], out source);
        StepRecord? last = fold.CanBreak ? evidence.LastCallOf(path) : evidence.RecordOf(path.Add(calls - 1));
        if (last is null || StateAfter(last, fold, out source) != Answer.Found)
            return Answer.Unknown;

        // A call before the last one has ended the fold only if it said so.
        bool isLast = last.Coordinates.Path[^1] == calls - 1;
        return isLast || (evidence.TryGetValue(last.Outputs[0], out ReadOnlyMemory<byte> output) && output.Span[0] == 1) ? Answer.Found : Answer.Unknown;
    }

    private Answer StateAfter(StepRecord? record, FoldShape fold, out Source state)
    {
        state = default;
        if (record is not { Outcome: StepOutcome.Succeeded, Outputs: [var digest] })
            return Answer.Unknown;
        if (!fold.CanBreak)
        {
            state = new Source(digest, default);
            return Answer.Found;
        }

        if (!evidence.TryGetValue(digest, out ReadOnlyMemory<byte> output) || output.IsEmpty)
            return Answer.Unknown;
        state = new Source(null, output[1..]);
        return Answer.Found;
    }

    // A value, or the digest of one that need not be at hand.
    private readonly record struct Source(Digest? Digest, ReadOnlyMemory<byte> Value);
}
