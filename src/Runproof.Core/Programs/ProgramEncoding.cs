using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;
using Runproof.Core.Encoding;

namespace Runproof.Core.Programs;

/// <summary>The canonical bytes of a program: version, name, inputs, steps, outputs.</summary>
internal static class ProgramEncoding
{
    private const byte Version = 1;

    public static byte[] Encode(Program program)
    {
        var writer = new PostcardWriter();
        writer.WriteU8(Version);
        writer.WriteString(program.Name);
        PortList.Write(writer, program.Inputs);
        writer.WriteCount(program.Steps.Length);
        foreach (var step in program.Steps)
        {
            writer.WriteString(step.Name);
            writer.WriteEnum((uint)step.Kind);
            step.Unit.WriteTo(writer);
            writer.WriteCount(step.Inputs.Length);
            foreach (var binding in step.Inputs)
                WriteBinding(writer, binding);
            PortList.Write(writer, step.Outputs);
        }

        writer.WriteCount(program.Outputs.Length);
        foreach (var output in program.Outputs)
        {
            writer.WriteString(output.Name);
            WriteBinding(writer, output.Source);
        }

        return writer.ToArray();
    }

    public static bool TryDecode(ReadOnlySpan<byte> bytes, string subject, [NotNullWhen(true)] out Program? program, [NotNullWhen(false)] out Diagnostic? error)
    {
        var reader = new PostcardReader(bytes);
        if (reader.TryReadVersion(Version)
            && reader.TryReadString(out var name)
            && PortList.TryRead(ref reader, out var inputs)
            && TryReadSteps(ref reader, out var steps)
            && TryReadOutputs(ref reader, out var outputs)
            && reader.TryFinish())
        {
            return Program.TryCreate(name, inputs, steps, outputs, out program, out error);
        }

        program = null;
        error = reader.Error!.ToDiagnostic(subject, Phase.Read);
        return false;
    }

    private static void WriteBinding(PostcardWriter writer, Binding binding)
    {
        writer.WriteEnum(binding.Step is null ? 0u : 1u);
        if (binding.Step is { } step)
            writer.WriteU32(step);
        writer.WriteU32(binding.Port);
    }

    private static bool TryReadSteps(ref PostcardReader reader, out ImmutableArray<ProgramStep> steps)
    {
        const int smallest = 1 + 1 + 96 + 1 + 1;
        steps = [];
        if (!reader.TryReadCount(smallest, out var count))
            return false;
        var builder = ImmutableArray.CreateBuilder<ProgramStep>(count);
        for (var i = 0; i < count; i++)
        {
            if (!reader.Enter("steps", i)
                || !reader.TryReadString(out var name)
                || !reader.TryReadEnum(2, out var kind)
                || !UnitRevision.TryRead(ref reader, out var unit)
                || !TryReadBindings(ref reader, out var inputs)
                || !PortList.TryRead(ref reader, out var outputs))
            {
                return false;
            }

            reader.Exit();
            builder.Add(new ProgramStep(name, (UnitKind)kind, unit, inputs, outputs));
        }

        steps = builder.MoveToImmutable();
        return true;
    }

    private static bool TryReadBindings(ref PostcardReader reader, out ImmutableArray<Binding> bindings)
    {
        bindings = [];
        if (!reader.TryReadCount(2, out var count))
            return false;
        var builder = ImmutableArray.CreateBuilder<Binding>(count);
        for (var i = 0; i < count; i++)
        {
            if (!TryReadBinding(ref reader, out var binding))
                return false;
            builder.Add(binding);
        }

        bindings = builder.MoveToImmutable();
        return true;
    }

    private static bool TryReadBinding(ref PostcardReader reader, out Binding binding)
    {
        binding = default;
        uint step = 0;
        if (!reader.TryReadEnum(2, out var kind) || (kind == 1 && !reader.TryReadU32(out step)) || !reader.TryReadU32(out var port))
            return false;
        binding = kind == 1 ? Binding.Output(step, port) : Binding.External(port);
        return true;
    }

    private static bool TryReadOutputs(ref PostcardReader reader, out ImmutableArray<ProgramOutput> outputs)
    {
        outputs = [];
        if (!reader.TryReadCount(3, out var count))
            return false;
        var builder = ImmutableArray.CreateBuilder<ProgramOutput>(count);
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryReadString(out var name) || !TryReadBinding(ref reader, out var source))
                return false;
            builder.Add(new ProgramOutput(name, source));
        }

        outputs = builder.MoveToImmutable();
        return true;
    }
}
