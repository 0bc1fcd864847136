using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;
using Runproof.Core.Encoding;

namespace Runproof.Core.Programs;

/// <summary>
/// The canonical bytes of a program. Version 1 is a chain of units: name, inputs, steps, outputs. Version 2 is a typed program: the outermost level, the called
/// sequences, the constants. Each program has bytes of one version only.
/// </summary>
internal static class ProgramEncoding
{
    private const byte Chain = 1;
    private const byte Typed = 2;

    public static byte[] Encode(Program program)
    {
        var writer = new PostcardWriter();
        writer.WriteU8(program.IsTyped ? Typed : Chain);
        WriteSequence(writer, program.Entry, program.IsTyped);
        if (!program.IsTyped)
            return writer.ToArray();
        writer.WriteCount(program.Callees.Length);
        foreach (ProgramSequence callee in program.Callees)
            WriteSequence(writer, callee, isTyped: true);
        writer.WriteCount(program.Constants.Length);
        foreach (ProgramConstant constant in program.Constants)
        {
            writer.WriteString(constant.Type);
            writer.WriteBytes(constant.Value.Span);
        }

        return writer.ToArray();
    }

    public static bool TryDecode(ReadOnlySpan<byte> bytes, string subject, [NotNullWhen(true)] out Program? program, [NotNullWhen(false)] out Diagnostic? error)
    {
        var reader = new PostcardReader(bytes);
        bool isTyped = bytes is [Typed, ..];
        ImmutableArray<ProgramSequence> callees = [];
        ImmutableArray<ProgramConstant> constants = [];
        if (reader.TryReadVersion(isTyped ? Typed : Chain)
            && TryReadSequence(ref reader, isTyped, out ProgramSequence? entry)
            && (!isTyped || (TryReadCallees(ref reader, out callees) && TryReadConstants(ref reader, out constants)))
            && reader.TryFinish())
        {
            if (!Program.TryCreate(entry, callees, constants, out program, out error))
                return false;
            if (program.IsTyped == isTyped)
                return true;
            error = new Diagnostic(ProgramErrors.Invalid, Phase.Read, subject, $"the program is written as version {bytes[0]}, which is not the one for it",
                "making the program again from its model or source", 0);
            program = null;
            return false;
        }

        program = null;
        error = reader.Error!.ToDiagnostic(subject, Phase.Read);
        return false;
    }

    private static void WriteSequence(PostcardWriter writer, ProgramSequence sequence, bool isTyped)
    {
        writer.WriteString(sequence.Name);
        PortList.Write(writer, sequence.Inputs);
        writer.WriteCount(sequence.Steps.Length);
        foreach (var step in sequence.Steps)
        {
            writer.WriteString(step.Name);
            writer.WriteEnum((uint)step.Kind);
            if (step.Callee is { } callee)
                writer.WriteU32(callee);
            else
                step.Unit.WriteTo(writer);
            writer.WriteCount(step.Inputs.Length);
            foreach (var binding in step.Inputs)
                BindingEncoding.Write(writer, binding, isTyped);
            PortList.Write(writer, step.Outputs);
            if (isTyped)
                WriteTypes(writer, step);
        }

        writer.WriteCount(sequence.Outputs.Length);
        foreach (var output in sequence.Outputs)
        {
            writer.WriteString(output.Name);
            BindingEncoding.Write(writer, output.Source, isTyped);
        }
    }

    private static void WriteTypes(PostcardWriter writer, ProgramStep step)
    {
        PortList.Write(writer, step.Parameters);
        if (step.Fold is not { } fold)
        {
            writer.WriteNone();
            return;
        }

        writer.WriteSome();
        writer.WriteU32(fold.Chunk);
        writer.WriteU32(fold.Bound);
        writer.WriteBool(fold.CanBreak);
    }

    private static bool TryReadSequence(ref PostcardReader reader, bool isTyped, [NotNullWhen(true)] out ProgramSequence? sequence)
    {
        sequence = null;
        if (!reader.TryReadString(out var name)
            || !PortList.TryRead(ref reader, out var inputs)
            || !TryReadSteps(ref reader, isTyped, out var steps)
            || !TryReadOutputs(ref reader, isTyped, out var outputs))
            return false;
        sequence = new ProgramSequence(name, inputs, steps, outputs);
        return true;
    }

    private static bool TryReadSteps(ref PostcardReader reader, bool isTyped, out ImmutableArray<ProgramStep> steps)
    {
        // Name, kind, revision or callee, inputs, outputs, and where they are stated the parameters and the fold.
        int smallest = isTyped ? 7 : 1 + 1 + 96 + 1 + 1;
        steps = [];
        if (!reader.TryReadCount(smallest, out var count))
            return false;
        var builder = ImmutableArray.CreateBuilder<ProgramStep>(count);
        for (var i = 0; i < count; i++)
        {
            if (!reader.Enter("steps", i) || !TryReadStep(ref reader, isTyped, out ProgramStep? step))
                return false;
            reader.Exit();
            builder.Add(step);
        }

        steps = builder.MoveToImmutable();
        return true;
    }

    private static bool TryReadStep(ref PostcardReader reader, bool isTyped, [NotNullWhen(true)] out ProgramStep? step)
    {
        step = null;
        uint? callee = null;
        UnitRevision? unit = UnitRevision.None;
        if (!reader.TryReadString(out var name) || !reader.TryReadEnum(isTyped ? 3u : 2u, out var kind))
            return false;
        if ((UnitKind)kind != UnitKind.Sequence)
        {
            if (!UnitRevision.TryRead(ref reader, out unit))
                return false;
        }
        else if (!reader.TryReadU32(out uint position))
        {
            return false;
        }
        else
        {
            callee = position;
        }

        if (!TryReadBindings(ref reader, isTyped, out var inputs) || !PortList.TryRead(ref reader, out var outputs))
            return false;
        step = new ProgramStep(name, (UnitKind)kind, unit, inputs, outputs) { Callee = callee };
        if (!isTyped)
            return true;
        if (!PortList.TryRead(ref reader, out var parameters) || !TryReadFold(ref reader, out FoldShape? fold))
            return false;
        step = step with { Parameters = parameters, Fold = fold };
        return true;
    }

    private static bool TryReadFold(ref PostcardReader reader, out FoldShape? fold)
    {
        fold = null;
        if (!reader.TryReadOption(out bool isFold) || !isFold)
            return reader.Error is null;
        if (!reader.TryReadU32(out uint chunk) || !reader.TryReadU32(out uint bound) || !reader.TryReadBool(out bool canBreak))
            return false;
        fold = new FoldShape(chunk, bound, canBreak);
        return true;
    }

    private static bool TryReadBindings(ref PostcardReader reader, bool isTyped, out ImmutableArray<Binding> bindings)
    {
        bindings = [];
        if (!reader.TryReadCount(2, out var count))
            return false;
        var builder = ImmutableArray.CreateBuilder<Binding>(count);
        for (var i = 0; i < count; i++)
        {
            if (!BindingEncoding.TryRead(ref reader, isTyped, out var binding))
                return false;
            builder.Add(binding);
        }

        bindings = builder.MoveToImmutable();
        return true;
    }

    private static bool TryReadOutputs(ref PostcardReader reader, bool isTyped, out ImmutableArray<ProgramOutput> outputs)
    {
        outputs = [];
        if (!reader.TryReadCount(3, out var count))
            return false;
        var builder = ImmutableArray.CreateBuilder<ProgramOutput>(count);
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryReadString(out var name) || !BindingEncoding.TryRead(ref reader, isTyped, out var source))
                return false;
            builder.Add(new ProgramOutput(name, source));
        }

        outputs = builder.MoveToImmutable();
        return true;
    }

    private static bool TryReadCallees(ref PostcardReader reader, out ImmutableArray<ProgramSequence> callees)
    {
        callees = [];
        if (!reader.TryReadCount(4, out var count, Coordinates.MaxDepth))
            return false;
        var builder = ImmutableArray.CreateBuilder<ProgramSequence>(count);
        for (var i = 0; i < count; i++)
        {
            if (!reader.Enter("callees", i) || !TryReadSequence(ref reader, isTyped: true, out ProgramSequence? callee))
                return false;
            reader.Exit();
            builder.Add(callee);
        }

        callees = builder.MoveToImmutable();
        return true;
    }

    private static bool TryReadConstants(ref PostcardReader reader, out ImmutableArray<ProgramConstant> constants)
    {
        constants = [];
        if (!reader.TryReadCount(2, out var count))
            return false;
        var builder = ImmutableArray.CreateBuilder<ProgramConstant>(count);
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryReadString(out string? type) || !reader.TryReadBytes(out ReadOnlySpan<byte> value))
                return false;
            builder.Add(new ProgramConstant(type, value.ToArray()));
        }

        constants = builder.MoveToImmutable();
        return true;
    }
}
